import { foldText } from '../words/fold.js';
import type { Words } from '../words/words.js';
import { wordsFor } from '../words/words.js';
import type { Reading, ResolvedQuestion } from './answer-type.js';

/** The session's language, then the flow's others: people mix them. */
export function languagesOf({ language, languages }: ResolvedQuestion<unknown>): string[] {
  return [...new Set([language, ...languages])];
}

/** All words of one sort in each of these languages. */
export function wordsIn(question: ResolvedQuestion<unknown>, pick: (words: Words) => string[]): string[] {
  return [...new Set(languagesOf(question).flatMap((language) => pick(wordsFor(language))))];
}

/** Is the whole message one of these words? */
export function isOneOf(text: string, words: readonly string[]): boolean {
  const said = foldText(text);
  return said !== '' && words.some((word) => foldText(word) === said);
}

/** The skipped answer, where the question is optional and the text says so; `undefined` otherwise. */
export function readSkip(question: ResolvedQuestion<unknown>, text: string): Reading | undefined {
  if (!question.optional) return undefined;
  if (
    !isOneOf(
      text,
      wordsIn(question, (words) => [words.prompt.skip, ...words.skip]),
    )
  )
    return undefined;
  return skipped(question.language, text);
}

/** An optional question left out, as the engine records it. */
export function skipped(language: string, raw: string): Reading {
  return { kind: 'answer', value: null, raw, label: wordsFor(language).prompt.skip, via: 'skip' };
}
