import { z } from 'zod';
import { Category } from '../costs/category.js';

/** Money in units of the currency: 0 to a million, to the millionth. WhatsApp's own lists have four decimals. */
export const Amount = z
  .number()
  .min(0)
  .max(1_000_000)
  .refine((amount) => Number.isInteger(Number((amount * 1_000_000).toFixed(3))), 'an amount has at most six decimals');

const Country = z.string().regex(/^[A-Z]{2}$/, 'write a country by its two letters (ISO 3166-1): DE, US');

/** What one message costs at WhatsApp. */
export const Rate = z.strictObject({
  category: Category,
  /** These countries share the price, and are counted together where it falls with their number; none: everywhere else. */
  countries: z.array(Country).max(300),
  /** It holds behind so many messages of this category in these countries and a month; 0: from the first one on. */
  fromMessages: z.number().int().min(0).max(1_000_000_000).default(0),
  amount: Amount,
});
export type Rate = z.infer<typeof Rate>;

/** Messages of a category that cost nothing at WhatsApp, for each channel and month. */
export const FreeMessages = z.strictObject({
  category: Category,
  messages: z.number().int().min(1).max(1_000_000_000),
});
export type FreeMessages = z.infer<typeof FreeMessages>;

/** What a provider's channels cost from a day on. Never changed: who has new prices, or made a mistake, enters another. */
export const PriceList = z.object({
  provider: z.string().min(1).max(60),
  /** The first day of a month, UTC. */
  from: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-01$/, 'write the first day of a month: 2026-10-01'),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'write a currency by its three letters (ISO 4217): EUR, USD'),
  /** The provider's fee for a new channel, once, in the month in which it is connected. */
  setUp: Amount.default(0),
  /** The provider's fee for a channel and month. */
  perChannel: Amount.default(0),
  /** The provider's fee for a message that was delivered. */
  perMessage: Amount.default(0),
  free: z.array(FreeMessages).max(20).default([]),
  rates: z.array(Rate).max(5_000),
  enteredAt: z.number(),
});
export type PriceList = z.infer<typeof PriceList>;

/** A list as somebody enters it. */
export const NewPriceList = z.strictObject(PriceList.omit({ enteredAt: true }).shape);
export type NewPriceList = z.infer<typeof NewPriceList>;
