import type { PairLimit } from '../../channels/limits.js';
import type { Instant } from '../../time/instant.js';

/**
 * How fast one person gets messages while a conversation's outbox is drained. A channel and a person are a conversation,
 * and whoever sends holds its lease: so what was sent is known exactly, and kept with the conversation as one instant.
 *
 * That instant says from when on the next message may go. It may lie in the past by as much as the burst is worth, and
 * every message moves it on by one step. (The "generic cell rate algorithm" of ATM, seen from the other end.)
 */
export class PairPace {
  #freeFrom: Instant | null;

  constructor(
    /** Undefined where the provider knows no limit for one person. */
    private readonly limit: PairLimit | undefined,
    freeFrom: Instant | null,
  ) {
    this.#freeFrom = freeFrom;
  }

  /** From when on the next message may go; null when it is not known that any went. */
  get freeFrom(): Instant | null {
    return this.#freeFrom;
  }

  /** Until when a message has to wait; undefined when it may go now. */
  waitUntil(now: Instant): Instant | undefined {
    return this.#freeFrom !== null && this.#freeFrom > now ? this.#freeFrom : undefined;
  }

  /**
   * A message has gone, or may have.
   *
   * @param now when its answer was there: the platform counted it earlier, so its own count is never ahead of ours
   */
  sent(now: Instant): void {
    if (this.limit) this.#freeFrom = afterSending(this.limit, this.#freeFrom, now);
  }

  /** The provider said "too fast": nothing goes before `until`, and what there was of the burst is used up. */
  rest(until: Instant): void {
    this.#freeFrom = Math.max(this.#freeFrom ?? until, until);
  }
}

function afterSending({ burst, everyMs }: PairLimit, freeFrom: Instant | null, now: Instant): Instant {
  const full = now - (burst - 1) * everyMs;
  return Math.max(freeFrom ?? full, full) + everyMs;
}
