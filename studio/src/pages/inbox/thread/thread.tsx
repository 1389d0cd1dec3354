import { Button, Center, Divider, Loader, Text, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Fragment, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { templatesQuery } from '../../../template-picker/templates-query.js';
import { threadQuery } from '../inbox-api.js';
import { useMoreAtEnd } from '../use-more-at-end.js';
import { dayName } from './day.js';
import { linesOf } from './thread-lines.js';
import { NewMessages } from './new-messages.js';
import { ThreadEntry } from './thread-entry.js';
import { ToNewest } from './to-newest.js';
import { firstUnread, inboundIds, newSince } from './unread-line.js';
import { useUnreadLine } from './use-unread-line.js';
import classes from './thread.module.css';

/** So far from the end, in pixels, a way back is offered. */
const AWAY = 200;

/** What was said, oldest above. It opens at its end; older messages come in above without anything moving. */
export function Thread({
  conversationId,
  channelId,
  name,
  now,
  unread,
  onTemplate,
}: {
  conversationId: string;
  channelId: string;
  /** Of the person. */
  name: string;
  now: number;
  /** How many of the person's messages nobody has seen, and whether that is the service's last word. */
  unread: { count: number; isSettled: boolean };
  /** Opens the template picker. */
  onTemplate: () => void;
}) {
  const { t, i18n } = useTranslation('inbox');
  const thread = useInfiniteQuery(threadQuery(conversationId));
  const { data, hasNextPage, isFetchingNextPage } = thread;
  const entries = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const lines = useMemo(() => linesOf(entries), [entries]);
  const inbound = useMemo(() => inboundIds(entries), [entries]);
  const line = useUnreadLine(unread.count, inbound[0], unread.isSettled && data !== undefined && !thread.isFetching);
  const unreadFrom = firstUnread(inbound, line);
  const scroller = useRef<HTMLDivElement>(null);
  /** With the newest message when it was scrolled up; undefined at the end. */
  const [away, setAway] = useState<{ newest: string | undefined }>();
  const older = useMoreAtEnd(thread);
  const jump = (): void => {
    scroller.current?.scrollTo({ top: 0 });
    scroller.current?.focus();
  };
  const fetchOlder = async (): Promise<void> => {
    const { hasNextPage: hasMore } = await thread.fetchNextPage();
    // Its button is gone: the keyboard goes on in the thread.
    if (!hasMore) scroller.current?.focus();
  };
  const hasTemplate = lines.some(
    (one) => one.kind === 'entry' && one.entry.kind === 'outbound' && one.entry.message.kind === 'template',
  );
  const { data: templates } = useQuery({ ...templatesQuery(channelId), enabled: hasTemplate });
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroll}
        role="region"
        aria-label={t('thread.label', { name })}
        tabIndex={0}
        onKeyDown={(event) => {
          // At once: the browser's own way there is animated, and stops wherever something new comes in.
          if (event.target !== event.currentTarget || (event.key !== 'Home' && event.key !== 'End')) return;
          event.preventDefault();
          event.currentTarget.scrollTo({ top: event.key === 'End' ? 0 : -event.currentTarget.scrollHeight });
        }}
        onScroll={({ currentTarget }) => {
          // Counted from the end, upwards below 0.
          const isAway = currentTarget.scrollTop < -AWAY;
          setAway((before) => (isAway ? (before ?? { newest: inbound[0] }) : undefined));
        }}
      >
        {/* One child in a reversed column: the scroll position is counted from the end. */}
        <div className={classes.lines}>
          {thread.isPending && (
            <Center h={120} role="status" aria-label={t('common:loading')}>
              <Loader aria-hidden />
            </Center>
          )}
          {thread.error && (
            <ProblemAlert
              error={thread.error}
              onRetry={() => void (thread.isFetchNextPageError ? thread.fetchNextPage() : thread.refetch())}
            />
          )}
          {hasNextPage && (
            <Button
              ref={older}
              size="xs"
              variant="default"
              className={classes.older}
              loading={isFetchingNextPage}
              onClick={() => void fetchOlder()}
            >
              {t('thread.older')}
            </Button>
          )}
          {data && lines.length === 0 && (
            <Text c="dimmed" ta="center" py="xl">
              {t('thread.empty')}
            </Text>
          )}
          {lines.map((one) =>
            one.kind === 'day' ? (
              <Text key={one.key} component="h2" className={classes.day}>
                {dayName(one.at, now, i18n.language)}
              </Text>
            ) : (
              <Fragment key={one.key}>
                {one.entry.id === unreadFrom && (
                  <Divider className={classes.unread} color="red" label={t('thread.unread', { count: line.count })} />
                )}
                <ThreadEntry
                  entry={one.entry}
                  conversationId={conversationId}
                  name={name}
                  templates={templates ?? []}
                  onTemplate={onTemplate}
                />
              </Fragment>
            ),
          )}
        </div>
      </div>
      {away && <ToNewest count={newSince(inbound, away.newest)} onJump={jump} />}
      <VisuallyHidden role="status">
        <NewMessages entries={data?.pages[0]?.items ?? []} name={name} />
      </VisuallyHidden>
    </div>
  );
}
