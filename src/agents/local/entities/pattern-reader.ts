import type { LinearPattern } from '../../../flow/answers/linear-pattern.js';
import type { LexiconEntry } from './word-lexicon.js';
import { entityPattern } from './entity-pattern.js';
import type { Mention } from './mention.js';
import { wordsIn } from './mention.js';

/** Words in a row that one pattern may match, and words of a text that are looked at: together they bound the work. */
const LONGEST_RUN = 4;
const MOST_WORDS = 60;
const MOST_PATTERNS = 50;

/** Reads the values of a regular-expression entity: whole words, one to four in a row, that match one of its patterns. */
export function patternReader(entries: readonly LexiconEntry[]): (text: string) => Mention[] {
  const sources = new Set(entries.flatMap(({ value, synonyms }) => [value, ...synonyms]));
  const patterns = [...sources]
    .slice(0, MOST_PATTERNS)
    .map(entityPattern)
    .filter((pattern) => pattern.ok);
  return (text) => {
    const words = wordsIn(text).slice(0, MOST_WORDS);
    const found: Mention[] = [];
    for (let at = 0; at < words.length;) {
      const length = longestRun(text, words, at, patterns);
      const [first, last] = [words[at], words[at + length - 1]];
      if (first && last && length > 0)
        found.push({ start: first.start, end: last.end, value: text.slice(first.start, last.end) });
      at += Math.max(length, 1);
    }
    return found;
  };
}

type Pattern = Extract<LinearPattern, { ok: true }>;

function longestRun(
  text: string,
  words: readonly { start: number; end: number }[],
  at: number,
  patterns: readonly Pattern[],
): number {
  const start = words[at]?.start ?? 0;
  for (let length = Math.min(LONGEST_RUN, words.length - at); length > 0; length -= 1) {
    const run = text.slice(start, words[at + length - 1]?.end);
    // Small and capital letters are the same to Dialogflow.
    if (patterns.some(({ matches }) => matches(run) || matches(run.toUpperCase()) || matches(run.toLowerCase())))
      return length;
  }
  return 0;
}
