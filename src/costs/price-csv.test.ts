import fc from 'fast-check';
import { NewPriceList } from '../store/price-list.js';
import { Category } from './category.js';
import { readPriceCsv, writePriceCsv } from './price-csv.js';

const HEADER = 'provider,from,currency,item,category,countries,from_messages,amount';

const read = (...rows: string[]) => readPriceCsv([HEADER, ...rows].join('\n'));

test('a file of two lists', () => {
  expect(
    read(
      '360dialog,2026-10-01,EUR,set-up,,,,150',
      '360dialog,2026-10-01,EUR,channel,,,,49',
      '360dialog,2026-10-01,EUR,message,,,,0.005',
      '360dialog,2026-10-01,EUR,free,service,,,1000',
      'twilio,2026-10-01,USD,whatsapp,marketing,US CA,,0.025',
      '360dialog,2026-10-01,EUR,whatsapp,utility,DE,,0.055',
      '360dialog,2026-10-01,EUR,whatsapp,utility,de,100000,0.05',
      '360dialog,2026-10-01,EUR,whatsapp,authentication_international,*,,0.07',
    ),
  ).toEqual({
    ok: true,
    lists: [
      {
        ...{
          provider: '360dialog',
          from: '2026-10-01',
          currency: 'EUR',
          setUp: 150,
          perChannel: 49,
          perMessage: 0.005,
        },
        free: [{ category: 'service', messages: 1000 }],
        rates: [
          { category: 'utility', countries: ['DE'], fromMessages: 0, amount: 0.055 },
          { category: 'utility', countries: ['DE'], fromMessages: 100000, amount: 0.05 },
          { category: 'authentication-international', countries: [], fromMessages: 0, amount: 0.07 },
        ],
      },
      {
        ...{
          provider: 'twilio',
          from: '2026-10-01',
          currency: 'USD',
          setUp: 0,
          perChannel: 0,
          perMessage: 0,
          free: [],
        },
        rates: [{ category: 'marketing', countries: ['US', 'CA'], fromMessages: 0, amount: 0.025 }],
      },
    ],
  });
});

test('as spreadsheets write it: byte order mark, semicolons, decimal commas, another order of columns, empty rows', () => {
  const csv =
    '\uFEFFAmount;currency;from;Provider;item;category;countries;from_messages\r\n"0,055";eur;2026-10-01;360dialog;WhatsApp;Utility;DE;\r\n\r\n';
  expect(readPriceCsv(csv)).toMatchObject({
    ok: true,
    lists: [{ currency: 'EUR', rates: [{ category: 'utility', countries: ['DE'], amount: 0.055 }] }],
  });
});

const GOOD = '360dialog,2026-10-01,EUR,whatsapp,utility,DE,,0.055';

