import type { Customer } from '../customers.js';
import { refusal, type MetaError, type Refusal } from '../meta-errors.js';
import type { ThreadMedia, ThreadMessage } from '../phone/wire.js';
import { z } from 'zod';
import { checkMessage, type CheckedMessage } from '../rules/check-message.js';
import type { World } from '../world.js';
import { describeOutgoing } from './describe-outgoing.js';
import { playStatuses } from './statuses.js';

type Checked = Extract<CheckedMessage, { ok: true }>;

/** A message on its way. */
export interface Sent {
  customer: Customer;
  message: ThreadMessage;
  /** The address as the business wrote it. */
  input: string;
}

export type Submission =
  /** `takeAnyway` lets it fail by status: for providers that find out late. Absent where nobody is addressed. */
  | { ok: false; refusal: Refusal; takeAnyway?: () => Sent }
  | { ok: true; customer: Customer; accept: (failLater?: MetaError) => Sent };

/** What can be read of a message that is refused. */
const Addressed = z.looseObject({
  type: z.string().catch('unsupported'),
  to: z.string().optional().catch(undefined),
  recipient: z.string().optional().catch(undefined),
  biz_opaque_callback_data: z.string().optional().catch(undefined),
});

/**
 * Judges one message in Meta's words, the body of POST /messages. What is taken is not yet sent: `accept` does that, so that a fault can decide in
 * between.
 */
export function submit(world: World, payload: unknown): Submission {
  const checked = checkMessage(payload, {
    ownNumber: world.business.phoneNumber,
    hasMedia: (id) => world.media.isSendable(id),
    findTemplate: (name, language) => world.templates.find(name, language),
  });
  if (!checked.ok) return { ...checked, ...lateWay(world, payload, checked.refusal) };
  const { message } = checked;
  const input = message.to ?? message.recipient ?? '';
  const customer = world.customers.ensure(input.replace('+', ''));
  const closed = message.type !== 'template' && (customer.windowClosesAt ?? 0) <= world.clock.now();
  const refused = (because: Refusal): Submission => ({
    ok: false,
    refusal: because,
    takeAnyway: () => accept(world, customer, checked, input, because),
  });
  if (closed && world.behaviour.closedWindow === 'refuse') return refused(refusal(131047));
  const tooFast = world.limits.refuses(customer.key, world.clock.now());
  if (tooFast) return refused(tooFast);
  return {
    ok: true,
    customer,
    accept: (failLater) => accept(world, customer, checked, input, failLater ?? (closed ? refusal(131047) : undefined)),
  };
}

/** A message of which nothing can be shown, taken so that it fails. */
function lateWay(world: World, payload: unknown, because: Refusal): { takeAnyway?: () => Sent } {
  const read = Addressed.safeParse(payload);
  const input = read.data?.to ?? read.data?.recipient;
  if (!read.success || input === undefined) return {};
  const { type, biz_opaque_callback_data: ref } = read.data;
  return {
    takeAnyway: () => {
      const customer = world.customers.ensure(input.replace('+', ''));
      const message: ThreadMessage = {
        id: world.ids.message(),
        type,
        from: 'business',
        at: world.clock.now(),
        tick: 'accepted',
        text: '',
        options: [],
        ...(ref === undefined ? {} : { ref }),
      };
      world.customers.append(customer, message);
      world.updates.publish({ kind: 'message', customer, message });
      playStatuses(world, customer, message, 'service', because);
      return { customer, message, input };
    },
  };
}

function accept(
  world: World,
  customer: Customer,
  checked: Checked,
  input: string,
  failure: MetaError | undefined,
): Sent {
  const { message } = checked;
  const quoted = message.context?.message_id;
  const described = describeOutgoing(message, checked.rendered);
  const shown: ThreadMessage = {
    ...described,
    ...(described.media ? { media: withLinked(world, described.media) } : {}),
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
  return { customer, message: shown, input };
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

/** A file behind a link that the simulator has followed is shown like one that was uploaded. */
function withLinked(world: World, media: ThreadMedia): ThreadMedia {
  const fetched = media.link === undefined ? undefined : world.linked.get(media.link);
  return fetched?.ok === true ? { ...media, id: fetched.media.id, mime: fetched.media.mime } : media;
}

function mediaFailure(world: World, media: ThreadMedia): MetaError | undefined {
  if (media.id !== undefined && !world.media.fits(media.id, media.kind)) {
    return refusal(131053, `The uploaded file is not a ${media.kind}.`);
  }
  if (media.link === undefined) return undefined;
  const fetched = world.linked.get(media.link);
  if (fetched === undefined && media.link.startsWith('http:')) return refusal(131052, 'Media links must be https.');
  if (fetched !== undefined && !fetched.ok) return refusal(131052, fetched.because);
  return undefined;
}

function react(world: World, customer: Customer, shown: ThreadMessage): void {
  const target = world.customers.findMessage(shown.quotes ?? '')?.message;
  if (!target) return;
  if (shown.text === '') delete target.reaction;
  else target.reaction = shown.text;
  world.updates.publish({ kind: 'message', customer, message: target });
}
