import { Box, Group, Paper, Text } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Template } from '@core/templates/template.js';
import type { ThreadEntrySeen } from '../inbox-api.js';
import { isolated } from '../hostile-text.js';
import { timeOfDay } from './day.js';
import { Inbound } from './inbound.js';
import { Outbound } from './outbound.js';
import { shownCommand } from './thread-lines.js';
import classes from './thread.module.css';

/** One line of the thread. */
export function ThreadEntry({
  entry,
  conversationId,
  name,
  templates,
  onTemplate,
}: {
  entry: ThreadEntrySeen;
  conversationId: string;
  name: string;
  templates: readonly Template[];
  onTemplate: () => void;
}) {
  switch (entry.kind) {
    case 'inbound':
      return <Inbound entry={entry} conversationId={conversationId} name={name} />;
    case 'outbound':
      return <Outbound entry={entry} conversationId={conversationId} templates={templates} onTemplate={onTemplate} />;
    case 'note':
      return <Note entry={entry} />;
    case 'event':
      return <TeamEvent entry={entry} />;
    case 'command':
      return <Command entry={entry} />;
    case 'agent-answer':
      return null;
  }
}

type Of<Kind extends ThreadEntrySeen['kind']> = Extract<ThreadEntrySeen, { kind: Kind }>;

function Note({ entry: { text, by, at } }: { entry: Of<'note'> }) {
  const { t, i18n } = useTranslation('inbox');
  return (
    <Paper className={classes.note} radius="md">
      <Group gap={6} wrap="nowrap">
        <IconNote size={14} aria-hidden />
        <Text size="xs" fw={600}>
          {t('note.by', { name: isolated(by.name) })}
        </Text>
        <Text size="xs">{timeOfDay(Date.parse(at), i18n.language)}</Text>
      </Group>
      <Text size="sm" dir="auto" className={classes.words}>
        {text}
      </Text>
    </Paper>
  );
}

function TeamEvent({ entry: { change, by, at } }: { entry: Of<'event'> }) {
  const { t } = useTranslation('inbox');
  if (change.name === 'assigned') {
    const to = change.user?.name ?? change.team;
    const sentence =
      to === null
        ? t('event.unassigned', { by: isolated(by.name) })
        : t('event.assigned', { by: isolated(by.name), to: isolated(to) });
    return <Line at={at} sentence={sentence} />;
  }
  const list = (labels: readonly string[]): string => labels.map(isolated).join(t('event.listSeparator'));
  return (
    <>
      {change.added.length > 0 && (
        <Line at={at} sentence={t('event.labelled', { by: isolated(by.name), labels: list(change.added) })} />
      )}
      {change.removed.length > 0 && (
        <Line at={at} sentence={t('event.unlabelled', { by: isolated(by.name), labels: list(change.removed) })} />
      )}
    </>
  );
}

function Command({ entry: { command, at } }: { entry: Of<'command'> }) {
  const { t } = useTranslation('inbox');
  const shown = shownCommand(command);
  if (!shown) return null;
  const by = shown.by === undefined ? t('event.somebody') : isolated(shown.by);
  switch (shown.kind) {
    case 'hand-off':
      return <Line at={at} sentence={t('event.takenOver', { by })} />;
    case 'release':
      return <Line at={at} sentence={t(shown.then === 'end' ? 'event.givenBackEnded' : 'event.givenBack', { by })} />;
    case 'start-flow':
      return <Line at={at} sentence={t('event.flowStarted', { flow: isolated(shown.flowId ?? '') })} />;
    case 'end-session':
      return <Line at={at} sentence={t('event.ended')} />;
  }
}

function Line({ at, sentence }: { at: string; sentence: string }) {
  const { i18n } = useTranslation('inbox');
  return (
    <Box className={classes.event}>
      <Text size="xs">
        {sentence}
        {' · '}
        <bdi>{timeOfDay(Date.parse(at), i18n.language)}</bdi>
      </Text>
    </Box>
  );
}
