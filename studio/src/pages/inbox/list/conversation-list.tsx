import { Button, Center, Loader, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../parts/empty-state.js';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { arrowFocus } from '../../../parts/arrow-focus.js';
import { listQuery } from '../inbox-api.js';
import { useMoreAtEnd } from '../use-more-at-end.js';
import { useServiceNow } from '../window/service-now.js';
import { ConversationRow } from './conversation-row.js';
import { queryOf, type ListFilter } from './list-filter.js';
import classes from './list.module.css';

/** The conversations that fit the filter, newest activity first; more come as one reaches the end. */
export function ConversationList({ filter, openId }: { filter: ListFilter; openId: string | undefined }) {
  const { t } = useTranslation('inbox');
  const now = useServiceNow()();
  const list = useInfiniteQuery(listQuery(filter));
  const ref = useMoreAtEnd(list);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;

  if (list.isPending) {
    return (
      <Center h={160} role="status" aria-label={t('common:loading')}>
        <Loader aria-hidden />
      </Center>
    );
  }
  if (list.error && !list.data) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) {
    return Object.keys(queryOf(filter)).some((name) => name !== 'state' || filter['state'] !== 'all') ? (
      <Text c="dimmed" ta="center" py="xl">
        {t('list.noneFound')}
      </Text>
    ) : (
      <EmptyState icon={<IconInbox />} title={t('list.emptyTitle')} text={t('list.emptyText')} />
    );
  }
  return (
    <div className={classes.scroll}>
      {/* A page boundary moves while conversations come in: none is shown twice. */}
      <ul className={classes.list} aria-label={t('list.label')} onKeyDown={arrowFocus}>
        {items
          .filter(({ id }, index) => items.findIndex((other) => other.id === id) === index)
          .map((item) => (
            <li key={item.id}>
              <ConversationRow item={item} isOpen={item.id === openId} filter={filter} now={now} />
            </li>
          ))}
      </ul>
      {list.isFetchNextPageError && <ProblemAlert error={list.error} />}
      {hasNextPage && (
        <Button ref={ref} variant="subtle" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common:more')}
        </Button>
      )}
    </div>
  );
}
