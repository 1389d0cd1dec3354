import { z } from 'zod';
import { Category } from './category.js';
import type { BillingFacts } from './billing-facts.js';
import { Month } from './month.js';

/**
 * Whether WhatsApp charges for a message. `free-entry-point`: within 72 hours of an answer to an advertisement;
 * `free-window`: one of those that are free while the window is open; `not-billed`: it says so, and not why.
 */
export const Billing = z.enum(['billed', 'free-entry-point', 'free-window', 'not-billed']);
export type Billing = z.infer<typeof Billing>;

/** What messages are counted by: one line of the ledger. */
export const LedgerLine = z.object({
  /** In which it was delivered, UTC. */
  month: Month,
  channelId: z.string(),
  provider: z.string(),
  /** The flow that it was sent for; null for messages without one. */
  flowId: z.string().nullable(),
  /** ISO 3166-1 alpha-2; null where nothing tells. */
  country: z.string().nullable(),
  category: Category,
  billing: Billing,
});
export type LedgerLine = z.infer<typeof LedgerLine>;

/** Stands in no part: parts are encoded as in addresses. */
const BETWEEN = '|';
/** The character after it: whatever begins with a prefix and BETWEEN stands before the prefix and this. */
const AFTER_BETWEEN = '}';

/** A line as one text, by which entries are indexed. Lines of a month stand together, and in it those of a channel. */
export function lineKey({ month, channelId, provider, flowId, country, category, billing }: LedgerLine): string {
  const parts = [month, channelId, provider, flowId ?? '', country ?? '', category, billing];
  return parts.map(encodeURIComponent).join(BETWEEN);
}

/** @throws Error for a text that `lineKey` did not make */
export function readLineKey(key: string): LedgerLine {
  const [month, channelId, provider, flowId, country, category, billing] = key.split(BETWEEN).map(decodeURIComponent);
  const line = LedgerLine.safeParse({
    ...{ month, channelId, provider, category, billing },
    ...{ flowId: flowId || null, country: country || null },
  });
  if (!line.success) throw new Error(`ledger: "${key}" is no line's key`);
  return line.data;
}

/** The keys of a month, or of one channel in it: all from `gt` to `lt`, both left out. */
export function keysOf(month: Month, channelId?: string): { gt: string; lt: string } {
  const prefix = channelId === undefined ? month : [month, encodeURIComponent(channelId)].join(BETWEEN);
  return { gt: prefix + BETWEEN, lt: prefix + AFTER_BETWEEN };
}

/** How WhatsApp bills the message. Since October 2026 every one that arrives is billed, unless it says otherwise. */
export function billingOf(pricing: BillingFacts['pricing']): Billing {
  if (pricing?.type === 'free_entry_point') return 'free-entry-point';
  if (pricing?.type === 'free_customer_service') return 'free-window';
  return pricing?.billable === false ? 'not-billed' : 'billed';
}
