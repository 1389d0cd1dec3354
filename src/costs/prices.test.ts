import fc from 'fast-check';
import { NewPriceList, type PriceList } from '../store/price-list.js';
import { priceProblems } from './price-rules.js';
import { costOf, freeOf, listFor, marketOf, toMillionths } from './prices.js';

const list = (of: Partial<PriceList> = {}): PriceList => ({
  provider: '360dialog',
  from: '2026-10-01',
  currency: 'EUR',
  ...{ setUp: 0, perChannel: 0, perMessage: 0, free: [], rates: [], enteredAt: 0 },
  ...of,
});

describe('which list counts', () => {
  const july = list({ from: '2026-07-01', enteredAt: 9 });
  const october = list({ enteredAt: 1 });
  const corrected = list({ enteredAt: 2 });
  const others = list({ provider: 'twilio', from: '2026-11-01', enteredAt: 3 });
  const all = [corrected, july, others, october];

  it('is the one that begins last by then, and of these the one entered last', () => {
    expect(listFor(all, '360dialog', '2026-10')).toBe(corrected);
    expect(listFor(all, '360dialog', '2027-03')).toBe(corrected);
    expect(listFor(all, '360dialog', '2026-09')).toBe(july);
  });

  it('is none before the first begins, or of another provider', () => {
    expect(listFor(all, '360dialog', '2026-06')).toBeUndefined();
    expect(listFor(all, 'twilio', '2026-10')).toBeUndefined();
  });
});

describe('the price of a country', () => {
  const prices = list({
    rates: [
      { category: 'utility', countries: ['GB'], fromMessages: 0, amount: 2 },
      { category: 'utility', countries: ['US', 'CA'], fromMessages: 1_000, amount: 3 },
      { category: 'utility', countries: ['CA', 'US'], fromMessages: 0, amount: 4 },
      { category: 'utility', countries: [], fromMessages: 0, amount: 5 },
      { category: 'service', countries: ['GG'], fromMessages: 0, amount: 6 },
      { category: 'service', countries: ['GB'], fromMessages: 0, amount: 7 },
    ],
  });
  const amounts = (...of: [Parameters<typeof marketOf>[1], string | null]) =>
    marketOf(prices, ...of)?.tiers.map(({ amount }) => amount);

  it('is its own, with its tiers in order', () => {
    expect(amounts('utility', 'US')).toEqual([4, 3]);
    expect(marketOf(prices, 'utility', 'US')?.key).toBe(marketOf(prices, 'utility', 'CA')?.key);
  });

  it('is the main country of its calling code’s where it has none, else the one for everywhere else', () => {
    expect(amounts('utility', 'GG')).toEqual([2]);
    expect(amounts('service', 'GG')).toEqual([6]);
    expect(amounts('utility', 'FR')).toEqual([5]);
    expect(amounts('utility', null)).toEqual([5]);
  });

  it('is none where the list has none', () => {
    expect(amounts('service', 'FR')).toBeUndefined();
    expect(amounts('marketing', 'GB')).toBeUndefined();
  });
});

test('each message costs what its tier says', () => {
  const market = {
    key: '',
    tiers: [
      { fromMessages: 0, amount: 0.5 },
      { fromMessages: 100, amount: 0.25 },
      { fromMessages: 1_000, amount: 0 },
    ],
  };
  expect([0, 1, 100, 101, 1_000, 5_000].map((messages) => costOf(market, messages))).toEqual([
    0, 0.5, 50, 50.25, 275, 275,
  ]);
  fc.assert(
    fc.property(fc.nat(2_000), (messages) => {
      const tier = market.tiers.findLast(({ fromMessages }) => fromMessages <= messages);
      expect(costOf(market, messages + 1) - costOf(market, messages)).toBeCloseTo(tier!.amount, 9);
    }),
  );
});

test('free messages of a category', () => {
  expect(freeOf(list({ free: [{ category: 'service', messages: 1_000 }] }), 'service')).toBe(1_000);
  expect(freeOf(list(), 'service')).toBe(0);
});

test('sums show no digits that mean nothing', () => {
  expect(toMillionths(0.1 + 0.2)).toBe(0.3);
});

describe('a list that contradicts itself', () => {
  const wrong = (of: Partial<NewPriceList>) => {
    const { enteredAt: _, ...given } = list(of);
    return priceProblems(NewPriceList.parse(given)).map(({ field, rule }) => [field, rule]);
  };
  const rate = (countries: string[], fromMessages = 0) => ({
    category: 'utility' as const,
    countries,
    fromMessages,
    amount: 1,
  });

  it('is said where and why', () => {
    expect(wrong({ rates: [rate(['DE']), rate(['DE'])] })).toEqual([['rates.1.countries', 'price-twice']]);
    expect(wrong({ rates: [rate([]), rate([])] })).toEqual([['rates.1.countries', 'price-twice']]);
    expect(wrong({ rates: [rate(['DE']), rate(['DE', 'FR'])] })).toEqual([['rates.1.countries', 'two-groups']]);
    expect(wrong({ rates: [rate(['DE'], 10)] })).toEqual([['rates.0.fromMessages', 'tier-without-base']]);
    expect(wrong({ rates: [rate(['ZZ'])] })).toEqual([['rates.0.countries', 'country']]);
    const free = { category: 'service' as const, messages: 5 };
    expect(wrong({ free: [free, free] })).toEqual([['free.1.category', 'free-twice']]);
  });

  it('is not one with tiers, groups and a price for everywhere else', () => {
    expect(
      wrong({ rates: [rate(['DE']), rate(['DE'], 10), rate(['FR', 'IT']), rate(['IT', 'FR'], 10), rate([])] }),
    ).toEqual([]);
  });
});

test.each([
  [{ from: '2026-10-02' }, 'first day of a month'],
  [{ currency: 'euro' }, 'three letters'],
  [{ perMessage: -1 }, '>=0'],
  [{ perMessage: 0.0000001 }, 'six decimals'],
  [{ rates: [{ category: 'gold', countries: [], amount: 1 }] }, 'Invalid option'],
  [{ surprise: 1 }, 'surprise'],
])('a list with %j is refused: %s', (of, why) => {
  const { enteredAt: _, ...good } = list();
  const read = NewPriceList.safeParse({ ...good, ...of });
  expect(read.error?.issues[0]?.message).toContain(why);
});
