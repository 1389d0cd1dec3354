import type { Customer } from '../customers.js';
import type { MetaError } from '../meta-errors.js';
import type { ThreadMessage } from '../phone/wire.js';
import type { World } from '../world.js';

type Status = 'sent' | 'delivered' | 'read' | 'failed';

const ERROR_PAGE = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';

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
    field: 'messages',
    value: {
      ...world.metadata(),
      // Never with a failed status.
      ...(status === 'failed' ? {} : { contacts: [contactOf(customer)] }),
      statuses: [
        {
          id: message.id,
          status,
          timestamp: String(Math.floor(world.clock.now() / 1000)),
          ...(customer.waId === undefined ? {} : { recipient_id: customer.waId }),
          recipient_user_id: customer.userId,
          ...(message.ref === undefined ? {} : { biz_opaque_callback_data: message.ref }),
          // On `sent` and on one of delivered and read; since October 2026 service messages are billed too.
          ...(status === 'sent' || status === 'delivered'
            ? { pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category } }
            : {}),
          ...(message.failure ? { errors: [statusError(message.failure)] } : {}),
        },
      ],
    },
    onAcknowledged: () => {
      message.echoedAt ??= world.clock.now();
    },
  });
}

function statusError({ code, title, details }: MetaError) {
  return { code, title, message: title, error_data: { details }, href: ERROR_PAGE };
}

/** An entry of `contacts[]`: without a wa_id for somebody who shows only a username. */
export function contactOf(customer: Customer) {
  return {
    profile: { name: customer.name, ...(customer.username === undefined ? {} : { username: customer.username }) },
    ...(customer.waId === undefined ? {} : { wa_id: customer.waId }),
    user_id: customer.userId,
  };
}
