const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WHOLE = 24 * HOUR;
const CLOSING = HOUR;

export interface TimeLeft {
  state: 'open' | 'closing' | 'closed';
  hours: number;
  minutes: number;
  /** Of 24 hours, 0 to 100; an entry point of 72 hours counts as full until its last day. */
  percent: number;
}

/**
 * What is left of a messaging window.
 * @param closesAt milliseconds since 1970; null where the person never wrote
 */
export function timeLeft(closesAt: number | null, now: number): TimeLeft {
  const left = closesAt === null ? 0 : closesAt - now;
  if (left <= 0) return { state: 'closed', hours: 0, minutes: 0, percent: 0 };
  // Nobody is told of zero minutes while there are seconds left.
  const minutes = Math.max(1, Math.floor(left / MINUTE));
  return {
    state: left <= CLOSING ? 'closing' : 'open',
    hours: Math.floor(minutes / 60),
    minutes: minutes % 60,
    percent: Math.min(100, (left / WHOLE) * 100),
  };
}

/** Milliseconds until what `timeLeft` says changes: the next whole minute of what is left, or the end. */
export function untilChange(closesAt: number | null, now: number): number | undefined {
  if (closesAt === null || closesAt <= now) return undefined;
  return ((closesAt - now) % MINUTE) + 1;
}
