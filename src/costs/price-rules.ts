import type { NewPriceList } from '../store/price-list.js';
import { isCountry } from './country.js';
import { placeOf } from './prices.js';

/** One thing wrong with a list, and where: `rates.3.countries`. */
export interface PriceProblem {
  field: string;
  rule: string;
  message: string;
}

/** What a schema cannot say of a list: prices that contradict each other, tiers without a beginning. */
export function priceProblems({ rates, free }: NewPriceList): PriceProblem[] {
  const problems: PriceProblem[] = [];
  const groups = new Map<string, string>();
  const prices = new Set<string>();
  const bases = new Set(rates.filter(({ fromMessages }) => fromMessages === 0).map((rate) => marketName(rate)));
  rates.forEach((rate, index) => {
    const { category, countries, fromMessages } = rate;
    const report = (field: string, rule: string, message: string) =>
      problems.push({ field: `rates.${index}.${field}`, rule, message });
    for (const country of countries.filter((code) => !isCountry(code))) {
      report('countries', 'country', `"${country}" is no country that has phone numbers (ISO 3166-1: DE, US)`);
    }
    const place = placeOf(rate);
    for (const country of countries.length === 0 ? ['everywhere else'] : new Set(countries)) {
      const group = groups.get(`${category} ${country}`) ?? place;
      groups.set(`${category} ${country}`, group);
      const price = `${category} ${country} ${fromMessages}`;
      const tier = fromMessages === 0 ? '' : ` from ${fromMessages} messages on`;
      if (group !== place) {
        // It would be open with which of them its messages are counted.
        report('countries', 'two-groups', `${country} is in two groups of countries for ${category}`);
      } else if (prices.has(price)) {
        report('countries', 'price-twice', `there are two prices of ${category} for ${country}${tier}`);
      }
      prices.add(price);
    }
    if (!bases.has(marketName(rate))) {
      const message = `a price from ${fromMessages} messages on needs one from 0 on for the same countries`;
      report('fromMessages', 'tier-without-base', message);
    }
  });
  free.forEach(({ category }, index) => {
    if (free.findIndex((one) => one.category === category) === index) return;
    const message = `there are two numbers of free messages of ${category}`;
    problems.push({ field: `free.${index}.category`, rule: 'free-twice', message });
  });
  return problems;
}

function marketName(rate: NewPriceList['rates'][number]): string {
  return `${rate.category} ${placeOf(rate)}`;
}
