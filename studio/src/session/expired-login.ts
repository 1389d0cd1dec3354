import { useSyncExternalStore } from 'react';

let isExpired = false;
const listeners = new Set<() => void>();

/** Whether the service has stopped to know who works here. */
export const expiredLogin = {
  set(value: boolean): void {
    isExpired = value;
    for (const listener of listeners) listener();
  },
};

export const useExpiredLogin = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isExpired,
  );
