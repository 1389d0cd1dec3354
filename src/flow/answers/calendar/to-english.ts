import { foldText, toAsciiDigits } from '../../words/fold.js';
import type { InOurLanguages, Words } from '../../words/words.js';
import { inOurs, wordsByLanguage } from '../../words/words.js';
import { ar } from './words/ar.js';
import type { CalendarWords } from './words/calendar-words.js';
import { NOTHING } from './words/calendar-words.js';
import { de } from './words/de.js';
import { en } from './words/en.js';
import { es } from './words/es.js';
import { fr } from './words/fr.js';
import { hi } from './words/hi.js';
import { pt } from './words/pt.js';

export const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Stands for words that we do not know, so that what is left and right of them is not read as one. */
const UNKNOWN = ';';
/** Nobody writes a day or a time in more UTF-16 units; bounds the work that one message can cause. */
const LONGEST_TEXT = 100;
/** Longest phrase of the word lists, in words. */
const LONGEST_PHRASE = 6;
const SHORT = 3;

/** One language's way of saying days and times, in the plain English that chrono and read-clock.ts read. */
export interface Vocabulary {
  isEnglish: boolean;
  phrases: ReadonlyMap<string, string>;
  /** Weekdays in so few letters that they are also other words: "so", "sun", "mer". */
  shortWeekdays: ReadonlyMap<string, string>;
}

const vocabularies: InOurLanguages<Vocabulary> = {
  en: vocabularyOf(en, wordsByLanguage.en),
  ar: vocabularyOf(ar, wordsByLanguage.ar),
  de: vocabularyOf(de, wordsByLanguage.de),
  es: vocabularyOf(es, wordsByLanguage.es),
  fr: vocabularyOf(fr, wordsByLanguage.fr),
  hi: vocabularyOf(hi, wordsByLanguage.hi),
  pt: vocabularyOf(pt, wordsByLanguage.pt),
};

/** Those of the given languages in their order, then English, which many mix in. */
export function vocabulariesFor(languages: readonly string[]): Vocabulary[] {
  return [...new Set([...languages, 'en'].map((language) => inOurs(vocabularies, language)))];
}

/**
 * What was typed in one width and case, with ASCII digits and without marks of writing direction. Empty where it is
 * longer than a day or a time can be.
 */
export function plainText(text: string): string {
  if (text.length > LONGEST_TEXT) return '';
  const plain = toAsciiDigits(text.normalize('NFKC'))
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\s+/gu, ' ')
    .toLowerCase()
    .trim();
  return plain.length > LONGEST_TEXT ? '' : plain;
}

/**
 * "übermorgen um halb fünf" → "overmorrow at half to 5". Words are parted by one space; numbers and "17:30" stay.
 * Short weekdays count where every other word is known.
 */
export function toEnglish(plain: string, vocabulary: Vocabulary): string {
  const words = [...plain.matchAll(/\d+:\d{2}(?!\d)|\d+|[\p{L}\p{M}'’ʼ]+/gu)].map(([word]) =>
    /^\d/.test(word) ? word : foldText(word),
  );
  const { phrases, shortWeekdays, isEnglish } = vocabulary;
  const said: { english: string | undefined; word: string }[] = [];
  for (let at = 0; at < words.length;) {
    const taken = longestPhrase(words, at, phrases);
    const word = words[at] ?? '';
    said.push({ english: taken?.english ?? (/^\d/.test(word) ? word : undefined), word });
    at += taken?.length ?? 1;
  }
  const allKnown = said.every(({ english, word }) => english !== undefined || shortWeekdays.has(word));
  const english = said.map((part) => {
    if (part.english !== undefined) return part.english;
    return (allKnown ? shortWeekdays.get(part.word) : undefined) ?? (isEnglish ? part.word : UNKNOWN);
  });
  return tidied(english.filter((word) => word !== NOTHING).join(' '));
}

function longestPhrase(
  words: readonly string[],
  at: number,
  phrases: ReadonlyMap<string, string>,
): { english: string; length: number } | undefined {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
    const english = phrases.get(words.slice(at, at + length).join(' '));
    if (english !== undefined) return { english, length };
  }
  return undefined;
}

const UNIT = '(?:day|week|month|year|hour|minute)';

/** The spelling and word order of English: "15 th", "vor 3 Tagen" and "vendredi prochain" put the word on the other side. */
function tidied(english: string): string {
  return (
    english
      .replace(/\b(\d{1,2}) th\b/g, '$1th')
      .replace(/\bth\b ?/g, '')
      .replace(/(?<=\d(?:th)? )dez\b/g, 'december')
      .replace(/\bdez\b/g, '10')
      .replace(new RegExp(`\\b(in|before) (${UNIT})\\b`, 'g'), '$1 1 $2')
      .replace(new RegExp(`(?<!\\d )\\bbefore (\\d+ (?:${UNIT}|oclock))\\b`, 'g'), '$1 ago')
      .replace(new RegExp(`\\b(${WEEKDAYS.join('|')}) (next|last|this)\\b(?! ${UNIT})`, 'g'), '$2 $1')
      // "10 or 11 March": two days of one month.
      .replace(
        new RegExp(`\\b(\\d{1,2}(?:th)?) (?:or|and|${UNKNOWN}) (\\d{1,2}(?:th)? (${MONTHS.join('|')}))\\b`, 'g'),
        `$1 $3 ${UNKNOWN} $2`,
      )
      // "dia 10", "15 شهر مارس": a unit that counts nothing.
      .replace(new RegExp(`\\b(?:day|month|year) (?=${MONTHS.join('|')}|\\d{4}\\b)`, 'g'), '')
      .replace(/(?<!\d )(?<!(?:next|last|this) )\b(?:day|month|year) (?!next|last|ago|later)/g, '')
  );
}

function vocabularyOf(calendar: CalendarWords, words: Words): Vocabulary {
  const phrases = new Map<string, string>();
  const add = (forms: readonly string[], english: string): void => {
    for (const form of forms) phrases.set(foldText(form), english);
  };
  words.numbers.forEach((forms, number) => add(forms, String(number)));
  calendar.months.forEach((forms, index) => add(forms.split(','), MONTHS[index] ?? ''));
  const shortWeekdays = new Map<string, string>();
  calendar.weekdays.forEach((names, index) => {
    const [short, long] = parted(names.split(','), (form) => foldText(form).length <= SHORT);
    add(long, WEEKDAYS[index] ?? '');
    for (const form of short) shortWeekdays.set(foldText(form), WEEKDAYS[index] ?? '');
  });
  for (const [english, forms] of Object.entries(calendar.phrases)) add(forms.split(','), english);
  return { isEnglish: calendar === en, phrases, shortWeekdays };
}

function parted(forms: readonly string[], isFirst: (form: string) => boolean): [string[], string[]] {
  return [forms.filter(isFirst), forms.filter((form) => !isFirst(form))];
}
