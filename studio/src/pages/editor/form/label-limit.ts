import type { Prompt } from '@core/flow/prompt.js';
import { decodeTap } from '@core/rendering/binding.js';
import type { Capabilities } from '@core/rendering/capabilities.js';
import type { OutboundMessage } from '@core/rendering/outbound.js';
import { renderPrompts } from '@core/rendering/render-prompts.js';
import { rungOf } from '../phone/rung.js';

/** How a label is shown: on a button, in a row, its beginning in the row and its whole below, or as numbered text. */
export type Look = 'button' | 'row' | 'second-line' | 'number';

/** Where a text stands: `n` UTF-16 units; up to `max` nothing changes, with more it is shown as `beyond`. */
export interface Standing<T> {
  n: number;
  as: T;
  /** Absent: however long it gets, it looks the same. */
  next?: { max: number; beyond: T };
}

/** Whatever is written into a text only when it is sent: its length is not known here. */
const FILLED_IN = /\{[{%]/u;

/**
 * How the channel will show this label of the question, and from which length on differently: found by rendering the
 * question with it. Undefined where that cannot be told: for texts that are filled in, and options of no such question.
 */
export function labelLimit(
  prompt: Prompt,
  optionId: string,
  label: string,
  capabilities: Capabilities,
): Standing<Look> | undefined {
  const { question } = prompt;
  // Options of a matrix are asked row by row, with the row in front of the id.
  const option = question?.options.find(({ id }) => id === optionId || id.endsWith(`.${optionId}`));
  if (!question || !option || FILLED_IN.test(label)) return undefined;
  const others = question.options.filter((one) => one !== option);
  const lookOf = (text: string): Look | undefined => {
    // In the first place it is on the first page.
    const options = [{ ...option, label: text }, ...others];
    const shown: Prompt = { ...prompt, question: { ...question, options, page: 0 } };
    const messages = renderPrompts([shown], capabilities);
    switch (rungOf(shown, messages, capabilities).form) {
      case 'buttons':
        return 'button';
      case 'list':
        return rowTitle(messages.at(-1), option.id)?.includes(text) === true ? 'row' : 'second-line';
      case 'numbers':
        return 'number';
      default:
        return undefined;
    }
  };
  const { buttons, list } = capabilities;
  return standing(label.trim(), lookOf, Math.max(buttons?.title ?? 0, list?.title ?? 0, list?.description ?? 0));
}

function rowTitle(message: OutboundMessage | undefined, optionId: string): string | undefined {
  if (message?.kind !== 'list') return undefined;
  return message.rows.find(({ id }) => {
    const action = decodeTap(id)?.action;
    return (action?.kind === 'option' || action?.kind === 'toggle') && action.optionId === optionId;
  })?.title;
}

/** Far more than goes into one message of any channel. */
const LONG_TEXT = 5_000;

/** In how many messages the question goes out with this text, and from which length on in more. */
export function textLimit(prompt: Prompt, text: string, capabilities: Capabilities): Standing<number> | undefined {
  return standing(text.trim(), (body) => renderPrompts([{ ...prompt, body }], capabilities).length, LONG_TEXT);
}

/** @param longest nothing changes any more beyond this length */
function standing<T>(text: string, lookOf: (text: string) => T | undefined, longest: number): Standing<T> | undefined {
  const n = text.length;
  const withLength = (length: number) => lookOf(text.padEnd(length, 'x'));
  const as = withLength(Math.max(n, 1));
  if (as === undefined) return undefined;
  // Longer never looks like shorter again, so that halving finds the place.
  let same = n;
  let other = longest + 1;
  const last = n > longest ? as : withLength(other);
  if (last === as || last === undefined) return { n, as };
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (withLength(middle) === as) same = middle;
    else other = middle;
  }
  const beyond = withLength(other);
  return { n, as, ...(beyond !== undefined && { next: { max: same, beyond } }) };
}