test.each<[string, string[], { line: number; column?: string; message: string }[]]>([
  [
    'a word for an amount',
    ['360dialog,2026-10-01,EUR,channel,,,,free'],
    [{ line: 2, column: 'amount', message: '"free" is no amount' }],
  ],
  [
    'thousands with commas',
    ['360dialog,2026-10-01,EUR,free,service,,,"1,000"'],
    [{ line: 2, column: 'amount', message: '"1,000" is no amount' }],
  ],
  ['half a message', ['360dialog,2026-10-01,EUR,free,service,,,1.5'], [{ line: 2, column: 'amount', message: 'int' }]],
  [
    'an unknown item',
    ['360dialog,2026-10-01,EUR,tax,,,,1'],
    [{ line: 2, column: 'item', message: '"tax" is none of set-up, channel' }],
  ],
  [
    'an unknown category',
    [GOOD, '360dialog,2026-10-01,EUR,whatsapp,gold,DE,,1'],
    [{ line: 3, column: 'category', message: '"gold" is none of marketing' }],
  ],
  [
    'a country that is none',
    [GOOD.replace('DE', 'ZZ')],
    [{ line: 2, column: 'countries', message: '"ZZ" is no country' }],
  ],
  ['a price twice', [GOOD, '', GOOD], [{ line: 4, column: 'countries', message: 'two prices of utility for DE' }]],
  [
    'a fee twice',
    ['360dialog,2026-10-01,EUR,channel,,,,1', '360dialog,2026-10-01,EUR,channel,,,,2'],
    [{ line: 3, column: 'item', message: 'stands on line 2 already' }],
  ],
  [
    'two currencies',
    [GOOD, GOOD.replace('EUR', 'USD').replace('DE', 'FR')],
    [{ line: 3, column: 'currency', message: 'this is "USD"' }],
  ],
  [
    'a day in the middle of a month',
    [GOOD.replace('-01,', '-15,')],
    [{ line: 2, column: 'from', message: 'first day of a month' }],
  ],
  [
    'a country for a channel',
    ['360dialog,2026-10-01,EUR,channel,,DE,,1'],
    [{ line: 2, column: 'countries', message: 'nothing here' }],
  ],
  ['a cell too many', [`${GOOD},5`], [{ line: 2, message: 'more cells than columns' }]],
  ['a quotation mark that never ends', [GOOD, '"360dialog,2026'], [{ line: 3, message: 'this is no CSV' }]],
  [
    'several mistakes',
    [GOOD.replace('0.055', 'x'), GOOD.replace('utility', 'y')],
    [
      { line: 2, column: 'amount', message: '"x"' },
      { line: 3, column: 'category', message: '"y"' },
    ],
  ],
  ['no row', [], [{ line: 1, message: 'no row' }]],
])('%s is said with its line and column, and nothing is taken', (_, rows, problems) => {
  expect(read(...rows)).toEqual({
    ok: false,
    problems: problems.map(({ message, ...place }) => ({
      ...place,
      message: expect.stringContaining(message) as string,
    })),
  });
});

test('columns that are missing or doubled', () => {
  expect(readPriceCsv('provider,provider,from,currency,item,category,countries,amount\nx')).toMatchObject({
    problems: [{ message: expect.stringContaining('no column "from_messages"') as string }, { column: 'provider' }],
  });
  expect(readPriceCsv('')).toMatchObject({ ok: false, problems: [{ line: 1, message: 'the file is empty' }] });
});

const amount = fc.integer({ min: 0, max: 100_000_000 }).map((millionths) => millionths / 1_000_000);
const anyList: fc.Arbitrary<NewPriceList> = fc.record({
  provider: fc.constantFrom('360dialog', 'twilio'),
  from: fc.constantFrom('2026-10-01', '2027-01-01'),
  currency: fc.constantFrom('EUR', 'USD'),
  setUp: amount,
  perChannel: amount,
  perMessage: amount,
  free: fc.uniqueArray(
    fc.record({ category: fc.constantFrom(...Category.options), messages: fc.integer({ min: 1, max: 5_000 }) }),
    {
      selector: ({ category }) => category,
    },
  ),
  rates: fc.uniqueArray(
    fc.record({
      category: fc.constantFrom(...Category.options),
      countries: fc.constantFrom(['DE'], ['US', 'CA'], []),
      fromMessages: fc.constant(0),
      amount,
    }),
    { selector: ({ category, countries }) => `${category} ${countries.join()}` },
  ),
});

test('what is written is read as it was', () => {
  fc.assert(
    fc.property(anyList, (list) => {
      expect(readPriceCsv(writePriceCsv([{ ...list, enteredAt: 1 }]))).toEqual({ ok: true, lists: [list] });
    }),
  );
});

test('whatever somebody sends, there is an answer', () => {
  const bits = fc.constantFrom(
    HEADER,
    '\n',
    '\r\n',
    ',',
    ';',
    '"',
    '\t',
    '360dialog',
    '2026-10-01',
    'EUR',
    'free',
    '\uFEFF',
    '\0',
    '=1+1',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(bits).map((parts) => parts.join('')),
        fc.array(bits).map((parts) => `${HEADER}\n${parts.join('')}`),
      ),
      (text) => {
        const { ok } = readPriceCsv(text);
        expect(typeof ok).toBe('boolean');
      },
    ),
  );
});
