import type { Instant } from '../../time/instant.js';

/** A reply answers somebody who waits; bulk is everything that nobody asked for at this moment. */
export type SendPriority = 'reply' | 'bulk';

/** One message that is about to be sent. */
export interface PaceRequest {
  channelId: string;
  /** What the channel may send in a second: a whole number, 1 to 1,000. */
  perSecond: number;
  priority: SendPriority;
  /**
   * How often this message has been told to wait already. Whoever has waited is let in before newcomers, so it must be
   * kept with the message: a wait may end in another process.
   */
  waits: number;
  /** By the conversation's clock. */
  now: Instant;
}

export type PaceAnswer =
  /** Send it now: its place is taken, whether it is used or not. */
  | { kind: 'go' }
  /**
   * Ask again in `ms` milliseconds (1 or more). `channel`: the channel has sent what it may; `reply-first`: what is left
   * is kept for replies.
   */
  | { kind: 'wait'; ms: number; because: 'channel' | 'reply-first' };

/**
 * Says when a message may go, so that a channel's rate holds over all processes together. What one person may get is the
 * conversation's own affair (pair-pace.ts).
 */
export interface Pacer {
  /** Never blocks and never fails: a store that is away is made up for in the process. */
  take(request: PaceRequest): Promise<PaceAnswer>;
  /**
   * The provider said "too fast": nothing more goes through the channel for so many milliseconds, whichever process
   * sends it.
   */
  slowDown(channelId: string, forMs: number): Promise<void>;
}
