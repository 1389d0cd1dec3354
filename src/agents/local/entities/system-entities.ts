import { getCountries } from 'libphonenumber-js';
import { localeOf } from '../../../flow/answers/calendar/locale.js';
import { readAddresses } from '../../../flow/answers/email/read-addresses.js';
import { homeCountry, readPhones } from '../../../flow/answers/phone/read-phones.js';
import { readNumber } from '../../../flow/answers/read-number.js';
import { readLinks } from '../../../flow/answers/url/read-links.js';
import type { Json } from '../../../flow/conditions.js';
import { toAsciiDigits } from '../../../flow/words/fold.js';
import { wordsFor } from '../../../flow/words/words.js';
import type { Tokenizer } from '../matching/tokenizer.js';
import { readDays, readMoments, readTimes } from './calendar-readers.js';
import type { Mention } from './mention.js';
import { wordsIn } from './mention.js';
import type { EntityReader, Utterance } from './utterance.js';
import { WordLexicon } from './word-lexicon.js';

/** Those of Dialogflow's own entities that are found by what they look like; the most telling first. */
const READERS: Readonly<Record<string, EntityReader>> = {
  'sys.email': bySight((word) => readAddresses(word)[0]),
  'sys.url': bySight((word) =>
    /^(?:https?:\/\/|www\.)|\.[a-z]{2,}(?:\/|$)/iu.test(word) ? readLinks(word)[0] : undefined,
  ),
  'sys.phone-number': readPhoneNumbers,
  'sys.date-time': readMoments,
  'sys.date': readDays,
  'sys.time': readTimes,
  'sys.percentage': readPercentages,
  'sys.number': byNumber(() => true),
  'sys.number-integer': byNumber(Number.isInteger),
  'sys.cardinal': byNumber(() => true),
};

/** Names: any words in their place, without what people say in front of them. The value of a person is an object. */
const NAMES: Readonly<Record<string, (name: string) => Json>> = {
  'sys.person': (name) => ({ name }),
  'sys.given-name': (name) => name,
  'sys.last-name': (name) => name,
  'sys.geo-city': (name) => name,
};

const COUNTRY = 'sys.geo-country';

/** Whether one of Dialogflow's own entities is read as what it is; the others take any words. */
export function isSystemEntity(name: string): boolean {
  return name === 'sys.any' || name === COUNTRY || Object.hasOwn(READERS, name) || Object.hasOwn(NAMES, name);
}

/** Finds the values of one of Dialogflow's own entities; undefined for those that any words in their place fill. */
export function systemReader(name: string, tokenizer: Tokenizer): EntityReader | undefined {
  if (name === COUNTRY) return countryReader(tokenizer);
  return Object.hasOwn(READERS, name) ? READERS[name] : undefined;
}

/** What words in the place of a name come to; undefined where the entity is none. */
export function nameValue(name: string): ((said: string) => Json) | undefined {
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}

/** How telling an entity is: where two could claim the same words, the higher one does. */
export function tellingness(name: string): number {
  const place = Object.keys(READERS).indexOf(name);
  const plain = Object.keys(READERS).indexOf('sys.percentage');
  // An agent's own words come before bare numbers and behind days and addresses.
  return place === -1 ? -plain + 0.5 : -place;
}

function bySight(read: (word: string) => string | undefined): EntityReader {
  return ({ text }) =>
    [...text.matchAll(/\S+/gu)].flatMap(({ 0: word, index }) => {
      const value = read(word);
      return value === undefined ? [] : [{ start: index, end: index + word.length, value }];
    });
}

function byNumber(fits: (value: number) => boolean): EntityReader {
  return ({ text, surroundings }) => {
    const words = wordsFor(surroundings.locale);
    return wordsIn(text).flatMap(({ start, end, text: word }) => {
      const reading = readNumber(word, [words, wordsFor('en')]);
      return reading.kind === 'number' && fits(reading.value) ? [{ start, end, value: reading.value }] : [];
    });
  };
}

/** "30%" or "30 percent" in any script's digits, as Dialogflow gives it: `30%`. */
function readPercentages({ text }: Utterance): Mention[] {
  const found = text.matchAll(/(\p{Nd}+(?:[.,٫]\p{Nd}+)?)\s?(?:%|٪|percent\b)/giu);
  return [...found].map(({ 0: whole, 1: number = '', index }) => ({
    start: index,
    end: index + whole.length,
    value: `${toAsciiDigits(number)}%`,
  }));
}

/** What somebody writes a number in: six digits and more with little between them. */
const PHONE_RUN = /\+?\p{Nd}(?:[\s().-]{0,2}\p{Nd}){5,16}/gu;

/** As E.164 where the country is known, else the digits as they are written. */
function readPhoneNumbers({ text, surroundings }: Utterance): Mention[] {
  const home = homeCountry(localeOf(surroundings.locale)?.region, { attributes: {} });
  return [...text.matchAll(PHONE_RUN)].map(({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    value: readPhones(run, home).phones[0]?.number ?? toAsciiDigits(run).replace(/\D/g, ''),
  }));
}

/** Countries by their names in the agent's language, from the CLDR data of the machine's Intl. */
function countryReader(tokenizer: Tokenizer): EntityReader {
  const names = new Intl.DisplayNames([localeOf(tokenizer.language)?.baseName ?? 'en', 'en'], { type: 'region' });
  const lexicon = new WordLexicon(
    getCountries().flatMap((code) => {
      const name = names.of(code);
      return name === undefined ? [] : [{ value: name, synonyms: [name] }];
    }),
    tokenizer,
    false,
  );
  return ({ text, tokens }) => lexicon.mentions(text, tokens);
}
