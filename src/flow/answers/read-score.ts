import { isBlank } from '../words/fold.js';
import type { Words } from '../words/words.js';
import { wordsFor } from '../words/words.js';
import type { ReadInput, Reading, ResolvedQuestion } from './answer-type.js';
import { readNumber } from './read-number.js';
import type { NumberReading } from './read-number.js';
import { withoutPleasantries } from './pleasantries.js';
import { reject, saidText } from './reading.js';
import { readSkip } from './typed-words.js';
import { rejectKind } from './wrong-kind.js';

export interface Bounds {
  min: number | undefined;
  max: number | undefined;
  integer: boolean;
}

/** The number that the sentence for `not-a-number` names, in every language. */
const EXAMPLE = 7;

/** Reads a typed number and holds it against its bounds: what number, rating and nps have in common. */
export function readScore(question: ResolvedQuestion<unknown>, input: ReadInput, bounds: Bounds): Reading {
  const { language } = question;
  const raw = saidText(input);
  if (raw === undefined) return rejectKind(language, input);
  if (isBlank(raw)) return reject(language, 'empty', {});
  const skip = readSkip(question, raw);
  if (skip) return skip;

  const { min, max, integer } = bounds;
  const fits = (value: number) => (min === undefined || value >= min) && (max === undefined || value <= max);
  const found = readSaid(question, raw, max);
  if (found.kind === 'none') {
    if ((min === undefined || max === undefined) && fits(EXAMPLE)) return reject(language, 'not-a-number', {});
    // Limits say more than an example, which on a scale would also suggest an answer.
    const hint = wordsFor(language).rejected['out-of-range']({ min, max });
    return { kind: 'rejected', reason: 'not-a-number', hint };
  }
  if (found.kind === 'several') {
    if (!found.values.some(fits)) return reject(language, 'out-of-range', { min, max });
    return reject(language, 'ambiguous', { labels: found.values.map(String) });
  }
  const { value } = found;
  if (integer && !Number.isInteger(value)) return reject(language, 'not-an-integer', {});
  if (!fits(value)) return reject(language, 'out-of-range', { min, max });
  return { kind: 'answer', value, raw, label: String(value), via: 'typed' };
}

/** The number that is meant, with courtesies around it or without: "I'd say eight, please". */
function readSaid(question: ResolvedQuestion<unknown>, raw: string, max: number | undefined): NumberReading {
  const words: [Words, ...Words[]] = [wordsFor(question.language), ...question.languages.map(wordsFor)];
  const found = readNumber(raw, words, max);
  const bare = found.kind === 'none' ? withoutPleasantries(question, raw) : undefined;
  return bare === undefined ? found : readNumber(bare, words, max);
}
