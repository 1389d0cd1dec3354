import { z } from 'zod';
import { Category } from '../costs/category.js';
import { countryOfNumber, isCountry } from '../costs/country.js';
import { LedgerLine } from '../costs/ledger-line.js';
import type { Audience } from '../costs/estimate.js';
import { Month } from '../costs/month.js';
import type { Range } from '../costs/range.js';
import type { Stored } from '../storage/documents.js';
import { PriceList } from '../store/price-list.js';

export const PriceListView = PriceList.omit({ enteredAt: true }).extend({
  id: z.string(),
  enteredAt: z.iso.datetime(),
});

export type PriceListView = z.infer<typeof PriceListView>;

export function priceListView({ rev: _, enteredAt, ...list }: PriceList & Stored): z.infer<typeof PriceListView> {
  return { ...list, enteredAt: new Date(enteredAt).toISOString() };
}

const Money = z.number();
const MoneyOrNull = z.number().nullable();

export const StatementView = z.object({
  month: Month,
  lines: z
    .array(
      LedgerLine.extend({
        messages: z.number().int(),
        currency: z.string().nullable(),
        whatsappFee: MoneyOrNull.describe('Null where no list has a price'),
        providerFee: MoneyOrNull.describe('For the messages; the fee for the channel is in channelFees'),
      }),
    )
    .describe('What was delivered, by channel, flow, country, category and whether WhatsApp bills it'),
  channelFees: z.array(
    z.object({
      ...{ channelId: z.string(), provider: z.string(), currency: z.string().nullable() },
      fee: MoneyOrNull.describe('For the month'),
      setUp: MoneyOrNull.describe('For setting it up, in the month in which it was connected; 0 in others'),
    }),
  ),
  totals: z.array(
    z.object({
      currency: z.string(),
      messages: z.number().int(),
      ...{ whatsappFee: Money, providerFee: Money, channelFee: Money, setUpFee: Money, total: Money },
    }),
  ),
  unpricedMessages: z.number().int().describe('Messages whose price at WhatsApp no list has'),
});

export type StatementView = z.infer<typeof StatementView>;

const RangeView = z.object({ low: z.number(), likely: z.number(), high: z.number() });

export const EstimateView = z.object({
  currency: z.string(),
  contacts: z.number().int(),
  templates: RangeView,
  messages: RangeView.describe('Free-form messages'),
  ...{ whatsappFee: RangeView, providerFee: RangeView, total: RangeView, perContact: RangeView },
  channelFee: Money.describe('The fee of the channel for a month, which comes on top'),
  setUpFee: Money.describe('The fee for setting the channel up, in the month in which it was connected; 0 later'),
  unpriced: z.array(z.object({ category: Category, country: z.string().nullable() })),
  assumptions: z.array(z.string()),
});

export type EstimateView = z.infer<typeof EstimateView>;

const Country = z
  .string()
  .refine((code) => isCountry(code), 'write a country by its two letters (ISO 3166-1): DE, US')
  .nullable();
const Part = z.number().min(0).max(1);

/** Nobody knows how many answer: by default anything may be. */
const ANY_REPLIES: Range = { low: 0, likely: 0.5, high: 1 };

export const EstimateBody = z
  .strictObject({
    channelId: z.string(),
    flowId: z.string(),
    audience: z
      .array(z.strictObject({ country: Country, contacts: z.number().int().min(1).max(100_000_000) }))
      .min(1)
      .max(300)
      .optional()
      .describe('How many people in which country; null where it is not known'),
    to: z
      .array(z.string().min(5).max(40))
      .min(1)
      .max(10_000)
      .optional()
      .describe('In place of audience: phone numbers, whose countries are counted'),
    language: z.string().optional(),
    opening: z
      .enum(['template', 'message'])
      .optional()
      .describe(
        'How conversations begin: with a template of ours (default where there is one), or a message of theirs',
      ),
    replies: z
      .union([
        Part.transform((part): Range => ({ low: part, likely: part, high: part })),
        z
          .strictObject({ low: Part, likely: Part, high: Part })
          .refine(({ low, likely, high }) => low <= likely && likely <= high, 'write low ≤ likely ≤ high'),
      ])
      .default(ANY_REPLIES)
      .describe('The part of the people who answer, 0 to 1'),
  })
  .refine(({ audience, to }) => (audience === undefined) !== (to === undefined), {
    path: ['audience'],
    message: 'give either audience or to',
  });

/** Who is meant, by country. A country named twice is one. */
export function audienceOf({
  audience = [],
  to = [],
}: Pick<z.infer<typeof EstimateBody>, 'audience' | 'to'>): Audience[] {
  const byCountry = new Map<string | null, number>();
  const people = [...audience, ...to.map((number) => ({ country: countryOfNumber(number) ?? null, contacts: 1 }))];
  for (const { country, contacts } of people) byCountry.set(country, (byCountry.get(country) ?? 0) + contacts);
  return [...byCountry].map(([country, contacts]) => ({ country, contacts }));
}
