import { ControlProblem } from '../control-problem.js';
import type { Customer } from '../customers.js';
import type { ThreadMessage, ThreadOption } from '../phone/wire.js';
import type { Said } from './said.js';

type Tap = Extract<Said, { type: 'tap' }>;

/**
 * Finds what a person taps. Options of old messages can be tapped too, as on a real phone.
 * @throws ControlProblem when there is no such message or option, naming those that there are
 */
export function findTapped(customer: Customer, tap: Tap): { message: ThreadMessage; option: ThreadOption } {
  const message =
    tap.message === undefined
      ? customer.thread.findLast(isTappable)
      : customer.thread.find((candidate) => candidate.id === tap.message && isTappable(candidate));
  if (!message) throw new ControlProblem(409, `${customer.name} has no message with something to tap.`);
  const option = pick(message.options, tap);
  if (!option) {
    const titles = message.options.map(({ title }) => `"${title}"`).join(', ');
    throw new ControlProblem(409, `Nothing to tap by ${JSON.stringify(wanted(tap))}; the message offers ${titles}.`);
  }
  return { message, option };
}

function isTappable(message: ThreadMessage): boolean {
  return message.from === 'business' && message.options.length > 0 && message.tick !== 'failed';
}

function pick(options: readonly ThreadOption[], tap: Tap): ThreadOption | undefined {
  if (tap.id !== undefined) return options.find(({ id }) => id === tap.id);
  if (tap.place !== undefined) return options[tap.place - 1];
  const title = tap.title?.trim().toLowerCase();
  return (
    options.find((option) => option.title === tap.title) ??
    options.find((option) => option.title.trim().toLowerCase() === title)
  );
}

function wanted({ id, title, place }: Tap) {
  return { id, title, place };
}

/** The inbound message of a tap: a template's quick reply is a `button`, the others are `interactive`. */
export function tapContent(option: ThreadOption): Record<string, unknown> {
  const { id, title, description } = option;
  switch (option.kind) {
    case 'quick-reply':
      return { type: 'button', button: { payload: id, text: title } };
    case 'button':
      return { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id, title } } };
    case 'row': {
      const row = { id, title, ...(description === undefined ? {} : { description }) };
      return { type: 'interactive', interactive: { type: 'list_reply', list_reply: row } };
    }
  }
}
