import { toAsciiDigits } from '../../words/fold.js';
import { inOurs } from '../../words/words.js';
import type { AnswerVia } from '../../session.js';
import type { ResolvedQuestion } from '../answer-type.js';
import { LONGEST_CHOICE, isNumbered, matchExactly, positionIn } from '../match-option.js';
import { alternatives, leastCertain, readList, split } from '../read-picks.js';
import type { NoPick, Part } from '../read-picks.js';
import { languagesOf } from '../typed-words.js';
import { ORDER_WORDS } from './words.js';
import type { OrderWords } from './words.js';

export type Order =
  | { kind: 'order'; ids: string[]; via: AnswerVia }
  /** One option was named more than once. */
  | { kind: 'twice' }
  | NoPick;

/** Marks that put one thing before another. */
const BEFORE = '=>→›»➡\\-–—';

/**
 * Reads a text that puts some or all of the question's options in order: "2, 1, 3", "213", "price > taste", "taste
 * first then price", "1. Price 2. Taste". All of the text has to be understood.
 */
export function readOrder(question: ResolvedQuestion<unknown>, text: string): Order {
  const { options } = question;
  if (text.length > LONGEST_CHOICE || options.length === 0) return { kind: 'none' };
  const whole = matchExactly(text, options);
  if (whole?.kind === 'one') return { kind: 'order', ids: [whole.id], via: whole.via };
  const listed = withoutNumbering(text);
  if (listed === undefined) return { kind: 'none' };
  const parts = split(question, runTogether(question, listed), {
    marks: BEFORE,
    words: orderWords(question, ({ then }) => then),
  });
  const found = readList(question, withoutOrdinals(question, parts));
  if (found.kind !== 'in-turn') return found;
  const ids = found.picks.map(({ id }) => id);
  if (new Set(ids).size < ids.length) return { kind: 'twice' };
  return { kind: 'order', ids, via: leastCertain(found.picks) };
}

function orderWords(question: ResolvedQuestion<unknown>, pick: (words: OrderWords) => string[]): string[] {
  return [...new Set(languagesOf(question).flatMap((language) => pick(inOurs(ORDER_WORDS, language))))];
}

/**
 * "1. Price 2. Taste" → lines without numbers. Undefined where the numbers do not count up from 1: whoever writes
 * "2. Price 1. Taste" means the places, and reading them as they stand would turn the order round.
 */
function withoutNumbering(text: string): string | undefined {
  const numbering = /(?<=^|[\s,;،])(\d{1,3})\s*[.)]\s*(?=[\p{L}\p{Extended_Pictographic}])/gu;
  const ascii = toAsciiDigits(text);
  const numbers = [...ascii.matchAll(numbering)].map((match) => Number(match[1]));
  if (numbers.length === 0) return text;
  if (numbers.some((number, index) => number !== index + 1)) return undefined;
  return ascii.replace(numbering, '\n').trim();
}

/** "213" as an order of exactly three options. */
function runTogether({ options }: ResolvedQuestion<unknown>, text: string): string {
  const digits = toAsciiDigits(text.trim());
  const isOrder = /^[1-9]{2,9}$/.test(digits) && digits.length === options.length && isNumbered(options);
  return isOrder && positionIn(digits) !== undefined ? [...digits].join(', ') : text;
}

/** "taste first", "and finally price": such words are only left out where they stand at the right place. */
function withoutOrdinals(question: ResolvedQuestion<unknown>, parts: readonly Part[]): Part[] {
  const first = ordinal(orderWords(question, (words) => words.first));
  const last = ordinal(orderWords(question, (words) => words.last));
  return parts.map((part, index) => {
    if (matchExactly(part.text, question.options)?.kind === 'one') return part;
    if (index === 0) return { ...part, text: part.text.replace(first, '') };
    return index === parts.length - 1 ? { ...part, text: part.text.replace(last, '') } : part;
  });
}

function ordinal(words: readonly string[]): RegExp {
  const any = alternatives(words);
  return new RegExp(`^\\s*(?:${any})[\\s:]+|\\s+(?:${any})\\s*$`, 'iu');
}
