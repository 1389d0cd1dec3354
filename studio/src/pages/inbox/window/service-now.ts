import { useQuery } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import { api } from '../../../api/client.js';
import { timeLeft, untilChange, type TimeLeft } from './time-left.js';

interface ClockSeen {
  now: string;
  adjustable: boolean;
}

const OFTEN_MS = 3_000;
const SELDOM_MS = 300_000;

/** The clock of conversations, which need not be this machine's. One that people move is looked at more often. */
export function useServiceNow(): () => number {
  const { data } = useQuery({
    queryKey: ['inbox', 'clock'],
    queryFn: async () => {
      const asked = Date.now();
      const clock = await api.get<ClockSeen>('/clock');
      const answered = Date.now();
      return { ahead: Date.parse(clock.now) - (asked + answered) / 2, adjustable: clock.adjustable };
    },
    refetchInterval: ({ state }) => (state.data?.adjustable === true ? OFTEN_MS : SELDOM_MS),
  });
  const ahead = data?.ahead ?? 0;
  return () => Date.now() + ahead;
}

/** What is left of a window, told again with every minute and at the moment it closes. */
export function useTimeLeft(closesAt: string | null): TimeLeft {
  const now = useServiceNow();
  const [, tick] = useReducer((count: number) => count + 1, 0);
  const at = closesAt === null ? null : Date.parse(closesAt);
  const wait = untilChange(at, now());
  useEffect(() => {
    if (wait === undefined) return undefined;
    const timer = setTimeout(tick, wait);
    return () => clearTimeout(timer);
  });
  return timeLeft(at, now());
}
