import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MessageBubble } from '../../whatsapp/message-bubble.js';
import type { ShownAnswer } from './shown-answer.js';

/** The messages of one answer as WhatsApp shows them. */
export function AnswerParts({ shown, onTap }: { shown: ShownAnswer; onTap: (id: string) => void }) {
  const { t } = useTranslation('agents');
  return shown.parts.map((part, at) =>
    part.kind === 'message' ? (
      <MessageBubble key={at} message={part.message} onTap={({ id }) => onTap(id)} />
    ) : (
      <Text key={at} size="sm">
        {t('chat.template', { name: part.name })}
      </Text>
    ),
  );
}
