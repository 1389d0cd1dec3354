import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { ResolvedQuestion } from '../answer-type.js';
import { dateFormat } from './date-format.js';
import { localeOf } from './locale.js';

/** How somebody writes a day in numbers. */
export interface DayOrder {
  /** BCP-47 of those who write so, for examples. */
  locale: string;
  dayFirst: boolean;
  /** Also with two digits of the year: 26/3/10. */
  yearFirst: boolean;
}

/**
 * By the contact's language with its region, else the session's; a language alone is not enough (English writes 10/3
 * for two days, by country), so the country of the phone number stands in for a missing region.
 */
export function dayOrderOf({ contact, language }: Pick<ResolvedQuestion<unknown>, 'contact' | 'language'>): DayOrder {
  const locales = [contact.language, language].flatMap((tag) => (tag === undefined ? [] : (localeOf(tag) ?? [])));
  const regional = locales.find(({ region }) => region !== undefined);
  if (regional) return orderOf(regional.language, regional.region);
  return orderOf(locales[0]?.language ?? 'en', countryOf(contact.phone));
}

function countryOf(phone: string | undefined): string | undefined {
  if (phone === undefined) return undefined;
  const number = parsePhoneNumberFromString(phone);
  // Countries that share a code (+1) are listed with the main one first.
  return number?.country ?? number?.getPossibleCountries()[0];
}

function orderOf(language: string, region: string | undefined): DayOrder {
  const locale = region === undefined ? language : writingLocale(language, region);
  const full = partsOf(locale, { year: 'numeric', month: 'numeric', day: 'numeric' });
  const short = partsOf(locale, { month: 'numeric', day: 'numeric' });
  return { locale, dayFirst: short.indexOf('day') < short.indexOf('month'), yearFirst: full[0] === 'year' };
}

/**
 * A language that Unicode does not know in that country brings its own order along (German in America), but English,
 * which is written anywhere, takes the country's (English in Egypt).
 */
function writingLocale(language: string, region: string): string {
  const tag = `${language}-${region}`;
  if (dateFormat(tag, { day: 'numeric' }).resolvedOptions().locale === tag) return tag;
  return language === 'en' ? `${new Intl.Locale(`und-${region}`).maximize().language}-${region}` : language;
}

function partsOf(locale: string, parts: Intl.DateTimeFormatOptions): string[] {
  return dateFormat(locale, parts)
    .formatToParts(0)
    .flatMap(({ type }) => (type === 'literal' ? [] : [type]));
}
