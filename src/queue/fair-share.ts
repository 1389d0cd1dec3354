import { MINUTE, SECOND, type Instant } from '../time/instant.js';

/** BullMQ's: 0 is served before all others, then 1, 2 and so on to this. */
export const LAST_PRIORITY = 2_097_152;
/** Replies are in the lower half, so that every bulk message comes after every reply. */
const FIRST_OF_BULK = 2 ** 20;
/** Channels kept in mind before those that rest are forgotten. */
const MANY_CHANNELS = 10_000;

export interface FairShareOptions {
  /** Bells that a channel may ring at once and still count as quiet. */
  quiet?: number;
  /** Bells a second that a channel may ring and still count as quiet: about what one process works off. */
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
 * Bulk counts by itself and always comes after replies. Places of one channel rise while it is busy, so that its own
 * order holds as long as the pile grows; what comes after the pile has melted may overtake the end of it.
 */
export class FairShare {
  readonly #quiet: number;
  readonly #perSecond: number;
  readonly #backlogs = new Map<string, Backlog>();

  constructor({ quiet = 50, perSecond = 200 }: FairShareOptions = {}) {
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
    const above = Math.max(0, Math.ceil(backlog.bells - this.#quiet));
    if (kind === 'reply') return Math.min(above, FIRST_OF_BULK - 1);
    return Math.min(FIRST_OF_BULK + above, LAST_PRIORITY);
  }

  #forgetResting(now: Instant): void {
    for (const [key, { at }] of this.#backlogs) if (now - at > MINUTE) this.#backlogs.delete(key);
  }
}
