import { DAY } from '../../time/instant.js';
import { ControlProblem } from '../control-problem.js';
import type { Customer } from '../customers.js';
import type { ThreadMessage } from '../phone/wire.js';
import { personOf } from '../platform-event.js';
import type { World } from '../world.js';
import { contentOf, type Content } from './content.js';
import type { Said } from './said.js';

const WINDOW = DAY;

/** A person does something at the phone: into the thread, into the window, and to the business as a webhook. */
export function receive(world: World, customer: Customer, said: Said): ThreadMessage {
  const at = said.at ?? world.clock.now();
  const content = contentOf(world, customer, said);
  const id = world.ids.message();
  const quotes = content.quotes ?? said.quotes;
  const shown: ThreadMessage = {
    options: [],
    ...content.shown,
    id,
    from: 'customer',
    at,
    tick: 'sent',
    ...(quotes === undefined ? {} : { quotes }),
  };
  const visible = applyToThread(world, customer, said, shown, content);
  if (content.opensWindow) {
    customer.windowClosesAt = Math.max(customer.windowClosesAt ?? 0, at + WINDOW);
    world.timings.customerWrote(customer.key);
  }
  world.counts.inbound += 1;
  world.updates.publish({ kind: 'customer', customer });
  world.courier.enqueue({
    lane: customer.key,
    event: {
      kind: 'inbound',
      person: personOf(customer),
      id,
      at,
      content: content.message,
      ...(quotes === undefined || said.omitContext === true || said.type === 'reaction' ? {} : { quotes }),
      ...(said.referral ? { referral: said.referral } : {}),
    },
    onAcknowledged: (tookMs) => {
      world.timings.acknowledged(tookMs);
      if (!visible || shown.tick !== 'sent') return;
      shown.tick = 'delivered';
      world.updates.publish({ kind: 'message', customer, message: shown });
    },
  });
  return shown;
}

/** Reactions, edits and withdrawals change an earlier message; the others are bubbles of their own. */
function applyToThread(world: World, customer: Customer, said: Said, shown: ThreadMessage, content: Content): boolean {
  if (said.type !== 'reaction' && said.type !== 'edit' && said.type !== 'revoke') {
    world.customers.append(customer, shown);
    world.updates.publish({ kind: 'message', customer, message: shown });
    return true;
  }
  const target = customer.thread.find((message) => message.id === said.message);
  if (!target) throw new ControlProblem(404, `${customer.name} has no message ${said.message}.`);
  if (said.type === 'reaction') {
    if (content.shown.text === '') delete target.reaction;
    else target.reaction = content.shown.text;
  } else {
    target.text = content.shown.text;
    if (said.type === 'edit') target.edited = true;
    else target.revoked = true;
  }
  world.updates.publish({ kind: 'message', customer, message: target });
  return false;
}
