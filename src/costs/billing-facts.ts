import { z } from 'zod';
import type { ChannelEvent } from '../channels/events.js';
import { present } from '../channels/cloud-payload/present.js';
import { countryOfIdentifiers } from './country.js';

type StatusEvent = Extract<ChannelEvent, { kind: 'status' }>;

/**
 * What the statuses of one message say about its bill, gathered. Which statuses come, how often and in which order is
 * left to chance; what is gathered of the same ones is always the same (`gatherBilling`).
 */
export const BillingFacts = z.object({
  /** The earliest time at which it had certainly arrived; absent: nothing says that it has. */
  deliveredAt: z.number().optional(),
  /** The country whose price holds, and how it was told. */
  country: z.object({ code: z.string(), by: z.enum(['user-id', 'number']) }).optional(),
  /** In WhatsApp's own words, and which status said so. */
  pricing: z
    .object({
      of: z.enum(['sent', 'delivered', 'read']),
      category: z.string().optional(),
      type: z.string().optional(),
      billable: z.boolean().optional(),
    })
    .optional(),
});
export type BillingFacts = z.infer<typeof BillingFacts>;

/**
 * Adds one status. Commutative and idempotent: a status that comes twice, late or before those in front of it changes
 * nothing of the outcome. The same object is given back where nothing is new.
 *
 * A status that says `delivered` or `read` counts also where the message had been given up as failed: what has arrived is
 * billed. `pricing` stands on `sent` and on one of `delivered` and `read`; the later of them knows better.
 */
export function gatherBilling(facts: BillingFacts | undefined, status: StatusEvent): BillingFacts | undefined {
  if (status.status === 'failed') return facts;
  const told = factsOf(status, status.status);
  const { deliveredAt, country, pricing } = facts ?? {};
  const gathered: BillingFacts = present({
    deliveredAt: earlier(deliveredAt, told.deliveredAt),
    country: surer(country, told.country, COUNTRY_RANK, ({ by }) => by),
    pricing: surer(pricing, told.pricing, PRICING_RANK, ({ of }) => of),
  });
  if (gathered.deliveredAt === deliveredAt && gathered.country === country && gathered.pricing === pricing)
    return facts;
  return gathered;
}

const COUNTRY_RANK = { 'user-id': 0, number: 1 } as const;
const PRICING_RANK = { sent: 0, delivered: 1, read: 2 } as const;

function factsOf({ at, recipient, pricing }: StatusEvent, of: 'sent' | 'delivered' | 'read'): BillingFacts {
  const country = recipient && countryOfIdentifiers(recipient);
  return present({
    deliveredAt: of === 'sent' ? undefined : at,
    country,
    pricing: pricing && present({ of, ...pricing }),
  });
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

/** The one of higher rank; of equals that differ always the same one, whichever came first. */
function surer<T, R extends string>(
  known: T | undefined,
  told: T | undefined,
  rank: Readonly<Record<R, number>>,
  by: (value: T) => R,
): T | undefined {
  if (known === undefined || told === undefined) return known ?? told;
  const ahead = rank[by(told)] - rank[by(known)];
  if (ahead !== 0) return ahead > 0 ? told : known;
  return written(told) < written(known) ? told : known;
}

function written(value: unknown): string {
  return JSON.stringify(Object.entries(value ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
