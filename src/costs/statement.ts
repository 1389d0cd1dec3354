import type { PriceList } from '../store/price-list.js';
import type { CountedLine } from './ledger.js';
import type { LedgerLine } from './ledger-line.js';
import type { Month } from './month.js';
import { costOf, freeOf, listFor, marketOf, toMillionths, type Market } from './prices.js';

/** What a line cost. A price that nobody has entered is null, never 0. */
export interface Cost {
  currency: string | null;
  /** WhatsApp's fees. */
  whatsappFee: number | null;
  /** The provider's fees for the messages, without its fee for the channel. */
  providerFee: number | null;
}

export type PricedLine = LedgerLine & { messages: number } & Cost;

/** The fees of a channel for the month, whether or not it sent anything. */
export interface ChannelFee {
  channelId: string;
  provider: string;
  currency: string | null;
  fee: number | null;
  /** What setting it up cost; 0 in all months but its first. */
  setUp: number | null;
}

export interface Sum {
  currency: string;
  messages: number;
  whatsappFee: number;
  providerFee: number;
  channelFee: number;
  setUpFee: number;
  total: number;
}

export interface Statement {
  month: Month;
  lines: PricedLine[];
  channelFees: ChannelFee[];
  /** One for each currency, without what has no price. */
  totals: Sum[];
  /** Messages that have arrived, and for which no price of WhatsApp's is known. */
  unpricedMessages: number;
}

export interface CountedChannel {
  id: string;
  provider: string;
  /** It was connected in this month. */
  isNew: boolean;
}

interface Given {
  month: Month;
  /** All lines of the month: tiers and free messages go by what a whole month came to. */
  lines: readonly CountedLine[];
  lists: readonly PriceList[];
  /** The channels that there were in the month. */
  channels: readonly CountedChannel[];
}

/**
 * What a month cost, by the lists that hold in it. Free messages are those of a channel and category; since nobody says
 * which of them came first, each line has its share of them. Where the price falls with the number, all messages of
 * a market cost the same, on average.
 */
export function statementOf({ month, lines, lists, channels }: Given): Statement {
  const priced = priceLines(month, lines, lists);
  const channelFees = channels.map(({ id, provider, isNew }): ChannelFee => {
    const list = listFor(lists, provider, month);
    const fees = list ? { fee: list.perChannel, setUp: isNew ? list.setUp : 0 } : { fee: null, setUp: null };
    return { channelId: id, provider, currency: list?.currency ?? null, ...fees };
  });
  return {
    ...{ month, lines: priced, channelFees },
    totals: totalsOf(priced, channelFees),
    unpricedMessages: sum(priced.filter(({ whatsappFee }) => whatsappFee === null).map(({ messages }) => messages)),
  };
}

/** The part of a statement that one flow or one channel has. A channel's own fee belongs to no flow. */
export function partOf(
  { month, lines, channelFees }: Statement,
  { channelId, flowId }: { channelId?: string | undefined; flowId?: string | undefined },
): Statement {
  const wanted = lines.filter(
    (line) => (channelId ?? line.channelId) === line.channelId && (flowId ?? line.flowId) === line.flowId,
  );
  const fees = channelFees.filter((fee) => flowId === undefined && (channelId ?? fee.channelId) === fee.channelId);
  return {
    ...{ month, lines: wanted, channelFees: fees },
    totals: totalsOf(wanted, fees),
    unpricedMessages: sum(wanted.filter(({ whatsappFee }) => whatsappFee === null).map(({ messages }) => messages)),
  };
}

function priceLines(month: Month, lines: readonly CountedLine[], lists: readonly PriceList[]): PricedLine[] {
  const billed = lines.map((counted) => {
    const { line } = counted;
    const list = listFor(lists, line.provider, month);
    const market = list && marketOf(list, line.category, line.country);
    return { ...counted, list, market, paid: list ? counted.messages * paidShare(line, lines, list) : 0 };
  });
  const volumes = new Map<string, number>();
  for (const { line, market, paid } of billed) {
    if (market) volumes.set(marketKey(line, market), (volumes.get(marketKey(line, market)) ?? 0) + paid);
  }
  return billed.map(({ line, messages, list, market, paid }) => {
    const volume = market ? (volumes.get(marketKey(line, market)) ?? 0) : 0;
    const each = market && volume > 0 ? costOf(market, volume) / volume : 0;
    // What WhatsApp gives for nothing needs no price.
    const whatsappFee = market || (list && line.billing !== 'billed') ? toMillionths(paid * each) : null;
    return {
      ...line,
      ...{ messages, currency: list?.currency ?? null, whatsappFee },
      providerFee: list ? toMillionths(messages * list.perMessage) : null,
    };
  });
}

/** Tiers go by what a provider's channels send together. */
function marketKey({ provider }: LedgerLine, { key }: Market): string {
  return `${provider} ${key}`;
}

/** Which part of a line's messages is paid for: what is left when its channel's free messages are used up. */
function paidShare(line: LedgerLine, lines: readonly CountedLine[], list: PriceList): number {
  if (line.billing !== 'billed') return 0;
  const free = freeOf(list, line.category);
  if (free === 0) return 1;
  const like = lines.filter(
    ({ line: { channelId, category } }) => channelId === line.channelId && category === line.category,
  );
  const of = (billing: LedgerLine['billing']) =>
    sum(like.filter((one) => one.line.billing === billing).map(({ messages }) => messages));
  // Those that WhatsApp itself says it does not bill have used up their part of them.
  const left = Math.max(0, free - of('not-billed'));
  return Math.max(0, of('billed') - left) / of('billed');
}

function totalsOf(lines: readonly PricedLine[], fees: readonly ChannelFee[]): Sum[] {
  const currencies = new Set([...lines, ...fees].flatMap(({ currency }) => currency ?? []));
  return [...currencies].toSorted().map((currency) => {
    const own = lines.filter((line) => line.currency === currency);
    const whatsappFee = sum(own.map((line) => line.whatsappFee ?? 0));
    const providerFee = sum(own.map((line) => line.providerFee ?? 0));
    const ownFees = fees.filter((fee) => fee.currency === currency);
    const channelFee = sum(ownFees.map(({ fee }) => fee ?? 0));
    const setUpFee = sum(ownFees.map(({ setUp }) => setUp ?? 0));
    return {
      currency,
      messages: sum(own.map(({ messages }) => messages)),
      whatsappFee: toMillionths(whatsappFee),
      providerFee: toMillionths(providerFee),
      channelFee: toMillionths(channelFee),
      setUpFee: toMillionths(setUpFee),
      total: toMillionths(whatsappFee + providerFee + channelFee + setUpFee),
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
