import fc from 'fast-check';
import type { PriceList } from '../store/price-list.js';
import type { CountedLine } from './ledger.js';
import type { LedgerLine } from './ledger-line.js';
import { partOf, statementOf } from './statement.js';

const line = (of: Partial<LedgerLine>, messages: number): CountedLine => ({
  line: {
    ...{ month: '2026-11', channelId: 'ch', provider: '360dialog', flowId: 'visit', country: 'DE' },
    ...{ category: 'service', billing: 'billed' },
    ...of,
  },
  messages,
});

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
    { category: 'service', countries: ['DE'], fromMessages: 0, amount: 0.05 },
    { category: 'utility', countries: ['DE'], fromMessages: 0, amount: 0.06 },
    { category: 'utility', countries: ['DE'], fromMessages: 100, amount: 0.03 },
    { category: 'marketing', countries: [], fromMessages: 0, amount: 0.1 },
  ],
};

const channels = [{ id: 'ch', provider: '360dialog', isNew: false }];

const bill = (...lines: CountedLine[]) => statementOf({ month: '2026-11', lines, lists: [prices], channels });

test('a month: WhatsApp’s fees by category, the provider’s for each message and for the channel', () => {
  const statement = bill(line({ category: 'utility' }, 50), line({ category: 'marketing', country: 'FR' }, 10));
  expect(statement.lines.map(({ whatsappFee, providerFee }) => [whatsappFee, providerFee])).toEqual([
    [3, 0.5],
    [1, 0.1],
  ]);
  expect(statement.totals).toEqual([
    { currency: 'EUR', messages: 60, whatsappFee: 4, providerFee: 0.6, channelFee: 49, setUpFee: 0, total: 53.6 },
  ]);
  expect(statement.unpricedMessages).toBe(0);
});

test('free messages are those of a channel, and each line has its share of them', () => {
  const statement = bill(
    line({ flowId: 'visit' }, 1_500),
    line({ flowId: 'poll' }, 500),
    line({ channelId: 'other' }, 1_100),
    line({ channelId: 'quiet' }, 900),
  );
  // Of 2,000 of the first channel 1,000 are paid for, of the others 100 and none.
  expect(statement.lines.map(({ whatsappFee }) => whatsappFee)).toEqual([37.5, 12.5, 5, 0]);
});

test('what WhatsApp says it does not bill has used up free ones; what is free for another reason has not', () => {
  const statement = bill(
    line({}, 1_000),
    line({ billing: 'not-billed' }, 400),
    line({ billing: 'free-entry-point' }, 700),
  );
  expect(statement.lines.map(({ whatsappFee }) => whatsappFee)).toEqual([20, 0, 0]);
});

test('where the price falls with the number, all messages of a provider’s channels count together', () => {
  const statement = bill(line({ category: 'utility' }, 150), line({ category: 'utility', channelId: 'other' }, 50));
  // 100 at 0.06 and 100 at 0.03.
  expect(statement.lines.map(({ whatsappFee }) => whatsappFee)).toEqual([6.75, 2.25]);
});

test('a price that nobody has entered is none, not 0', () => {
  const statement = bill(
    line({ country: 'FR' }, 5),
    line({ provider: 'twilio', channelId: 'tw' }, 7),
    line({ country: 'FR', billing: 'free-entry-point' }, 3),
  );
  expect(statement.lines.map(({ currency, whatsappFee, providerFee }) => [currency, whatsappFee, providerFee])).toEqual(
    [
      ['EUR', null, 0.05],
      [null, null, null],
      ['EUR', 0, 0.03],
    ],
  );
  expect(statement.unpricedMessages).toBe(12);
});

test('a new channel costs its set-up once, and no flow has a part in it', () => {
  const whole = statementOf({
    ...{ month: '2026-11', lines: [line({ category: 'utility' }, 50)], lists: [prices] },
    channels: [...channels, { id: 'new', provider: '360dialog', isNew: true }],
  });
  expect(whole.channelFees.map(({ channelId, setUp }) => [channelId, setUp])).toEqual([
    ['ch', 0],
    ['new', 150],
  ]);
  expect(whole.totals).toMatchObject([{ channelFee: 98, setUpFee: 150, total: 3 + 0.5 + 98 + 150 }]);
  expect(partOf(whole, { channelId: 'ch' }).totals).toMatchObject([{ channelFee: 49, setUpFee: 0 }]);
  expect(partOf(whole, { flowId: 'visit' }).totals).toMatchObject([{ channelFee: 0, setUpFee: 0 }]);
});

test('a channel costs its fee where it sent nothing; one without a list has none', () => {
  const statement = statementOf({
    ...{ month: '2026-11', lines: [], lists: [prices] },
    channels: [...channels, { id: 'tw', provider: 'twilio', isNew: true }],
  });
  expect(statement.channelFees).toEqual([
    { channelId: 'ch', provider: '360dialog', currency: 'EUR', fee: 49, setUp: 0 },
    { channelId: 'tw', provider: 'twilio', currency: null, fee: null, setUp: null },
  ]);
  expect(statement.totals).toEqual([
    { currency: 'EUR', messages: 0, whatsappFee: 0, providerFee: 0, channelFee: 49, setUpFee: 0, total: 49 },
  ]);
});

const anyLine = fc
  .record({
    channelId: fc.constantFrom('ch', 'other'),
    flowId: fc.constantFrom('visit', 'poll', null),
    country: fc.constantFrom('DE', 'FR', null),
    category: fc.constantFrom('service', 'utility', 'marketing'),
    billing: fc.constantFrom('billed', 'not-billed', 'free-entry-point'),
    messages: fc.integer({ min: 1, max: 3_000 }),
  } as const)
  .map(({ messages, ...of }) => line(of, messages));
const anyLines = fc.uniqueArray(anyLine, { selector: ({ line: one }) => JSON.stringify(one) });

test('the parts of a month by flow come to the whole, but for the fees of the channels', () => {
  fc.assert(
    fc.property(anyLines, (lines) => {
      const whole = bill(...lines);
      const flows = [...new Set(lines.flatMap(({ line: { flowId } }) => flowId ?? []))];
      const parts = flows.map((flowId) => partOf(whole, { flowId }));
      const without = whole.lines.filter(({ flowId }) => flowId === null);
      const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
      const fees = parts.flatMap(({ totals }) => totals.map(({ total }) => total));
      expect(sum(fees) + sum(without.map((one) => (one.whatsappFee ?? 0) + (one.providerFee ?? 0)))).toBeCloseTo(
        sum(whole.totals.map(({ total }) => total)) - 49,
        3,
      );
      expect(sum(parts.map(({ unpricedMessages }) => unpricedMessages))).toBe(
        whole.unpricedMessages - sum(without.flatMap((one) => (one.whatsappFee === null ? one.messages : []))),
      );
    }),
  );
});

test('one message more never costs less', () => {
  fc.assert(
    fc.property(anyLines, fc.nat(), (lines, pick) => {
      fc.pre(lines.length > 0);
      const at = pick % lines.length;
      const more = lines.map((one, index) => (index === at ? { ...one, messages: one.messages + 1 } : one));
      const total = (of: CountedLine[]) => bill(...of).totals.reduce((sum, one) => sum + one.whatsappFee, 0);
      // Those that WhatsApp does not bill use up what would be free.
      if (lines[at]?.line.billing === 'billed') expect(total(more)).toBeGreaterThanOrEqual(total(lines) - 1e-4);
    }),
  );
});
