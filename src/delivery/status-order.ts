import type { DeliveryStatus } from '../channels/events.js';
import type { OutboundState } from '../conversations/conversation.js';

const RANK: Record<Exclude<OutboundState, 'failed'>, number> = {
  sending: 0,
  unknown: 0,
  accepted: 1,
  sent: 2,
  delivered: 3,
  read: 4,
};

/**
 * The state after a status webhook. Statuses come doubled and in any order: a message only moves forwards; `failed`
 * ends it unless it was delivered already, and nothing follows `failed`.
 */
export function advance(state: OutboundState, status: DeliveryStatus): OutboundState {
  if (state === 'failed') return 'failed';
  if (status === 'failed') return RANK[state] >= RANK.delivered ? state : 'failed';
  return RANK[status] > RANK[state] ? status : state;
}
