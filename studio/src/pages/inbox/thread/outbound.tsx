import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRobot, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Template } from '@core/templates/template.js';
import { Ticks } from '../../../whatsapp/ticks.js';
import type { ThreadEntrySeen } from '../inbox-api.js';
import { timeOfDay } from './day.js';
import { refusalWords } from './refusal-words.js';
import { SentMessage } from './sent-message.js';
import classes from './thread.module.css';

type OutboundEntry = Extract<ThreadEntrySeen, { kind: 'outbound' }>;

/** What we said: the very buttons and rows, how far it came, and why it did not. */
export function Outbound({
  entry: { at, message, state, failure, by },
  conversationId,
  templates,
  onTemplate,
}: {
  entry: OutboundEntry;
  conversationId: string;
  templates: readonly Template[];
  onTemplate: () => void;
}) {
  const { t, i18n } = useTranslation('inbox');
  return (
    <article className={classes.outbound} aria-label={by?.name ?? t('thread.bot')}>
      <div className={classes.ours}>
        <SentMessage message={message} conversationId={conversationId} templates={templates} />
        <Group gap={6} justify="flex-end" className={classes.quiet}>
          {by ? <IconUser size={13} aria-hidden /> : <IconRobot size={13} aria-hidden />}
          <Text size="xs">
            <bdi>{by?.name ?? t('thread.bot')}</bdi>
          </Text>
          <Text size="xs">{timeOfDay(Date.parse(at), i18n.language)}</Text>
          <Ticks state={state} />
        </Group>
      </div>
      {failure && (
        <Alert
          className={classes.failure}
          color="red"
          p="xs"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('thread.failed')}
        >
          <Stack gap={4} align="flex-start">
            <Text size="sm" dir="auto">
              {refusalWords(failure, t)}
            </Text>
            <Text size="xs" className={classes.words}>
              {t('thread.code', { code: failure.code })}
              {failure.detail !== '' && (
                <>
                  {': '}
                  <bdi>{failure.detail}</bdi>
                </>
              )}
            </Text>
            {failure.class === 'fall-back' && (
              <Button size="xs" variant="default" onClick={onTemplate}>
                {t('closed.button')}
              </Button>
            )}
          </Stack>
        </Alert>
      )}
    </article>
  );
}
