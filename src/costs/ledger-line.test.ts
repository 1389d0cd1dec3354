import fc from 'fast-check';
import { Category, categoryOf } from './category.js';
import { Billing, billingOf, keysOf, lineKey, readLineKey, type LedgerLine } from './ledger-line.js';
import { endOfMonth, monthOf } from './month.js';

const name = fc.string({
  minLength: 1,
  maxLength: 8,
  unit: fc.constantFrom('a', 'b', '-', '_', '|', '%', 'é', '~', ' '),
});
const anyLine: fc.Arbitrary<LedgerLine> = fc.record({
  month: fc.constantFrom('2026-09', '2026-10', '2026-11'),
  channelId: fc.oneof(fc.uuid(), fc.constantFrom('ch', 'ch1', 'ch|1')),
  provider: name,
  flowId: fc.option(name),
  country: fc.option(fc.constantFrom('DE', 'US')),
  category: fc.constantFrom(...Category.options),
  billing: fc.constantFrom(...Billing.options),
});

const tilde: LedgerLine = {
  ...{ month: '2026-10', channelId: 'ch1', provider: '~', flowId: null, country: null },
  ...{ category: 'marketing', billing: 'billed' },
};

test('a key is read as the line that it was made of', () => {
  fc.assert(fc.property(anyLine, (line) => expect(readLineKey(lineKey(line))).toEqual(line)));
});

test('the keys of a month and a channel are those of its lines and no others', () => {
  fc.assert(
    fc.property(anyLine, anyLine, (line, other) => {
      const inside = ({ gt, lt }: { gt: string; lt: string }) => lineKey(other) > gt && lineKey(other) < lt;
      expect(inside(keysOf(line.month))).toBe(other.month === line.month);
      expect(inside(keysOf(line.month, line.channelId))).toBe(
        other.month === line.month && other.channelId === line.channelId,
      );
    }),
    // What stands last among the characters that addresses do not encode.
    { examples: [[tilde, tilde]] },
  );
});

test('what is no key is refused', () => {
  expect(() => readLineKey('2026-10|ch')).toThrow('"2026-10|ch" is no line\'s key');
});

test.each([
  ['utility', 'utility'],
  ['MARKETING', 'marketing'],
  ['marketing_lite', 'marketing'],
  ['authentication_international', 'authentication-international'],
  ['authentication-international', 'authentication-international'],
  ['group_utility', 'utility'],
  ['referral_conversion', 'service'],
  ['general_purpose_ai', 'other'],
  ['constructor', 'other'],
])("WhatsApp's %s is our %s", (word, category) => {
  expect(categoryOf(word)).toBe(category);
});

test('what WhatsApp bills', () => {
  expect(billingOf(undefined)).toBe('billed');
  expect(billingOf({ of: 'sent', type: 'regular', billable: true })).toBe('billed');
  expect(billingOf({ of: 'sent', type: 'free_entry_point', billable: false })).toBe('free-entry-point');
  expect(billingOf({ of: 'sent', type: 'free_customer_service' })).toBe('free-window');
  expect(billingOf({ of: 'sent', type: 'something-new', billable: false })).toBe('not-billed');
});

test('months are of UTC', () => {
  expect(monthOf(Date.UTC(2026, 9, 31, 23, 59, 59, 999))).toBe('2026-10');
  expect(endOfMonth('2026-10')).toBe(Date.UTC(2026, 10, 1));
  expect(endOfMonth('2026-12')).toBe(Date.UTC(2027, 0, 1));
});
