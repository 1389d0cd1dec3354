import type { StatementView } from '@core/api/cost-views.js';

export interface CostSum {
  /** The channel or flow; null for messages without a flow. */
  id: string | null;
  messages: number;
  /** By currency: what was charged for messages, WhatsApp's and the provider's together. */
  amounts: ReadonlyMap<string, number>;
  /** Messages for which no list has a price. */
  unpriced: number;
}

/** The lines of a statement put together by channel or flow, the most messages first. */
export function sumsBy(lines: StatementView['lines'], by: 'channelId' | 'flowId'): CostSum[] {
  const sums = new Map<string | null, { messages: number; amounts: Map<string, number>; unpriced: number }>();
  for (const line of lines) {
    const sum = sums.get(line[by]) ?? { messages: 0, amounts: new Map<string, number>(), unpriced: 0 };
    sums.set(line[by], sum);
    sum.messages += line.messages;
    if (line.whatsappFee === null) sum.unpriced += line.messages;
    if (line.currency !== null) {
      const fees = (line.whatsappFee ?? 0) + (line.providerFee ?? 0);
      sum.amounts.set(line.currency, (sum.amounts.get(line.currency) ?? 0) + fees);
    }
  }
  return [...sums].map(([id, sum]) => ({ id, ...sum })).toSorted((a, b) => b.messages - a.messages);
}

/** A bar of the chart; whatever was without a price is not in it. */
export interface MonthBar {
  month: string;
  whatsapp: number;
  provider: number;
  channel: number;
}

/** What months cost in one currency, oldest first. */
export function barsOf(statements: readonly StatementView[], currency: string): MonthBar[] {
  return statements
    .map(({ month, totals }) => {
      const total = totals.find((sum) => sum.currency === currency);
      return {
        month,
        whatsapp: total?.whatsappFee ?? 0,
        provider: total?.providerFee ?? 0,
        channel: (total?.channelFee ?? 0) + (total?.setUpFee ?? 0),
      };
    })
    .toSorted((a, b) => a.month.localeCompare(b.month));
}
