import { z } from 'zod';
import { isBlank } from '../../words/fold.js';
import type { AnswerType, Reading } from '../answer-type.js';
import { Country, lintCountry } from '../phone/phone-fields.js';
import { homeCountry, readCardPhone, readPhones, unique } from '../phone/read-phones.js';
import type { Phone } from '../phone/read-phones.js';
import { reject, rejectOwn, saidText } from '../reading.js';
import { readSkip } from '../typed-words.js';
import { rejectKind } from '../wrong-kind.js';
import { HOW_TO, WITHOUT_PHONE } from './words.js';

const Fields = z.object({ country: Country.optional() });
type Fields = z.infer<typeof Fields>;

const Value = z.object({ name: z.string(), phones: z.array(z.string()).min(1) });

/**
 * Somebody else, as a shared contact card or as a typed name and number. The value is `{ name, phones }`, the phones in
 * E.164, at least one; the name is '' where only a number was typed.
 */
export const contact: AnswerType<Fields> = {
  kind: 'contact',
  fields: Fields,
  options: 'none',
  valueType: 'object',

  lint({ country }) {
    return lintCountry(country);
  },

  present() {
    return { options: [] };
  },

  read(question, input) {
    const { fields, language } = question;
    const home = homeCountry(fields.country, question.contact);
    if (input.kind === 'other' && input.content.kind === 'contacts') {
      const [card, ...others] = input.content.contacts;
      if (card === undefined) return rejectKind(language, input, HOW_TO);
      if (others.length > 0) return reject(language, 'ambiguous', { labels: [card, ...others].map(named) });
      const phones = unique(card.phones.flatMap((text) => readCardPhone(text, home) ?? []));
      if (phones.length === 0) return rejectOwn(language, 'contact-without-phone', WITHOUT_PHONE);
      const raw = [card.name, ...card.phones].filter((part) => !isBlank(part)).join(', ');
      return answer(card.name.trim(), phones, raw, 'sent');
    }
    const raw = saidText(input);
    if (raw === undefined) return rejectKind(language, input, HOW_TO);
    if (isBlank(raw)) return reject(language, 'empty', {});
    const skip = readSkip(question, raw);
    if (skip) return skip;
    const { phones, rest } = readPhones(raw, home);
    return phones.length === 0 ? rejectKind(language, input, HOW_TO) : answer(nameIn(rest), phones, raw, 'typed');
  },

  fits(_fields, value) {
    return Value.safeParse(value).success;
  },
};

function answer(name: string, phones: readonly Phone[], raw: string, via: 'typed' | 'sent'): Reading {
  const value: z.infer<typeof Value> = { name, phones: phones.map(({ number }) => number) };
  return { kind: 'answer', value, raw, label: name || value.phones.join(', '), via };
}

function named({ name, phones }: { name: string; phones: readonly string[] }): string {
  return isBlank(name) ? (phones[0] ?? '?') : name;
}

/** What is left of a typed text without its numbers and the marks that stood between. */
function nameIn(rest: string): string {
  const name = rest
    .replace(/\(\s*\)/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}.)]+$/gu, '');
  // A bracket that was opened around the number went with it.
  return (name.includes('(') ? name : name.replaceAll(')', '')).trim();
}
