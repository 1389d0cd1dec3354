import type { Customer } from '../customers.js';
import { refusal, type MetaError, type Refusal } from '../meta-errors.js';
import type { ThreadMedia, ThreadMessage } from '../phone/wire.js';
import { checkMessage, type CheckedMessage } from '../rules/check-message.js';
import type { World } from '../world.js';
import { describeOutgoing } from './describe-outgoing.js';
import { playStatuses } from './statuses.js';

type Checked = Extract<CheckedMessage, { ok: true }>;

export type Submission =
  | { ok: false; refusal: Refusal }
  | { ok: true; customer: Customer; accept: (failLater?: MetaError) => { id: string; reply: object } };

/**
 * Judges one body of POST /messages. What is taken is not yet sent: `accept` does that, so that a fault can decide in
 * between.
 */
export function submit(world: World, payload: unknown): Submission {
  const checked = checkMessage(payload, {
    ownNumber: world.business.phoneNumber,
    hasMedia: (id) => world.media.isSendable(id),
    findTemplate: (name, language) => world.templates.find(name, language),
  });
  if (!checked.ok) return checked;
  const { message } = checked;
  const input = message.to ?? message.recipient ?? '';
  const customer = world.customers.ensure(input.replace('+', ''));
  const closed = message.type !== 'template' && (customer.windowClosesAt ?? 0) <= world.clock.now();
  if (closed && world.behaviour.closedWindow === 'refuse') return { ok: false, refusal: refusal(131047) };
  const tooFast = world.limits.refuses(customer.key, world.clock.now());
  if (tooFast) return { ok: false, refusal: tooFast };
  return {
    ok: true,
    customer,
    accept: (failLater) => accept(world, customer, checked, input, failLater ?? (closed ? refusal(131047) : undefined)),
  };
}

function accept(world: World, customer: Customer, checked: Checked, input: string, failure: MetaError | undefined) {
  const { message } = checked;
  const quoted = message.context?.message_id;
  const shown: ThreadMessage = {
    ...describeOutgoing(message, checked.rendered),
    id: world.ids.message(),
    from: 'business',
    at: world.clock.now(),
    tick: 'accepted',
    // An unknown or foreign message is tolerated: there is no quote then.
    ...(quoted !== undefined && world.customers.findMessage(quoted) ? { quotes: quoted } : {}),
    ...(message.biz_opaque_callback_data === undefined ? {} : { ref: message.biz_opaque_callback_data }),
  };
  world.limits.accepted(customer.key, shown.at);
  customer.typingUntil = null;
  world.timings.businessWrote(customer.key);
  world.customers.append(customer, shown);
  world.updates.publish({ kind: 'message', customer, message: shown });
  world.updates.publish({ kind: 'customer', customer });
  const failed = failure ?? laterFailure(world, customer, shown);
  if (shown.type === 'reaction' && !failed) react(world, customer, shown);
  playStatuses(world, customer, shown, checked.category, failed);
  return {
    id: shown.id,
    reply: {
      messaging_product: 'whatsapp',
      contacts: [{ input, ...(customer.waId === undefined ? {} : { wa_id: customer.waId }), user_id: customer.userId }],
      messages: [{ id: shown.id, ...(message.type === 'template' ? { message_status: 'accepted' } : {}) }],
    },
  };
}

/** What Meta finds out only when it tries to deliver. */
function laterFailure(world: World, customer: Customer, shown: ThreadMessage): MetaError | undefined {
  if (!customer.reachable) return refusal(131026);
  if (shown.type === 'reaction') {
    const target = world.customers.findMessage(shown.quotes ?? '');
    if (target?.customer !== customer || target.message.type === 'reaction') {
      return refusal(131009, 'The message to react to does not exist.');
    }
  }
  return shown.media && mediaFailure(world, shown.media);
}

function mediaFailure(world: World, media: ThreadMedia): MetaError | undefined {
  if (media.id !== undefined && !world.media.fits(media.id, media.kind)) {
    return refusal(131053, `The uploaded file is not a ${media.kind}.`);
  }
  if (media.link?.startsWith('http:')) return refusal(131052, 'Media links must be https.');
  return undefined;
}

function react(world: World, customer: Customer, shown: ThreadMessage): void {
  const target = world.customers.findMessage(shown.quotes ?? '')?.message;
  if (!target) return;
  if (shown.text === '') delete target.reaction;
  else target.reaction = shown.text;
  world.updates.publish({ kind: 'message', customer, message: target });
}
