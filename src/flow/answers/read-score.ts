import { isBlank } from '../words/fold.js';
import { wordsFor } from '../words/words.js';
import type { ReadInput, Reading, ResolvedQuestion } from './answer-type.js';
import { readNumber } from './read-number.js';
import { reject, saidText } from './reading.js';
import { readSkip } from './typed-words.js';
import { rejectKind } from './wrong-kind.js';

export interface Bounds {
  min: number | undefined;
  max: number | undefined;
  integer: boolean;
}

/** Reads a typed number and holds it against its bounds: what number, rating and nps have in common. */
export function readScore(question: ResolvedQuestion<unknown>, input: ReadInput, bounds: Bounds): Reading {
  const { language } = question;
  const raw = saidText(input);
  if (raw === undefined) return rejectKind(language, input);
  if (isBlank(raw)) return reject(language, 'empty', {});
  const skip = readSkip(question, raw);
  if (skip) return skip;

  const { min, max, integer } = bounds;
  const found = readNumber(raw, [wordsFor(language), ...question.languages.map(wordsFor)], max);
  if (found.kind === 'none') return reject(language, 'not-a-number', {});
  if (found.kind === 'several') return reject(language, 'ambiguous', { labels: found.values.map(String) });
  const { value } = found;
  if (integer && !Number.isInteger(value)) return reject(language, 'not-an-integer', {});
  if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
    return reject(language, 'out-of-range', { min, max });
  }
  return { kind: 'answer', value, raw, label: String(value), via: 'typed' };
}
