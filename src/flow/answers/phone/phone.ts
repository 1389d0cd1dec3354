import { z } from 'zod';
import { isBlank } from '../../words/fold.js';
import type { AnswerType, Reading, ResolvedQuestion } from '../answer-type.js';
import { reject, rejectOwn, saidText } from '../reading.js';
import { readSkip } from '../typed-words.js';
import { rejectKind } from '../wrong-kind.js';
import { Country, lintCountry } from './phone-fields.js';
import { homeCountry, readCardPhone, readPhones, unique } from './read-phones.js';
import type { Phone } from './read-phones.js';
import { NOT_A_PHONE, NOT_MOBILE } from './words.js';

const Fields = z.object({
  country: Country.optional(),
  /** Only numbers that can be a mobile phone's. */
  mobile: z.boolean().optional(),
});
type Fields = z.infer<typeof Fields>;

/** A phone number, typed or on a shared contact card. The value is E.164: "+201001234567". */
export const phone: AnswerType<Fields> = {
  kind: 'phone',
  fields: Fields,
  options: 'none',
  valueType: 'string',

  lint({ country }) {
    return lintCountry(country);
  },

  present() {
    return { options: [] };
  },

  read(question, input) {
    const { fields, language, contact } = question;
    const home = homeCountry(fields.country, contact);
    if (input.kind === 'other' && input.content.kind === 'contacts') {
      const written = input.content.contacts.flatMap(({ phones }) => phones);
      const phones = unique(written.flatMap((text) => readCardPhone(text, home) ?? []));
      return take(question, phones, written.join(', '), 'sent');
    }
    const raw = saidText(input);
    if (raw === undefined) return rejectKind(language, input);
    if (isBlank(raw)) return reject(language, 'empty', {});
    return readSkip(question, raw) ?? take(question, readPhones(raw, home).phones, raw, 'typed');
  },

  fits({ mobile }, value) {
    return typeof value === 'string' && (mobile !== true || readPhones(value, undefined).phones[0]?.mobile === true);
  },
};

function take(
  { fields, language }: ResolvedQuestion<Fields>,
  found: readonly Phone[],
  raw: string,
  via: 'typed' | 'sent',
): Reading {
  const phones = fields.mobile === true ? found.filter(({ mobile }) => mobile) : found;
  const [only, ...others] = phones.map(({ number }) => number);
  if (only === undefined) {
    return found.length > 0
      ? rejectOwn(language, 'not-mobile', NOT_MOBILE)
      : rejectOwn(language, 'not-a-phone', NOT_A_PHONE);
  }
  if (others.length > 0) return reject(language, 'ambiguous', { labels: [only, ...others] });
  return { kind: 'answer', value: only, raw, label: only, via };
}
