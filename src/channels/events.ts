import { z } from 'zod';
import { InboundContent } from '../flow/inbound.js';
import { TemplateStatus } from '../templates/template.js';

/** What is known of a person on a channel; any may be missing, at least one is there. Digits only for wa_id. */
export const Identifiers = z.object({
  /** Business-scoped user id, `US.a1B2`. */
  userId: z.string().optional(),
  waId: z.string().optional(),
  /** E.164 with the plus sign. */
  phone: z.string().optional(),
});
export type Identifiers = z.infer<typeof Identifiers>;

export const DeliveryStatus = z.enum(['sent', 'delivered', 'read', 'failed']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** A provider's error, kept as it came; classified by the adapter's table (channels/failure.ts). */
export const ProviderError = z.object({
  code: z.string(),
  title: z.string(),
  details: z.string().optional(),
});
export type ProviderError = z.infer<typeof ProviderError>;

/** One event of a webhook body, in our own words. The mailbox stores messages; statuses move messages forwards. */
export const ChannelEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    /** The provider's message id: unique on the channel. */
    id: z.string(),
    /** When the contact sent it, by the provider's clock. */
    at: z.number(),
    from: Identifiers,
    profileName: z.string().optional(),
    content: InboundContent,
    /** Provider's id of our message that this answers or quotes. */
    repliesTo: z.string().optional(),
    /** A click-to-WhatsApp ad or page button led here: opens the 72-hour free entry point. */
    fromAd: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('status'),
    /** The provider's id of our message. */
    messageId: z.string(),
    /** Our own id, echoed. */
    ref: z.string().optional(),
    status: DeliveryStatus,
    at: z.number(),
    recipient: Identifiers.optional(),
    error: ProviderError.optional(),
    pricing: z
      .object({ category: z.string().optional(), type: z.string().optional(), billable: z.boolean().optional() })
      .optional(),
  }),
  z.object({
    kind: z.literal('edited'),
    id: z.string(),
    at: z.number(),
    from: Identifiers,
    originalId: z.string(),
    content: InboundContent,
  }),
  z.object({ kind: z.literal('revoked'), id: z.string(), at: z.number(), from: Identifiers, originalId: z.string() }),
  /** The person changed number or user id. */
  z.object({
    kind: z.literal('identity-changed'),
    id: z.string(),
    at: z.number(),
    previous: Identifiers,
    current: Identifiers,
  }),
  /** The person stopped or resumed marketing messages on WhatsApp itself. */
  z.object({ kind: z.literal('marketing-preference'), at: z.number(), from: Identifiers, allowed: z.boolean() }),
  z.object({
    kind: z.literal('template-changed'),
    name: z.string(),
    language: z.string(),
    providerId: z.string().optional(),
    status: TemplateStatus.optional(),
    quality: z.string().optional(),
    category: z.string().optional(),
    detail: z.string().optional(),
    /** It will become this; `at` where it was told when. */
    upcoming: z.object({ what: z.enum(['status', 'category']), to: z.string(), at: z.number().optional() }).optional(),
  }),
  /** Something about the number or the account that a person should see. */
  z.object({ kind: z.literal('account-notice'), field: z.string(), summary: z.string() }),
  /** Understood enough to say that there is nothing to do, or not understood at all; logged, never an error. */
  z.object({ kind: z.literal('ignored'), what: z.string(), detail: z.string().optional() }),
]);
export type ChannelEvent = z.infer<typeof ChannelEvent>;
