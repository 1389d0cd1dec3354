/** A place where a text may be cut: what stands in front of it ends at `end`, what follows begins at `next`. */
export interface Break {
  end: number;
  next: number;
}

type Breaks = (text: string, language: string | undefined) => Break[];

/** Where a text may be cut, from the best kind of place to the worst; below these there are only graphemes. */
export const BREAKS: readonly Breaks[] = [
  (text) => matches(text, /\n[^\S\n]*\n\s*/gu),
  (text) => matches(text, /\n\s*/gu),
  sentences,
  (text) => matches(text, /\s+/gu),
  wordsWithoutSpaces,
];

/** Where graphemes begin. */
export function graphemeStarts(text: string): number[] {
  return Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ index }) => index);
}

function matches(text: string, space: RegExp): Break[] {
  return Array.from(text.matchAll(space), ({ index, 0: found }) => ({ end: index, next: index + found.length }));
}

/** Between sentences, as the language ends them: । ۔ ؟ 。 and in Greek ; as well. Never inside a web address. */
function sentences(text: string, language: string | undefined): Break[] {
  return starts(text, language, 'sentence')
    .filter((start) => /[\s\P{ASCII}]/u.test(text.charAt(start - 1)))
    .map((start) => ({ end: text.slice(0, start).trimEnd().length, next: start }));
}

/** Between the words of languages that put no spaces there: Thai, Khmer, Chinese, Japanese. */
function wordsWithoutSpaces(text: string, language: string | undefined): Break[] {
  return starts(text, language, 'word')
    .filter((start) => /[\p{L}\p{M}]{2}/u.test(text.slice(start - 1, start + 1)) && UNSPACED.test(text.slice(start)))
    .map((start) => ({ end: start, next: start }));
}

const UNSPACED =
  /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function starts(text: string, language: string | undefined, granularity: 'sentence' | 'word'): number[] {
  // The first part of a tag decides; a tag of odd parts would throw.
  const [primary] = /^[a-z]{2,3}(?![a-z])/iu.exec(language ?? '') ?? [];
  const segments = new Intl.Segmenter(primary, { granularity }).segment(text);
  return Array.from(segments, ({ index }) => index).slice(1);
}
