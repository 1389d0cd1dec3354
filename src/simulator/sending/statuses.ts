import type { Customer } from '../customers.js';
import type { MetaError } from '../meta-errors.js';
import type { ThreadMessage } from '../phone/wire.js';
import { personOf } from '../platform-event.js';
import type { World } from '../world.js';

export type Status = 'sent' | 'delivered' | 'read' | 'failed';

/** Plays what happens to an accepted message: sent, delivered and read, or failed. */
export function playStatuses(
  world: World,
  customer: Customer,
  message: ThreadMessage,
  category: string,
  failure: MetaError | undefined,
): void {
  const { sent, delivered, read } = world.behaviour.statusDelayMs;
  const tell = (status: Status) => tellStatus(world, customer, message, status, category);
  world.later.after(sent, () => {
    if (failure) {
      message.failure = { code: failure.code, title: failure.title, details: failure.details };
      tell('failed');
      return;
    }
    tell('sent');
    // A reaction never gets further.
    if (message.type === 'reaction') return;
    world.later.after(delivered, () => {
      tell('delivered');
      if (read !== null && customer.reads) world.later.after(read, () => tell('read'));
    });
  });
}

function tellStatus(world: World, customer: Customer, message: ThreadMessage, status: Status, category: string): void {
  message.tick = status;
  world.updates.publish({ kind: 'message', customer, message });
  world.courier.enqueue({
    lane: customer.key,
    event: {
      kind: 'status',
      person: personOf(customer),
      messageId: message.id,
      status,
      at: world.clock.now(),
      category,
      ...(message.ref === undefined ? {} : { ref: message.ref }),
      ...(message.failure === undefined ? {} : { failure: message.failure }),
    },
    onAcknowledged: () => {
      message.echoedAt ??= world.clock.now();
    },
  });
}
