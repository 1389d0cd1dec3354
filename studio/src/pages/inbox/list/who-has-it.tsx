import { Group, Text } from '@mantine/core';
import { IconClockPause, IconRobot, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InboxState } from '@core/api/inbox-views.js';
import { isolated } from '../hostile-text.js';
import classes from './list.module.css';

const ICONS = { waiting: IconClockPause, 'with-person': IconUser, 'with-bot': IconRobot } as const;

/** The bot, somebody in the team, or nobody yet: an icon and a word, never a colour alone. */
export function WhoHasIt({ state, who }: { state: InboxState; who?: string | undefined }) {
  const { t } = useTranslation('inbox');
  const Icon = ICONS[state];
  return (
    <Group gap={4} wrap="nowrap" className={classes.who} data-state={state}>
      <Icon size={14} aria-hidden />
      <Text size="xs" fw={state === 'waiting' ? 600 : 400} truncate>
        {state === 'with-person' && who !== undefined
          ? t('state.withNamed', { name: isolated(who) })
          : t(`state.${state}`)}
      </Text>
    </Group>
  );
}
