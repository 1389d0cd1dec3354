import { getCountries, getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';
import type { Identifiers } from '../channels/events.js';

/** Business-scoped user ids begin with their country: `US.a1B2c3`. */
const USER_ID = /^([A-Z]{2})\./;

/**
 * The country of a number, as ISO 3166-1 alpha-2; undefined where its beginning is no country's.
 *
 * @param number international, with or without the plus sign
 */
export function countryOfNumber(number: string): string | undefined {
  const parsed = parsePhoneNumberFromString(`+${number.replace(/\D/g, '')}`);
  // Among countries that share a code (+1, +7, +44) a number that is in nobody's list counts as the main one's.
  return parsed && (parsed.country ?? mainOf(parsed.countryCallingCode));
}

/** Where a person's number is at home; of somebody whose number is hidden, what their user id says. */
export function countryOfIdentifiers({
  waId,
  phone,
  userId,
}: Identifiers): { code: string; by: 'number' | 'user-id' } | undefined {
  const number = waId ?? phone;
  const byNumber = number === undefined ? undefined : countryOfNumber(number);
  if (byNumber !== undefined) return { code: byNumber, by: 'number' };
  const byUserId = USER_ID.exec(userId ?? '')?.[1];
  return byUserId === undefined ? undefined : { code: byUserId, by: 'user-id' };
}

/** A country that has numbers: its code in capitals. */
export function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code);
}

/**
 * The country that a calling code is named after. WhatsApp's prices go by calling codes, so that Guernsey (+44) pays as
 * the United Kingdom does where a list does not name it.
 */
export function mainCountryOf(code: string): string | undefined {
  return isCountry(code) ? mainOf(getCountryCallingCode(code)) : undefined;
}

/** Who leads where several countries share a calling code (ITU-T E.164): the library only tells which they are. */
const LEADS = new Set(['US', 'RU', 'IT', 'GB', 'NO', 'AU', 'MA', 'RE', 'SH', 'FI', 'GP', 'CW']);

const MAIN = new Map<string, CountryCode>();
for (const code of getCountries()) {
  const callingCode: string = getCountryCallingCode(code);
  if (!MAIN.has(callingCode) || LEADS.has(code)) MAIN.set(callingCode, code);
}

function mainOf(callingCode: string): string | undefined {
  return MAIN.get(callingCode);
}
