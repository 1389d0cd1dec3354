import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { listen } from './event-stream.js';

/** The list is read again at most this often, however much happens. */
const LIST_EVERY_MS = 1_000;

/**
 * Reads again what has changed in the inbox, as it changes.
 * @returns whether changes come by themselves now
 */
export function useLiveInbox(): boolean {
  const queries = useQueryClient();
  const [isLive, setIsLive] = useState(true);
  useEffect(() => {
    let listDue: ReturnType<typeof setTimeout> | undefined;
    const readList = (): void => {
      listDue ??= setTimeout(() => {
        listDue = undefined;
        void queries.invalidateQueries({ queryKey: ['inbox', 'list'] });
        void queries.invalidateQueries({ queryKey: ['inbox', 'counts'] });
      }, LIST_EVERY_MS);
    };
    const end = listen({
      open: () => new EventSource('/api/v1/events'),
      onEvent: ({ type, id }) => {
        if (type === 'resync') return void queries.invalidateQueries({ queryKey: ['inbox'] });
        if (type !== 'conversation.changed') return;
        void queries.invalidateQueries({ queryKey: ['inbox', 'conversation', id] });
        void queries.invalidateQueries({ queryKey: ['inbox', 'thread', id] });
        readList();
      },
      onCaughtUp: () => void queries.invalidateQueries({ queryKey: ['inbox'] }),
      onState: setIsLive,
      later: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    });
    return () => {
      clearTimeout(listDue);
      end();
    };
  }, [queries]);
  // A stream notices a lost network only after a while.
  const isOnline = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  return isLive && isOnline;
}
