import { DeliveryStatus } from '../channels/events.js';
import { OutboundState } from '../conversations/conversation.js';
import { advance } from './status-order.js';

/** What each state becomes when each status arrives; all pairs. */
const TABLE: Record<OutboundState, Record<DeliveryStatus, OutboundState>> = {
  sending: { sent: 'sent', delivered: 'delivered', read: 'read', failed: 'failed' },
  unknown: { sent: 'sent', delivered: 'delivered', read: 'read', failed: 'failed' },
  accepted: { sent: 'sent', delivered: 'delivered', read: 'read', failed: 'failed' },
  sent: { sent: 'sent', delivered: 'delivered', read: 'read', failed: 'failed' },
  delivered: { sent: 'delivered', delivered: 'delivered', read: 'read', failed: 'delivered' },
  read: { sent: 'read', delivered: 'read', read: 'read', failed: 'read' },
  failed: { sent: 'failed', delivered: 'failed', read: 'failed', failed: 'failed' },
};

describe.each(OutboundState.options)('%s', (state) => {
  test.each(DeliveryStatus.options)('and %s', (status) => expect(advance(state, status)).toBe(TABLE[state][status]));
});
