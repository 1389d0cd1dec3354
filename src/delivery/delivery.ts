import type { ConnectedChannel } from '../channels/connected/channel-directory.js';
import type { Identifiers } from '../channels/events.js';
import type { Conversation, OutboundState, OutboxMessage } from '../conversations/conversation.js';
import type { PairPace } from './pacing/pair-pace.js';

/** Whose messages are being sent; the caller holds the conversation's lease. */
export interface Sending {
  connected: ConnectedChannel;
  conversationId: string;
  conversation: Conversation;
  /** What this person may get; moved on by every message that goes. */
  pairPace: PairPace;
}

/** What became of one message for now. */
export type Delivery =
  | {
      kind: 'done';
      recipient?: Identifiers;
      sent?: boolean;
      /** The provider's answer is being written down; what comes next need not wait for it. */
      settled?: Promise<unknown>;
    }
  | { kind: 'failed' }
  | { kind: 'wait'; head: OutboxMessage };

/** Nobody knows yet what has become of it. */
export function isUnsettled(state: OutboundState): boolean {
  return state === 'sending' || state === 'unknown';
}
