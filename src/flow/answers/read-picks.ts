import { foldText, isBlank, toAsciiDigits } from '../words/fold.js';
import type { AnswerVia } from '../session.js';
import type { ResolvedQuestion } from './answer-type.js';
import { LONGEST_CHOICE, isNumbered, matchExactly, matchOption, positionIn } from './match-option.js';
import type { Candidate, OptionMatch } from './match-option.js';
import { withoutPleasantries } from './pleasantries.js';
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
  const found = readAsSaid(question, text);
  const bare = found.kind === 'none' ? withoutPleasantries(question, text) : undefined;
  return bare === undefined ? found : readAsSaid(question, bare);
}

function readAsSaid(question: ResolvedQuestion<unknown>, text: string): Picks {
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
    // "All of them" means those that are there, not something else besides.
    const inclusive = options.filter(({ exclusive, specify }) => !exclusive && !specify);
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
  return { kind: 'picks', ids, via: leastCertain(found) };
}

/** The least certain of the ways that were needed. */
export function leastCertain(found: readonly One[]): AnswerVia {
  return LEAST_CERTAIN_LAST.findLast((way) => found.some((pick) => pick.via === way)) ?? 'typed';
}

/** A piece of the text, and the separator in front of it, so that neighbours can be put together again. */
export interface Part {
  separator: string;
  text: string;
}

/** What may stand between two items of a list, besides commas, line ends and "and". */
interface Between {
  /** Characters, as they stand in a regular expression's class. */
  marks: string;
  words: readonly string[];
}

const NOTHING_MORE: Between = { marks: '', words: [] };

/** The pieces of a list; between numbers a space is enough. Those without anything to see are left out. */
export function split(question: ResolvedQuestion<unknown>, text: string, between: Between = NOTHING_MORE): Part[] {
  const { marks } = between;
  const numbersOnly = new RegExp(`^[\\d\\s.,;،؛、${marks}]+$`, 'u').test(toAsciiDigits(text));
  const and = alternatives([...between.words, ...wordsIn(question, (words) => words.and)]);
  const separator = numbersOnly
    ? new RegExp(`[\\s.,;،؛、${marks}]+`, 'gu')
    : // Arabic writes "and" together with the word after it.
      new RegExp(`\\s*[,;،؛、/|&+•\\n${marks}]\\s*(?:(?:${and})\\s+)?|\\s+(?:${and})\\s+|\\s+و\\s*(?=\\S)`, 'giu');
  const parts: Part[] = [];
  let from = 0;
  let before = '';
  // A long run of spaces would be tried as a separator from each of its places.
  const spaced = text.replace(/\s{2,}/gu, (run) => (run.includes('\n') ? '\n' : ' '));
  for (const match of spaced.matchAll(separator)) {
    parts.push({ separator: before, text: spaced.slice(from, match.index) });
    before = match[0];
    from = match.index + match[0].length;
  }
  parts.push({ separator: before, text: spaced.slice(from) });
  return parts.filter((part) => !isBlank(part.text));
}

function readParts(question: ResolvedQuestion<unknown>, parts: readonly Part[]): Picks {
  const found = readInTurn(question.options, parts, (text) => rangeOrGuess(question, text));
  return found.kind === 'in-turn' ? picks(question, found.picks) : found;
}

/**
 * Reads a text that names options in an order that counts: "2, 1, 3", "Good, good, bad". As with picks, all of it has to
 * be understood.
 */
export function readList(question: ResolvedQuestion<unknown>, parts: readonly Part[]): InTurn | NoPick {
  if (parts.length === 0 || parts.length > MOST_PARTS) return { kind: 'none' };
  return readInTurn(question.options, parts, (text) => {
    const match = matchOption(text, question.options);
    return match.kind === 'one' ? { kind: 'found', picks: [match], parts: 1 } : match;
  });
}

/** The options in the order in which they stand in the text; one named twice is there twice. */
interface InTurn {
  kind: 'in-turn';
  picks: One[];
}

/**
 * Takes the longest run of parts that is an option, then goes on behind it; `guess` reads a part that begins none.
 */
function readInTurn(
  options: readonly Candidate[],
  parts: readonly Part[],
  guess: (text: string) => Step | NoPick,
): InTurn | NoPick {
  const found: One[] = [];
  let at = 0;
  while (at < parts.length) {
    const step = longestOption(options, parts, at) ?? guess(parts[at]?.text ?? '');
    if (step.kind !== 'found') return step;
    found.push(...step.picks);
    at += step.parts;
  }
  return { kind: 'in-turn', picks: found };
}

export type NoPick = Exclude<OptionMatch, One>;
type Step = { kind: 'found'; picks: One[]; parts: number };

function longestOption(options: readonly Candidate[], parts: readonly Part[], from: number): Step | undefined {
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

function rangeOrGuess(question: ResolvedQuestion<unknown>, text: string): Step | NoPick {
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

/** As they stand in a regular expression, the folded forms too. */
export function alternatives(words: readonly string[]): string {
  return words
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .concat(words.map(foldText))
    .join('|');
}
