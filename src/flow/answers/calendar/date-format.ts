import { localeOf } from './locale.js';

/** Locales come from contacts too; beyond this many the store starts anew. */
const MOST_FORMATS = 200;
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A format of days in the Gregorian calendar, which our values are of, with Latin digits, to be given times in UTC.
 * Kept for the next call: making one takes far longer than using it. English where the locale is none.
 */
export function dateFormat(locale: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(parts)}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= MOST_FORMATS) formats.clear();
  const fresh = new Intl.DateTimeFormat(localeOf(locale) ?? 'en', {
    ...parts,
    calendar: 'gregory',
    numberingSystem: 'latn',
    timeZone: 'UTC',
  });
  formats.set(key, fresh);
  return fresh;
}
