import type { Instant } from '../../time/instant.js';

/** How much one person may get from one channel: `burst` messages at once, then one every `everyMs`. */
export interface PairLimit {
  burst: number;
  everyMs: number;
}

/**
 * Meta's pair rate: a burst of 45, then one message every 6 seconds; the burst is borrowed from the future and paid
 * back at that speed. Source: Meta, "Throughput" and error 131056 (May 2026).
 */
export const META_PAIR_LIMIT: PairLimit = { burst: 45, everyMs: 6_000 };

/**
 * A token bucket as one instant: from when on the next message may go. It may lie in the past by as much as the burst is
 * worth, and every message moves it on by `everyMs`. (The "generic cell rate algorithm" of ATM, seen from the other end.)
 */
export function afterSending({ burst, everyMs }: PairLimit, freeFrom: Instant | undefined, now: Instant): Instant {
  const full = now - (burst - 1) * everyMs;
  return Math.max(freeFrom ?? full, full) + everyMs;
}

/** How long the instant has to be remembered, in milliseconds: after that the whole burst is there again anyway. */
export function memoryOf({ burst, everyMs }: PairLimit, freeFrom: Instant, now: Instant): number {
  return Math.max(0, freeFrom + (burst - 1) * everyMs - now);
}
