import { DAY, SECOND } from '../../time/instant.js';
import { refusal, type Refusal } from '../meta-errors.js';
import { ReadReceipt } from '../rules/outgoing-message.js';
import { readShape } from '../rules/shape.js';
import type { World } from '../world.js';

const TYPING_LASTS = 25 * SECOND;

/** The other use of POST /messages: marks a message and all before it as read, and may show "typing…". */
export function markRead(world: World, payload: unknown): Refusal | undefined {
  const shaped = readShape(ReadReceipt, payload);
  if (!shaped.ok) return shaped.refusal;
  const found = world.customers.findMessage(shaped.value.message_id);
  if (found?.message.from !== 'customer' || found.message.at < world.clock.now() - 30 * DAY) {
    return refusal(131009, 'Message ID is not valid: no message of a user from the last 30 days.');
  }
  const { customer, message } = found;
  for (const earlier of customer.thread) {
    if (earlier.from === 'customer' && earlier.at <= message.at && earlier.tick !== 'read') {
      earlier.tick = 'read';
      world.updates.publish({ kind: 'message', customer, message: earlier });
    }
  }
  if (shaped.value.typing_indicator) {
    // By the real clock: it is seen by a person at the phone page.
    customer.typingUntil = world.clock.now() - world.clock.offsetMs + TYPING_LASTS;
    world.updates.publish({ kind: 'customer', customer });
  }
  return undefined;
}
