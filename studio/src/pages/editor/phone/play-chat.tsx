import { ActionIcon, Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompiledFlow } from '@core/flow/compiled-flow.js';
import type { InboundContent } from '@core/flow/inbound.js';
import { sentContent } from '@core/play/sent-content.js';
import type { Capabilities } from '@core/rendering/capabilities.js';
import type { Template } from '@core/templates/template.js';
import { HOUR } from '@core/time/instant.js';
import { ChatBackground, ChatLine } from '../../../whatsapp/chat-background.js';
import { InboundBubble } from '../../../whatsapp/inbound-bubble.js';
import { MessageBubble } from '../../../whatsapp/message-bubble.js';
import { replay, type Line, type Move } from './replay.js';
import { CONTACT_NAME, MADE_UP_NAME, type Samples } from './samples.js';

interface PlayProps {
  flow: CompiledFlow;
  language: string;
  capabilities: Capabilities;
  templates: readonly Template[];
  samples: Samples;
}

/** A chat with the draft, as a customer would have it. What is changed in the survey meanwhile shows at once. */
export function PlayChat({ flow, language, capabilities, templates, samples }: PlayProps) {
  const { t } = useTranslation('editor-map');
  const [moves, setMoves] = useState<readonly Move[]>([]);
  const [words, setWords] = useState('');
  const name = samples[CONTACT_NAME] ?? MADE_UP_NAME;
  const { lines, answers, isOver } = useMemo(
    () => replay({ flow, language, capabilities, templates, name }, moves),
    [flow, language, capabilities, templates, name, moves],
  );
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The newest line, without moving the page itself.
    const chat = end.current?.parentElement;
    if (chat) chat.scrollTop = chat.scrollHeight;
  }, [lines]);
  const move = (next: Move) => setMoves([...moves, next]);
  const say = (content: InboundContent) => move({ kind: 'says', content });
  const newest = lines.findLastIndex(({ kind }) => kind === 'sent');
  const given = Object.entries(answers);
  return (
    <Stack gap="sm">
      {flow.agentUses.length > 0 && <Alert color="gray">{t('play.agents')}</Alert>}
      <ChatBackground label={t('phone.play')}>
        {lines.map((line, index) => (
          // Lines are only added at the end, or all of them are new.
          <PlayedLine key={index} line={line} templates={templates} isNewest={index === newest} onSay={say} />
        ))}
        {isOver && <ChatLine>{t('play.over')}</ChatLine>}
        <div ref={end} />
      </ChatBackground>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const text = words.trim();
          if (text === '') return;
          say({ kind: 'text', text });
          setWords('');
        }}
      >
        <Group gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            dir="auto"
            aria-label={t('play.message')}
            placeholder={t('play.message')}
            value={words}
            onChange={({ currentTarget }) => setWords(currentTarget.value)}
          />
          <ActionIcon type="submit" size="lg" aria-label={t('play.send')}>
            <IconSend size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </form>
      <Group gap="xs">
        <Button size="xs" variant="default" disabled={moves.length === 0} onClick={() => setMoves(moves.slice(0, -1))}>
          {t('play.takeBack')}
        </Button>
        <Button size="xs" variant="default" disabled={moves.length === 0} onClick={() => setMoves([])}>
          {t('play.restart')}
        </Button>
        <Button size="xs" variant="default" onClick={() => move({ kind: 'wait', ms: HOUR })}>
          {t('play.hour')}
        </Button>
        <Button size="xs" variant="default" onClick={() => move({ kind: 'wait', ms: 24 * HOUR })}>
          {t('play.day')}
        </Button>
      </Group>
      <Stack gap={4}>
        <Title order={3} size="h6">
          {t('play.answers')}
        </Title>
        {given.length === 0 && <Text size="sm">{t('play.noAnswers')}</Text>}
        {given.map(([question, { label, value }]) => (
          <Group key={question} justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
            <Text size="sm" c="dimmed">
              <bdi>{question}</bdi>
            </Text>
            <Text size="sm" ta="end">
              {value === null ? t('play.skipped') : <bdi>{label}</bdi>}
            </Text>
          </Group>
        ))}
      </Stack>
    </Stack>
  );
}

function PlayedLine({
  line,
  templates,
  isNewest,
  onSay,
}: {
  line: Line;
  templates: readonly Template[];
  isNewest: boolean;
  onSay: (content: InboundContent) => void;
}) {
  const { t, i18n } = useTranslation('editor-map');
  switch (line.kind) {
    case 'sent':
      return (
        <MessageBubble
          message={line.message}
          at={line.at}
          templates={templates}
          onTap={(tap) => onSay({ kind: 'tap', ...tap })}
          onLocation={isNewest ? () => onSay(sentContent('location')) : undefined}
        />
      );
    case 'said':
      return <InboundBubble content={line.content} at={line.at} />;
    case 'waited':
      return (
        <ChatLine>
          {new Intl.DateTimeFormat(i18n.language, { weekday: 'long', hour: '2-digit', minute: '2-digit' }).format(
            line.at,
          )}
        </ChatLine>
      );
    case 'note':
      return <ChatLine>{t(`notes.${line.note.replace('.', '-')}`)}</ChatLine>;
  }
}
