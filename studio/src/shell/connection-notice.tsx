import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { notifyManager, onlineManager, useQueryClient, type QueryCache } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.js';

/** Says that the service cannot be reached, for as long as it cannot. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const cache = useQueryClient().getQueryCache();
  // The cache also tells of queries that a page makes while it is rendered: nothing may be rendered anew just then.
  const listen = useCallback(
    (changed: () => void) => {
      const stops = [cache.subscribe(notifyManager.batchCalls(changed)), onlineManager.subscribe(changed)];
      return () => stops.forEach((stop) => stop());
    },
    [cache],
  );
  // Without a network nothing is asked at all, and nothing fails.
  const isAway = useSyncExternalStore(listen, () => !onlineManager.isOnline() || isUnreachable(cache));
  if (!isAway) return null;
  return (
    <Alert color="yellow" mb="md" icon={<IconPlugConnectedX aria-hidden />} role="status">
      {t('offline')}
    </Alert>
  );
}

function isUnreachable(cache: QueryCache): boolean {
  return cache
    .findAll({ type: 'active' })
    .some(({ state: { error, fetchFailureReason } }) =>
      [error, fetchFailureReason].some((reason) => reason instanceof ApiProblem && reason.isUnreachable),
    );
}
