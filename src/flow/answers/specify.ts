import { distance } from 'fastest-levenshtein';
import { foldText, isBlank } from '../words/fold.js';
import { inOurs } from '../words/words.js';
import type { Presentation, ReadInput, Reading, ResolvedOption, ResolvedQuestion } from './answer-type.js';
import { LONGEST_CHOICE, matchExactly } from './match-option.js';
import type { Candidate } from './match-option.js';
import { reject, saidText } from './reading.js';
import { readSkip } from './typed-words.js';
import { TYPE_IT, rejectKind } from './wrong-kind.js';

/** Longest words of one's own that are kept, in code points. */
const LONGEST_WORDS = 1_000;
/** Comparing longer texts costs time, and they are no slip of the pen. */
const LONGEST_COMPARED = 200;
/** Of the longer of two texts, the part that may differ for one to pass for the other. Wider than for a near miss: it only stops a guess. */
const ALIKE = 0.5;

/** The option that asks for the person's own words; lint sees to it that there is one at most. */
export function specifyOption(options: readonly ResolvedOption[]): ResolvedOption | undefined {
  return options.find(({ specify }) => specify);
}

/** The question once more, for the words. */
export function presentSpecify({ language }: ResolvedQuestion<unknown>, option: ResolvedOption): Presentation {
  return { options: [], detail: `${option.label} – ${inOurs(TYPE_IT, language)}`, ownWords: true };
}

/** The option as the answer's label says it: "Other: my neighbour". */
export function specifiedLabel(option: ResolvedOption, words: string): string {
  return `${option.label}: ${words}`;
}

export type OwnWords =
  | { kind: 'words'; words: string; raw: string }
  /** The words are skipped: the option stands without them. */
  | { kind: 'skipped'; raw: string }
  | { kind: 'again' }
  | { kind: 'not'; reading: Reading };

/** Reads the words that were asked for. Again the option's own name is no answer to "what else?". */
export function readOwnWords(question: ResolvedQuestion<unknown>, option: ResolvedOption, input: ReadInput): OwnWords {
  const { language } = question;
  const raw = saidText(input);
  if (raw === undefined) return { kind: 'not', reading: rejectKind(language, input) };
  if (isBlank(raw)) return { kind: 'not', reading: reject(language, 'empty', {}) };
  const skip = readSkip(question, raw);
  if (skip) return { kind: 'skipped', raw };
  if (matchExactly(raw, [option])?.kind === 'one' && foldText(raw) !== '1') return { kind: 'again' };
  return ownWords(language, raw, raw);
}

/**
 * Own words that were typed without being asked for: "Other: my neighbour", or a text that plainly is none of the
 * options. Undefined where it could be one of them.
 */
export function readUnasked(
  question: ResolvedQuestion<unknown>,
  option: ResolvedOption,
  raw: string,
): OwnWords | undefined {
  if (raw.length > LONGEST_CHOICE) return undefined;
  const [, name = '', words = ''] = /^([^:：–—]{1,80}?)\s*[:：–—]\s*(\S[\s\S]*)$/u.exec(raw.trim()) ?? [];
  if (name !== '' && !/^\d+$/.test(foldText(name)) && matchExactly(name, [option])?.kind === 'one')
    return ownWords(question.language, words, raw);
  return isNoneOf(raw, question.options) ? ownWords(question.language, raw, raw) : undefined;
}

function ownWords(language: string, said: string, raw: string): OwnWords {
  const words = said.normalize('NFC').trim();
  if ([...words].length > LONGEST_WORDS)
    return { kind: 'not', reading: reject(language, 'too-long', { max: LONGEST_WORDS }) };
  return { kind: 'words', words, raw };
}

/** It has letters, and is not like any option, nor has one's name in it. */
function isNoneOf(text: string, candidates: readonly Candidate[]): boolean {
  const said = foldText(text);
  if (said.length < 2 || !/\p{L}/u.test(said)) return false;
  return !candidates.some(({ label, synonyms }) => [label, ...synonyms].some((form) => isLike(foldText(form), said)));
}

function isLike(form: string, said: string): boolean {
  if (form === '') return false;
  if (` ${said} `.includes(` ${form} `) || ` ${form} `.includes(` ${said} `)) return true;
  const length = Math.max(form.length, said.length);
  return length <= LONGEST_COMPARED && distance(form, said) <= Math.max(1, Math.floor(length * ALIKE));
}
