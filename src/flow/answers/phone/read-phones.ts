import { findPhoneNumbersInText, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';
import { toAsciiDigits } from '../../words/fold.js';
import type { ContactView } from '../../session.js';

export interface Phone {
  /** E.164, with the plus sign. */
  number: string;
  /** Can be a mobile one: in some countries (+1) the number does not tell. */
  mobile: boolean;
}

export interface PhonesInText {
  /** Each number once, in the order written. */
  phones: Phone[];
  /** What is written besides them. */
  rest: string;
}

/** Longer texts are no answer to a question for a number; bounds the work that one message can cause. */
const LONGEST_TEXT = 500;

/** What a number is made of where a person writes one; the shortest numbers have some five digits. */
const RUN = /\+?\(?\d[\d\s().\-/]{3,30}\d/gu;

/** The country whose numbers are written without a code: the question's, else that of the contact's own number. */
export function homeCountry(asked: string | undefined, contact: ContactView): CountryCode | undefined {
  if (asked !== undefined) return isSupportedCountry(asked) ? asked : undefined;
  return contact.phone === undefined ? undefined : parsePhoneNumberFromString(contact.phone)?.country;
}

/** Valid phone numbers in what a person writes, in digits of any script. */
export function readPhones(text: string, home: CountryCode | undefined): PhonesInText {
  if (text.length > LONGEST_TEXT) return { phones: [], rest: text };
  const plain = simplified(text);
  const places = [...writtenAsUsual(plain, home)];
  if (places.length === 0) places.push(...writtenOtherwise(plain, home));
  let rest = '';
  let from = 0;
  for (const { start, end } of places) {
    rest += `${plain.slice(from, start)} `;
    from = end;
  }
  return { phones: unique(places.map(({ phone }) => phone)), rest: rest + plain.slice(from) };
}

interface Place {
  phone: Phone;
  start: number;
  end: number;
}

function* writtenAsUsual(plain: string, home: CountryCode | undefined): Generator<Place> {
  const found = findPhoneNumbersInText(plain, home === undefined ? {} : { defaultCountry: home });
  for (const { number, startsAt, endsAt } of found) yield { phone: phoneOf(number), start: startsAt, end: endsAt };
}

/** With 00 for the plus sign, without the national zero, in groups of one's own. */
function* writtenOtherwise(plain: string, home: CountryCode | undefined): Generator<Place> {
  for (const run of plain.matchAll(RUN)) {
    const phone = readForms([...homeForms(run[0], home), ...abroadForms(run[0])], home);
    if (phone) yield { phone, start: run.index, end: run.index + run[0].length };
  }
}

/** The number on a contact card, which may have its country's code without a plus sign (WhatsApp's own ids have). */
export function readCardPhone(text: string, home: CountryCode | undefined): Phone | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const plain = simplified(text).trim();
  const digits = plain.replace(/\D/g, '');
  return readForms([...homeForms(plain, home), ...abroadForms(plain), ...(digits === '' ? [] : [`+${digits}`])], home);
}

function homeForms(plain: string, home: CountryCode | undefined): string[] {
  return home === undefined || plain.startsWith('+') ? [] : [plain];
}

/** A number without + or 00 that is none at home is not guessed to be one of some other country. */
function abroadForms(plain: string): string[] {
  if (plain.startsWith('+')) return [plain];
  const digits = plain.replace(/\D/g, '');
  return digits.startsWith('00') ? [`+${digits.slice(2)}`] : [];
}

function readForms(forms: readonly string[], home: CountryCode | undefined): Phone | undefined {
  for (const form of forms) {
    const parsed = parsePhoneNumberFromString(form, { ...(home && { defaultCountry: home }), extract: false });
    if (parsed?.isValid()) return phoneOf(parsed);
  }
  return undefined;
}

export function unique(phones: readonly Phone[]): Phone[] {
  return phones.filter(({ number }, index) => phones.findIndex((other) => other.number === number) === index);
}

function phoneOf(found: PhoneNumber): Phone {
  const type = found.getType();
  return { number: found.number, mobile: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' };
}

/** ASCII digits and marks on one line; numbers copied from a chat are full of direction marks. */
function simplified(text: string): string {
  return toAsciiDigits(text.normalize('NFKC'))
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]/gu, '')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\u2010-\u2015\u2212]/gu, '-');
}
