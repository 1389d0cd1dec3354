import { foldText, isBlank, toAsciiDigits } from '../words/fold.js';
import type { AnswerVia } from '../session.js';
import type { ResolvedOption, ResolvedQuestion } from './answer-type.js';
import { LONGEST_CHOICE, isNumbered, matchExactly, matchOption, positionIn } from './match-option.js';
import type { OptionMatch } from './match-option.js';
import { isOneOf, wordsIn } from './typed-words.js';

export type Picks = { kind: 'picks'; ids: string[]; via: AnswerVia } | Exclude<OptionMatch, { kind: 'one' }>;

/** More pieces than this are no list of options, and a label with more separators inside than that is not recognised. */
const MOST_PARTS = 60;
const MOST_PARTS_OF_LABEL = 6;
/** "1 to 3" is short. */
const LONGEST_RANGE = 40;

/**
 * Reads a text that names one or several options: "1, 3", "1-3 and 5", "٢ و ٤", "Tea, black coffee". Separators inside
 * a label ("Food and drink") belong to it. All of the text has to be understood: a pick is never dropped in silence.
 * @returns ids in the author's order, each once; `via` is the least certain way that was needed
 */
export function readPicks(question: ResolvedQuestion<unknown>, text: string): Picks {
  const { options } = question;
  if (text.length > LONGEST_CHOICE) return { kind: 'none' };
  const whole = matchOption(text, options);
  if (whole.kind === 'one' && whole.via !== 'near-miss') return picks(question, [whole]);
  if (
    isOneOf(
      text,
      wordsIn(question, (words) => words.all),
    )
  ) {
    const inclusive = options.filter(({ exclusive }) => !exclusive);
    return picks(
      question,
      inclusive.map(({ id }) => ({ kind: 'one', id, via: 'synonym' })),
    );
  }
  const parts = split(question, text);
  if (parts.length > 1 && parts.length <= MOST_PARTS) {
    const found = readParts(question, parts);
    if (found.kind !== 'none') return found;
  }
  const range = parts.length === 1 ? rangeIn(question, text) : undefined;
  if (range) return picks(question, range);
  return whole.kind === 'one' ? picks(question, [whole]) : whole;
}

type One = Extract<OptionMatch, { kind: 'one' }>;

const LEAST_CERTAIN_LAST: AnswerVia[] = ['tap', 'number', 'label', 'synonym', 'near-miss'];

function picks({ options }: ResolvedQuestion<unknown>, found: readonly One[]): Picks {
  const ids = options.filter(({ id }) => found.some((pick) => pick.id === id)).map(({ id }) => id);
  const via = LEAST_CERTAIN_LAST.findLast((way) => found.some((pick) => pick.via === way)) ?? 'typed';
  return { kind: 'picks', ids, via };
}

/** A piece of the text, and the separator in front of it, so that neighbours can be put together again. */
interface Part {
  separator: string;
  text: string;
}

function split(question: ResolvedQuestion<unknown>, text: string): Part[] {
  const numbersOnly = /^[\d\s.,;،؛、]+$/u.test(toAsciiDigits(text)) && isNumbered(question.options);
  const and = alternatives(wordsIn(question, (words) => words.and));
  const separator = numbersOnly
    ? /[\s.,;،؛、]+/gu
    : // Arabic writes "and" together with the word after it.
      new RegExp(`\\s*[,;،؛、/|&+•\\n]\\s*(?:(?:${and})\\s+)?|\\s+(?:${and})\\s+|\\s+و\\s*(?=\\S)`, 'giu');
  const parts: Part[] = [];
  let from = 0;
  let before = '';
  for (const match of text.matchAll(separator)) {
    parts.push({ separator: before, text: text.slice(from, match.index) });
    before = match[0];
    from = match.index + match[0].length;
  }
  parts.push({ separator: before, text: text.slice(from) });
  return parts.filter((part) => !isBlank(part.text));
}

/** Takes the longest run of parts that is an option, then goes on behind it. */
function readParts(question: ResolvedQuestion<unknown>, parts: readonly Part[]): Picks {
  const found: One[] = [];
  let at = 0;
  while (at < parts.length) {
    const step = longestOption(question.options, parts, at) ?? rangeOrGuess(question, parts[at]?.text ?? '');
    if (step.kind !== 'found') return step;
    found.push(...step.picks);
    at += step.parts;
  }
  return picks(question, found);
}

type Step = { kind: 'found'; picks: One[]; parts: number };

function longestOption(options: readonly ResolvedOption[], parts: readonly Part[], from: number): Step | undefined {
  for (let to = Math.min(parts.length, from + MOST_PARTS_OF_LABEL); to > from; to -= 1) {
    const joined = parts
      .slice(from, to)
      .map(({ separator, text }, index) => (index === 0 ? text : separator + text))
      .join('');
    const match = matchExactly(joined, options);
    if (match?.kind === 'one') return { kind: 'found', picks: [match], parts: to - from };
  }
  return undefined;
}

function rangeOrGuess(question: ResolvedQuestion<unknown>, text: string): Step | Exclude<OptionMatch, One> {
  const range = rangeIn(question, text);
  if (range) return { kind: 'found', picks: range, parts: 1 };
  const match = matchOption(text, question.options);
  return match.kind === 'one' ? { kind: 'found', picks: [match], parts: 1 } : match;
}

/** "1-3", "1 to 3", "٣–١": all options from one number to the other; undefined where an end is no option. */
function rangeIn(question: ResolvedQuestion<unknown>, text: string): One[] | undefined {
  if (text.length > LONGEST_RANGE) return undefined;
  const to = alternatives(wordsIn(question, (words) => words.to));
  const ends = new RegExp(`^(.+?)(?:\\s*[-–—~…]+\\s*|\\s+(?:${to})\\s+)(.+)$`, 'iu').exec(text.trim());
  const first = positionIn(ends?.[1] ?? '');
  const last = positionIn(ends?.[2] ?? '');
  if (first === undefined || last === undefined || !isNumbered(question.options)) return undefined;
  const [low, high] = first <= last ? [first, last] : [last, first];
  if (low < 1 || high > question.options.length) return undefined;
  return question.options.slice(low - 1, high).map(({ id }) => ({ kind: 'one', id, via: 'number' }));
}

function alternatives(words: readonly string[]): string {
  return words
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .concat(words.map(foldText))
    .join('|');
}
