import { questionOf } from '../../../../test/fixtures/question.js';
import type { ReadInput } from '../answer-type.js';
import { phone } from './phone.js';

interface Asked {
  fields?: object;
  /** The contact's own number. */
  own?: string;
  optional?: boolean;
}

const asked = ({ fields = {}, own, optional = false }: Asked = {}) =>
  questionOf(phone, fields, { optional, contact: { attributes: {}, ...(own !== undefined && { phone: own }) } });
const read = (text: string, options?: Asked) => phone.read(asked(options), { kind: 'text', text }, []);
const card = (...phones: string[]): ReadInput => ({
  kind: 'other',
  content: { kind: 'contacts', contacts: [{ name: 'Ann', phones }], requested: false },
});

const EGYPT = { fields: { country: 'EG' } };

it.each<[string, Asked, string]>([
  ['+20 100 123 4567', {}, '+201001234567'],
  ['+201001234567', {}, '+201001234567'],
  ['00201001234567', {}, '+201001234567'],
  ['0020 (100) 123-4567', {}, '+201001234567'],
  ['0100 123 4567', EGYPT, '+201001234567'],
  ['100 123 4567', EGYPT, '+201001234567'],
  ['20 100 123 4567', EGYPT, '+201001234567'],
  ['0100 123 4567', { own: '+201223334444' }, '+201001234567'],
  ['my number is 0100-123-4567, thanks', EGYPT, '+201001234567'],
  ['٠١٠٠ ١٢٣ ٤٥٦٧', EGYPT, '+201001234567'],
  ['\u202a+20 100 123 4567\u202c', {}, '+201001234567'],
  ['मेरा नंबर ९८७६५ ४३२१० है', { fields: { country: 'IN' } }, '+919876543210'],
  ['+49 171 3920012', EGYPT, '+491713920012'],
  ['(201) 555-0123', { fields: { country: 'US' } }, '+12015550123'],
  ['011 44 7400 123456', { fields: { country: 'US' } }, '+447400123456'],
  ['612 34 56 78', { fields: { country: 'ES', mobile: true } }, '+34612345678'],
  ['0100 123 4567 (0100 123 4567)', EGYPT, '+201001234567'],
])('reads %j with %j', (said, options, value) => {
  expect(read(said, options)).toEqual({ kind: 'answer', value, raw: said, label: value, via: 'typed' });
});

it.each<[string, Asked, string]>([
  ['', {}, 'empty'],
  ['none', {}, 'not-a-phone'],
  ['7', EGYPT, 'not-a-phone'],
  ['0100 123', EGYPT, 'not-a-phone'],
  ['0100 123 4567', {}, 'not-a-phone'],
  ['13800138000', {}, 'not-a-phone'],
  ['966501234567', EGYPT, 'not-a-phone'],
  ['+20 100 123 45678901', {}, 'not-a-phone'],
  ['12/10/2026', EGYPT, 'not-a-phone'],
  ['0100 123 4567 or 0122 333 4444', EGYPT, 'ambiguous'],
  ['02 2735 1234', { fields: { country: 'EG', mobile: true } }, 'not-mobile'],
  ['1'.repeat(2_000), EGYPT, 'not-a-phone'],
])('refuses %j with %j: %s', (said, options, reason) => {
  expect(read(said, options)).toMatchObject({ kind: 'rejected', reason });
});

describe('a contact card', () => {
  it('gives its number', () => {
    expect(phone.read(asked(), card('+20 100 123 4567'), [])).toEqual({
      kind: 'answer',
      value: '+201001234567',
      raw: '+20 100 123 4567',
      label: '+201001234567',
      via: 'sent',
    });
  });

  it.each<[string[], Asked, object]>([
    [['201001234567'], {}, { value: '+201001234567' }],
    [['0100 123 4567'], EGYPT, { value: '+201001234567' }],
    [['+201001234567', '+20 100 1234567'], {}, { value: '+201001234567' }],
    [['+201001234567', '+201223334444'], {}, { reason: 'ambiguous' }],
    [['+20227351234', '+201223334444'], { fields: { mobile: true } }, { value: '+201223334444' }],
    [['+20227351234'], { fields: { mobile: true } }, { reason: 'not-mobile' }],
    [[], {}, { reason: 'not-a-phone' }],
    [['call me'], {}, { reason: 'not-a-phone' }],
  ])('with %j and %j: %j', (phones, options, expected) => {
    expect(phone.read(asked(options), card(...phones), [])).toMatchObject(expected);
  });
});

it('is skipped where it may be', () => {
  expect(read('skip', { optional: true })).toMatchObject({ value: null, via: 'skip' });
});

it('still fits where the question changes, unless only mobile numbers are taken now', () => {
  const fits = (fields: object, value: string) => phone.fits?.(phone.fields.parse(fields), value, {});
  expect(fits({ country: 'EG' }, '+491713920012')).toBe(true);
  expect(fits({ mobile: true }, '+491713920012')).toBe(true);
  expect(fits({ mobile: true }, '+20227351234')).toBe(false);
});

it('wants a country that there is', () => {
  const lint = (fields: object) =>
    phone.lint(phone.fields.parse(fields), { optionIds: [], optional: false, languages: ['en'] });
  expect(lint({ country: 'EG' })).toEqual([]);
  expect(lint({ country: 'ZZ' })).toMatchObject([{ rule: 'phone-country-unknown', path: ['country'] }]);
  expect(phone.fields.safeParse({ country: 'Egypt' }).success).toBe(false);
});
