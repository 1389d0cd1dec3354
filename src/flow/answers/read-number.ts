import { foldText, toAsciiDigits } from '../words/fold.js';
import type { Words } from '../words/words.js';

export type NumberReading =
  { kind: 'number'; value: number } | { kind: 'several'; values: number[] } | { kind: 'none' };

/** Beyond this many digits a JavaScript number is no longer exact. */
const MOST_DIGITS = 15;

/** With the mark that is the decimal one in every language. */
const FRACTIONS: Readonly<Record<string, string>> = { '¼': '٫25', '½': '٫5', '¾': '٫75' };

/** Longer texts are no answer to a question for a number; bounds the work that one message can cause. */
const LONGEST_TEXT = 500;

const TOKEN = /(?:\d+|(?<=^|\s|-)[.,٫]\d+)(?:[.,'٬٫]\d+)*/gu;

/** Words that multiply what stands before them: "5k" is not 5, and guessing is worse than asking again. */
const MAGNITUDES = new RegExp(
  `^\\s*(?:k|mio|mn|mrd|bn|thousand|millions?|billions?|lakhs?|lacs?|crores?|tausend|millionen|mille|mil|mill[oó]n(?:es)?|milh(?:ão|ões)|` +
    `ألف|الف|آلاف|الاف|مليون|ملايين|हज़ार|हजार|लाख|करोड़|करोड)(?![\\p{L}\\p{M}])`,
  'iu',
);

/**
 * Reads the one number of a human text: "I'd say 8", "٨", "1.234,5", "minus 3", "eight". Separators are read by the
 * first of `words`; number words of all of them are understood when the whole message is one.
 * @param scaleMax With it, "8/10" and "8 out of 10" are 8, where the scale ends at 10.
 */
export function readNumber(text: string, words: readonly [Words, ...Words[]], scaleMax?: number): NumberReading {
  if (text.length > LONGEST_TEXT) return { kind: 'none' };
  const [own] = words;
  const plain = simplified(text, own.decimalMark);
  const tokens: { value: number; start: number; end: number }[] = [];
  for (const match of plain.matchAll(TOKEN)) {
    const end = match.index + match[0].length;
    const before = plain.slice(0, match.index);
    const after = plain.slice(end);
    // "1e5", "2h30": letters amid digits make it something else. "B12" alone is no number either.
    if (/^\p{L}+\d/u.test(after) || MAGNITUDES.test(after)) return { kind: 'none' };
    if (/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u.test(before)) continue;
    const value = separated(match[0], own.decimalMark);
    if (value === undefined) return { kind: 'none' };
    tokens.push({ value: isNegative(before, words) ? 0 - value : value, start: match.index, end });
  }
  if (tokens.length === 0) return spelled(text, words);
  const [first, second] = tokens;
  if (scaleMax !== undefined && first && second && tokens.length === 2) {
    const between = foldText(plain.slice(first.end, second.start).replace('/', ' '));
    const slash = plain.slice(first.end, second.start).trim() === '/';
    if (slash || words.some(({ outOf }) => outOf.some((form) => foldText(form) === between))) {
      if (second.value === scaleMax) return { kind: 'number', value: first.value };
      // Hindi names the scale first: "10 में से 8".
      if (first.value === scaleMax) return { kind: 'number', value: second.value };
    }
  }
  const values = [...new Set(tokens.map(({ value }) => value))];
  const [value] = values;
  return value !== undefined && values.length === 1 ? { kind: 'number', value } : { kind: 'several', values };
}

/** ASCII digits, one kind of minus, one kind of apostrophe, no spaces that group digits. */
function simplified(text: string, decimalMark: '.' | ','): string {
  // Whatever comes before it, "5½" is one number; NFKC would make it "51⁄2".
  const fractions = text.replace(/[¼½¾]/gu, (sign) => FRACTIONS[sign] ?? sign);
  const joined = fractions.replace(/(?<=\p{Nd})[\u00a0\u2009\u202f](?=\p{Nd}{3}(?!\p{Nd}))/gu, '');
  const ascii = toAsciiDigits(joined.normalize('NFKC'))
    .replace(/[\ufe0f\u20e3\u200e\u200f\u061c]/gu, '')
    .replace(/[\u2212\u2010-\u2013]/gu, '-')
    .replace(/’/gu, "'");
  // Where the comma is the decimal mark, thousands are often set off by a common space: "12 500".
  if (decimalMark === '.') return ascii;
  return ascii.replace(/(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)/gu, (grouped) => grouped.replaceAll(' ', ''));
}

function isNegative(before: string, words: readonly Words[]): boolean {
  if (/(?:^\s*-\s*|[^\p{L}\p{N})\]\s-]-|\s-)$/u.test(before)) return true;
  const said = ` ${foldText(before)}`;
  // The word must touch the number: "minus, I would say, 3" is somebody thinking aloud.
  return (
    /[\p{L}\p{M}]\s*$/u.test(before) &&
    words.some(({ minus }) => minus.some((word) => said.endsWith(` ${foldText(word)}`)))
  );
}

/**
 * One run of digits and marks as a number; undefined where the marks fit no way of writing one ("3.14.15"). A single
 * mark before exactly three digits is read by the language: "1.234" is a thousand in German and a fraction in English.
 */
function separated(token: string, decimalMark: '.' | ','): number | undefined {
  const marks = [...token.replace(/\d/g, '')];
  const last = marks.at(-1);
  const lastAt = last === undefined ? -1 : token.lastIndexOf(last);
  const decimals = token.length - lastAt - 1;
  const whole = token.slice(0, Math.max(lastAt, 0));
  const once = last !== undefined && marks.filter((mark) => mark === last).length === 1;
  const alone = marks.length === 1;
  const couldGroup = decimals === 3 && /^[1-9]\d{0,2}$/.test(whole);
  const isDecimal =
    last === '٫' || ((last === '.' || last === ',') && once && !(alone && couldGroup && last !== decimalMark));
  const digits = isDecimal ? ungrouped(whole) : ungrouped(token);
  if (digits === undefined || (isDecimal && !once)) return undefined;
  const written = isDecimal ? `${digits === '' ? '0' : digits}.${token.slice(lastAt + 1)}` : digits;
  return written.replace('.', '').replace(/^0+/, '').length > MOST_DIGITS ? undefined : Number(written);
}

/** Takes the grouping marks out: groups of three, or the Indian two-two-three, always with one and the same mark. */
function ungrouped(text: string): string | undefined {
  if (/^\d*$/.test(text)) return text;
  const grouped = /^\d{1,3}([.,'٬])\d{3}(?:\1\d{3})*$/.test(text) || /^\d{1,2}(,)(?:\d{2}\1)*\d{3}$/.test(text);
  return grouped ? text.replace(/[.,'٬]/g, '') : undefined;
}

function spelled(text: string, words: readonly Words[]): NumberReading {
  const said = foldText(text);
  if (said === '') return { kind: 'none' };
  for (const { numbers } of words) {
    const value = numbers.findIndex((forms) => forms.some((form) => foldText(form) === said));
    if (value >= 0) return { kind: 'number', value };
  }
  return { kind: 'none' };
}
