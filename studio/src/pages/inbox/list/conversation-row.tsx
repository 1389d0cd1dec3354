import { Badge, Group, Text } from '@mantine/core';
import { IconClock, IconHandStop, IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxItemView } from '@core/api/inbox-views.js';
import { ARROW_STOP } from '../../../parts/arrow-focus.js';
import { plainName } from '../hostile-text.js';
import { personName } from '../person-name.js';
import { shortTime } from '../thread/day.js';
import { timeLeft } from '../window/time-left.js';
import type { ListFilter } from './list-filter.js';
import { WhoHasIt } from './who-has-it.js';
import classes from './list.module.css';

const SHOWN_LABELS = 2;

/** One conversation: who, what was said last, who has it, how long one may write. */
export function ConversationRow({
  item,
  isOpen,
  filter,
  now,
}: {
  item: InboxItemView;
  isOpen: boolean;
  filter: ListFilter;
  now: number;
}) {
  const { t, i18n } = useTranslation('inbox');
  const { contact, lastMessage, unread, labels, assignee, handoff } = item;
  const who = assignee?.user?.name ?? assignee?.team ?? handoff?.taker?.name;
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: item.id }}
      search={filter}
      className={classes.row}
      {...(isOpen && { 'aria-current': 'true' as const })}
      {...ARROW_STOP}
    >
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={unread > 0 ? 700 : 500} truncate dir="auto" className={classes.grows}>
          <bdi>{personName(contact, t('list.nobody'))}</bdi>
        </Text>
        <Text size="xs" c="dimmed" className={classes.fixed}>
          {shortTime(Date.parse(lastMessage?.at ?? item.lastActivityAt), now, i18n.language)}
        </Text>
      </Group>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <LastMessage item={item} />
        {unread > 0 && (
          <Badge
            size="sm"
            circle={unread < 10}
            className={classes.fixed}
            aria-label={t('list.unread', { count: unread })}
          >
            {unread > 99 ? '99+' : unread}
          </Badge>
        )}
      </Group>
      <Group gap="xs" wrap="nowrap" className={classes.facts}>
        <WhoHasIt state={item.state} who={who} />
        <WindowFact item={item} now={now} />
        {labels.slice(0, SHOWN_LABELS).map((label) => (
          <Badge key={label} size="xs" variant="default" className={classes.label}>
            <bdi>{label}</bdi>
          </Badge>
        ))}
        {labels.length > SHOWN_LABELS && (
          <Text size="xs" c="dimmed">
            {t('list.moreLabels', { count: labels.length - SHOWN_LABELS })}
          </Text>
        )}
      </Group>
    </Link>
  );
}

function LastMessage({ item: { lastMessage, unread } }: { item: InboxItemView }) {
  const { t } = useTranslation('inbox');
  const colour = unread === 0 ? { c: 'dimmed' } : {};
  if (!lastMessage) {
    return (
      <Text size="sm" {...colour} className={classes.grows}>
        {t('list.nothingYet')}
      </Text>
    );
  }
  const { direction, kind, text, state } = lastMessage;
  const said = text === '' ? t([`kind.${kind}`, 'kind.other']) : text;
  const isFailed = direction === 'out' && state === 'failed';
  const look = isFailed ? {} : colour;
  return (
    <Group gap={4} wrap="nowrap" className={classes.grows} data-failed={isFailed}>
      {direction === 'out' && (
        <Text size="sm" {...look} className={classes.fixed}>
          {t(isFailed ? 'list.failed' : 'list.ours')}
        </Text>
      )}
      <Text size="sm" {...look} truncate dir="auto">
        {plainName(said)}
      </Text>
    </Group>
  );
}

function WindowFact({ item, now }: { item: InboxItemView; now: number }) {
  const { t } = useTranslation('inbox');
  if (item.optedOutAt !== null) return <Fact icon={<IconHandStop size={13} aria-hidden />} text={t('list.optedOut')} />;
  if (!item.window.hasWindow) return null;
  const left = timeLeft(item.window.closesAt === null ? null : Date.parse(item.window.closesAt), now);
  if (left.state === 'closed') return <Fact icon={<IconLock size={13} aria-hidden />} text={t('list.closed')} />;
  const text =
    left.hours > 0 ? t('window.hoursShort', { count: left.hours }) : t('window.minutesShort', { count: left.minutes });
  return (
    <span className={classes.left} data-state={left.state}>
      <Fact icon={<IconClock size={13} aria-hidden />} text={t('list.left', { time: text })} />
    </span>
  );
}

function Fact({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <Group gap={3} wrap="nowrap" className={classes.fixed}>
      {icon}
      <Text size="xs">{text}</Text>
    </Group>
  );
}
