import fc from 'fast-check';
import type { PriceList } from '../store/price-list.js';
import type { ConversationMessages } from './conversation-messages.js';
import { estimate, type EstimateInput } from './estimate.js';
import type { Range } from './range.js';

const prices: PriceList = {
  ...{
    provider: '360dialog',
    from: '2026-10-01',
    currency: 'EUR',
    setUp: 150,
    perChannel: 49,
    perMessage: 0.01,
    enteredAt: 0,
  },
  free: [{ category: 'service', messages: 1_000 }],
  rates: [
    { category: 'service', countries: [], fromMessages: 0, amount: 0.05 },
    { category: 'utility', countries: ['DE'], fromMessages: 0, amount: 0.06 },
    { category: 'utility', countries: ['DE'], fromMessages: 100, amount: 0.03 },
  ],
};

const even = (value: number): Range => ({ low: value, likely: value, high: value });

const messages = (whole: Range, atOnce: Range = even(0)): ConversationMessages => ({
  ...{ whole, atOnce, hasTalks: false, goesBack: false },
});

const given = (of: Partial<EstimateInput> = {}): EstimateInput => ({
  list: prices,
  messages: messages({ low: 2, likely: 3, high: 5 }),
  audience: [{ country: 'DE', contacts: 200 }],
  opening: { name: 'hello', category: 'utility', isGuess: false },
  replies: { low: 0, likely: 0.5, high: 1 },
  sentAlready: () => 0,
  isNew: false,
  ...of,
});

test('everybody gets the template, and who answers the rest', () => {
  const estimated = estimate(given());
  expect(estimated).toMatchObject({
    ...{ currency: 'EUR', contacts: 200, channelFee: 49, setUpFee: 0, unpriced: [] },
    templates: even(200),
    messages: { low: 0, likely: 300, high: 1_000 },
    // 100 templates at 0.06 and 100 at 0.03; the messages are free as long as free ones are left.
    whatsappFee: { low: 9, likely: 9, high: 59 },
    providerFee: { low: 2, likely: 5, high: 12 },
    total: { low: 11, likely: 14, high: 71 },
    perContact: { low: 0.055, likely: 0.07, high: 0.355 },
  });
});

test('the set-up is named beside the rest in the month in which it is paid', () => {
  const [later, now] = [estimate(given()), estimate(given({ isNew: true }))];
  expect([later.setUpFee, now.setUpFee]).toEqual([0, 150]);
  expect(now.total).toEqual(later.total);
});

test('what was sent in this month has used up free messages', () => {
  const { whatsappFee } = estimate(given({ sentAlready: () => 800 }));
  expect(whatsappFee).toEqual({ low: 9, likely: 9 + 100 * 0.05, high: 59 });
});

test('where people write first there is no template, and the first message goes to all of them', () => {
  const { templates, messages: sent } = estimate(
    given({ opening: undefined, messages: messages({ low: 2, likely: 3, high: 5 }, even(1)) }),
  );
  expect(templates).toEqual(even(0));
  expect(sent).toEqual({ low: 200, likely: 400, high: 1_000 });
});

test('at the most everybody who answers stops once and is called back', () => {
  const { templates } = estimate(given({ closing: { name: 'again', category: 'utility', isGuess: false } }));
  expect(templates).toEqual({ low: 200, likely: 200, high: 400 });
});

test('countries without a price are named and count as nothing', () => {
  const { unpriced, whatsappFee } = estimate(
    given({
      audience: [
        { country: 'FR', contacts: 10 },
        { country: null, contacts: 5 },
      ],
      replies: even(0),
    }),
  );
  expect(unpriced).toEqual([
    { category: 'utility', country: 'FR' },
    { category: 'utility', country: null },
  ]);
  expect(whatsappFee).toEqual(even(0));
});

test('what was assumed is said', () => {
  const { assumptions } = estimate(
    given({
      opening: { name: 'hello', category: 'marketing', isGuess: true },
      messages: { ...messages(even(2)), hasTalks: true, goesBack: true },
      sentAlready: () => 400,
    }),
  );
  const text = assumptions.join('\n');
  for (const word of [
    'list for 360dialog from 2026-10-01, in EUR',
    '"hello" (marketing: its category is not known, so the dearest)',
    '50 % as a rule',
    'A talk with an agent has 1 message at the least',
    'Nobody goes back',
    'Of 1000 free service messages a month all are left at the least, 600 as a rule',
  ]) {
    expect(text).toContain(word);
  }
});

const range = (max: number) =>
  fc
    .tuple(
      fc.double({ min: 0, max, noNaN: true }),
      fc.double({ min: 0, max, noNaN: true }),
      fc.double({ min: 0, max, noNaN: true }),
    )
    .map((values) => values.toSorted((a, b) => a - b))
    .map(([low = 0, likely = 0, high = 0]): Range => ({ low, likely, high }));

test('the least is never more than what is likely, nor that than the most; the whole is the sum of its parts', () => {
  fc.assert(
    fc.property(
      range(20),
      range(1),
      fc.nat(5_000),
      fc.nat(2_000),
      fc.boolean(),
      (whole, replies, contacts, sent, calledBack) => {
        const estimated = estimate(
          given({
            ...{ messages: messages(whole), replies, audience: [{ country: 'DE', contacts }], sentAlready: () => sent },
            closing: calledBack ? { name: 'again', category: 'utility', isGuess: false } : undefined,
          }),
        );
        const { templates, messages: count, whatsappFee, providerFee, total, perContact } = estimated;
        for (const { low, likely, high } of [templates, count, whatsappFee, providerFee, total, perContact]) {
          expect(low).toBeLessThanOrEqual(likely);
          expect(likely).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThanOrEqual(0);
        }
        expect(total.likely).toBeCloseTo(whatsappFee.likely + providerFee.likely, 4);
      },
    ),
  );
});
