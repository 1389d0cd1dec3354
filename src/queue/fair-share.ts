import { MINUTE, SECOND, type Instant } from '../time/instant.js';

/** Of BullMQ's priorities (0 is served before all others, then 1, 2 … 2,097,152) replies have the lower half. */
const FIRST_OF_BULK = 2 ** 20;
/** A pile counts as no larger. */
const MOST_ABOVE = 5_000;
/** Without a bell of another channel for so long, a channel has the queue to itself. */
const ALONE_AFTER = 10 * SECOND;
/** Channels kept in mind before those that rest are forgotten. */
const MANY_CHANNELS = 10_000;

export interface FairShareOptions {
  /** Bells that a channel may ring at once and still count as quiet. */
  quiet?: number;
  /**
   * Bells a second that a channel may ring and still count as quiet. Far below what the workers can do: a channel that
   * is busy all the time must not count as quiet while its pile is still there.
   */
  perSecond?: number;
}

interface Backlog {
  bells: number;
  at: Instant;
}

/**
 * A place in the queue for a channel's bell, so that a channel with a crowd at its door does not keep the others'
 * people waiting. Start-time fair queueing without looking at the queue: each channel has a count of its bells that
 * melts at a steady speed. While the count is small the channel is quiet and its bells get 0, the queue's plain order.
 * Each bell above that gets the place of its number: the first of every busy channel before the second of any. So a
 * quiet channel goes ahead of whatever a busy one has piled up, and two busy ones take turns.
 *
 * Bulk counts by itself and always comes after replies. Places of one channel rise while it is busy, to a limit, so that
 * its own order holds as long as the pile grows and a newly busy channel is ahead for so many bells at most; what comes
 * after the pile has melted may overtake the end of it. Replies of a channel that nobody competes with get 0 always.
 */
export class FairShare {
  readonly #quiet: number;
  readonly #perSecond: number;
  readonly #backlogs = new Map<string, Backlog>();
  #lastChannel: string | undefined;
  /** When a bell of another channel than the one before last came. */
  #changedAt = Number.NEGATIVE_INFINITY;

  constructor({ quiet = 50, perSecond = 20 }: FairShareOptions = {}) {
    this.#quiet = quiet;
    this.#perSecond = perSecond;
  }

  /** @returns a priority for BullMQ, 0 to 2,097,152 */
  place(channelId: string, kind: 'reply' | 'bulk', now: Instant): number {
    const key = `${kind}:${channelId}`;
    let backlog = this.#backlogs.get(key);
    if (!backlog) {
      if (this.#backlogs.size >= MANY_CHANNELS) this.#forgetResting(now);
      backlog = { bells: 0, at: now };
      this.#backlogs.set(key, backlog);
    }
    backlog.bells = Math.max(0, backlog.bells - (Math.max(0, now - backlog.at) * this.#perSecond) / SECOND) + 1;
    backlog.at = Math.max(now, backlog.at);
    const isAlone = this.#isAlone(channelId, now);
    const above = Math.min(Math.max(0, Math.ceil(backlog.bells - this.#quiet)), MOST_ABOVE);
    if (kind === 'reply') return isAlone ? 0 : above;
    return FIRST_OF_BULK + above;
  }

  #isAlone(channelId: string, now: Instant): boolean {
    if (this.#lastChannel !== undefined && this.#lastChannel !== channelId) this.#changedAt = now;
    this.#lastChannel = channelId;
    return now - this.#changedAt > ALONE_AFTER;
  }

  #forgetResting(now: Instant): void {
    for (const [key, { at }] of this.#backlogs) if (now - at > MINUTE) this.#backlogs.delete(key);
  }
}
