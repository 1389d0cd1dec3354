import type { PriceList, Rate } from '../store/price-list.js';
import type { Category } from './category.js';
import { mainCountryOf } from './country.js';
import type { Month } from './month.js';

/** Countries that share a price, and what it is from so many messages on, the first one first. */
export interface Market {
  /** The same for the same market of a list. */
  key: string;
  tiers: readonly Pick<Rate, 'fromMessages' | 'amount'>[];
}

/**
 * The list that counts for a provider in a month: of those that hold by then the one that begins last, and of several
 * that begin on one day the one that was entered last.
 */
export function listFor<L extends PriceList>(lists: readonly L[], provider: string, month: Month): L | undefined {
  return lists
    .filter((list) => list.provider === provider && list.from.slice(0, 7) <= month)
    .reduce<L | undefined>((best, list) => (best && !isLater(list, best) ? best : list), undefined);
}

function isLater(list: PriceList, best: PriceList): boolean {
  return list.from === best.from ? list.enteredAt >= best.enteredAt : list.from > best.from;
}

/**
 * The market of a list that a message belongs to: the one that names its country, else the one that names the main
 * country of its calling code, else the one for everywhere else. Undefined where the list has no price for it.
 */
export function marketOf(
  { rates }: Pick<PriceList, 'rates'>,
  category: Category,
  country: string | null,
): Market | undefined {
  const ofCategory = rates.filter((rate) => rate.category === category);
  const naming = (code: string | null | undefined) =>
    ofCategory.find(({ countries }) => code && countries.includes(code));
  const main = country === null ? undefined : mainCountryOf(country);
  const found = naming(country) ?? naming(main) ?? ofCategory.find(({ countries }) => countries.length === 0);
  if (!found) return undefined;
  const place = placeOf(found);
  return {
    key: `${category} ${place}`,
    tiers: ofCategory
      .filter((rate) => placeOf(rate) === place)
      .toSorted((a, b) => a.fromMessages - b.fromMessages)
      .map(({ fromMessages, amount }) => ({ fromMessages, amount })),
  };
}

/** The countries that a rate holds for, as one text; empty for everywhere else. */
export function placeOf({ countries }: Pick<Rate, 'countries'>): string {
  return [...new Set(countries)].toSorted().join(' ');
}

/** What so many messages of one market cost in a month: each tier's price for the messages within it. */
export function costOf({ tiers }: Market, messages: number): number {
  return tiers.reduce((sum, { fromMessages, amount }, index) => {
    const to = tiers[index + 1]?.fromMessages ?? Infinity;
    return sum + amount * Math.max(0, Math.min(messages, to) - fromMessages);
  }, 0);
}

/** Of this category, so many messages a channel and month are free. */
export function freeOf({ free }: Pick<PriceList, 'free'>, category: Category): number {
  return free.find((one) => one.category === category)?.messages ?? 0;
}

/** To the millionth, as amounts are entered: sums of fractions otherwise show digits that mean nothing. */
export function toMillionths(amount: number): number {
  return Math.round(amount * 1_000_000) / 1_000_000;
}
