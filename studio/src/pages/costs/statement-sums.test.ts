import type { StatementView } from '@core/api/cost-views.js';
import { countries, money } from './money.js';
import { lastMonths, monthName } from './months.js';
import { barsOf, sumsBy } from './statement-sums.js';

type Line = StatementView['lines'][number];
const line = (given: Partial<Line>): Line => ({
  ...{
    month: '2026-11',
    channelId: 'a',
    provider: '360dialog',
    flowId: 'x',
    country: 'DE',
    category: 'service' as const,
  },
  ...{ billing: 'billed' as const, messages: 10, currency: 'EUR', whatsappFee: 1, providerFee: 0.5 },
  ...given,
});

it('puts lines together by flow, and never takes what has no price for free', () => {
  const lines = [
    line({}),
    line({ country: 'AT', messages: 5, whatsappFee: 2 }),
    line({ flowId: null, messages: 40, whatsappFee: null, providerFee: null, currency: null }),
  ];
  expect(sumsBy(lines, 'flowId')).toEqual([
    { id: null, messages: 40, amounts: new Map(), unpriced: 40 },
    { id: 'x', messages: 15, amounts: new Map([['EUR', 4]]), unpriced: 0 },
  ]);
  expect(sumsBy(lines, 'channelId')).toMatchObject([{ id: 'a', messages: 55, unpriced: 40 }]);
});

it('makes a bar of each month in one currency, oldest first', () => {
  const totals = [
    { currency: 'EUR', messages: 1, whatsappFee: 1, providerFee: 2, channelFee: 49, setUpFee: 100, total: 152 },
  ];
  const statement = (month: string, given: StatementView['totals']): StatementView => ({
    ...{ month, totals: given, lines: [], channelFees: [], unpricedMessages: 0 },
  });
  const bars = barsOf([statement('2026-11', totals), statement('2026-10', [])], 'EUR');
  expect(bars).toEqual([
    { month: '2026-10', whatsapp: 0, provider: 0, channel: 0 },
    { month: '2026-11', whatsapp: 1, provider: 2, channel: 149 },
  ]);
});

it('writes months, money and countries', () => {
  expect(lastMonths(new Date('2026-01-31T23:00:00Z'), 3)).toEqual(['2026-01', '2025-12', '2025-11']);
  expect(monthName('2026-01', 'en')).toBe('January 2026');
  expect(money(0.0045, 'EUR', 'en')).toBe('€0.0045');
  expect(money(1234.5, 'USD', 'en')).toBe('$1,234.50');
  expect(countries('en')).toContainEqual({ value: 'DE', label: 'Germany' });
});
