import { z } from 'zod';

/**
 * What a contact sent, in our own words, whatever the provider. Adapters produce it, the engine reads it, the
 * mailbox stores it.
 */
export const InboundContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** A button, list row or template quick reply that was tapped. `id` is what we bound to it (rendering/binding.ts), or the title where the provider sends none. */
  z.object({
    kind: z.literal('tap'),
    id: z.string(),
    title: z.string(),
    source: z.enum(['button', 'list', 'template']),
  }),
  z.object({
    kind: z.literal('media'),
    media: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
    /** The provider's media id; on WhatsApp it can be fetched for 7 days. */
    id: z.string(),
    mime: z.string().optional(),
    caption: z.string().optional(),
    filename: z.string().optional(),
    sha256: z.string().optional(),
    url: z.string().optional(),
    voice: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  z.object({
    kind: z.literal('contacts'),
    contacts: z.array(z.object({ name: z.string(), phones: z.array(z.string()) })),
    /** True where the person shared their own number because we asked for it. */
    requested: z.boolean(),
  }),
  /** An emoji put on a message; never an answer, does not open the window (documented only for messages). `emoji` is empty when removed. */
  z.object({ kind: z.literal('reaction'), emoji: z.string(), messageId: z.string() }),
  /** A WhatsApp Flow or address form that was submitted; `data` is the parsed response_json. */
  z.object({ kind: z.literal('form'), name: z.string(), data: z.unknown() }),
  z.object({ kind: z.literal('order'), text: z.string().optional(), items: z.array(z.unknown()) }),
  /** Anything we have no word for; `type` is the provider's. */
  z.object({ kind: z.literal('unsupported'), type: z.string() }),
]);
export type InboundContent = z.infer<typeof InboundContent>;
