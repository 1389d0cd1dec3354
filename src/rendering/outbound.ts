import { z } from 'zod';

/**
 * Media by public https link, or by an id the provider gave us. Exactly one of both. Where the link leads to a file that
 * the team attached, `attachment` says which; no provider is told.
 */
export const OutboundMedia = z.object({
  media: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  link: z.string().optional(),
  id: z.string().optional(),
  filename: z.string().optional(),
  attachment: z.string().optional(),
});
export type OutboundMedia = z.infer<typeof OutboundMedia>;

/** Values for one template, already bound, sanitised and counted against the template (templates/binding). */
export const TemplateParameter = z.union([
  z.object({ kind: z.literal('text'), name: z.string().optional(), text: z.string() }),
  z.object({ kind: z.literal('media'), media: OutboundMedia }),
]);
export type TemplateParameter = z.infer<typeof TemplateParameter>;

/**
 * One message that leaves the house, in our own words and within the channel's limits. What each variant becomes is
 * the adapter's business.
 */
export const OutboundMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), body: z.string(), previewUrl: z.boolean().optional() }),
  z.object({
    kind: z.literal('buttons'),
    /** Above the body stands media or a line of text, never both. */
    header: OutboundMedia.optional(),
    headerText: z.string().optional(),
    body: z.string(),
    footer: z.string().optional(),
    buttons: z.array(z.object({ id: z.string(), title: z.string() })),
  }),
  z.object({
    kind: z.literal('list'),
    headerText: z.string().optional(),
    body: z.string(),
    footer: z.string().optional(),
    /** Label of the button that opens the list. */
    button: z.string(),
    rows: z.array(z.object({ id: z.string(), title: z.string(), description: z.string().optional() })),
  }),
  z.object({
    kind: z.literal('media'),
    media: OutboundMedia,
    caption: z.string().optional(),
    voice: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('link'),
    header: OutboundMedia.optional(),
    headerText: z.string().optional(),
    body: z.string(),
    footer: z.string().optional(),
    label: z.string(),
    url: z.string(),
  }),
  z.object({ kind: z.literal('location-request'), body: z.string() }),
  z.object({
    kind: z.literal('template'),
    name: z.string(),
    /** The provider's own code, `en_US` as in the catalogue: it must match exactly. */
    language: z.string(),
    header: z.array(TemplateParameter),
    body: z.array(TemplateParameter),
    buttons: z.array(
      z.object({
        index: z.number().int(),
        type: z.enum(['quick-reply', 'url', 'copy-code']),
        /** Quick reply: payload ≤256. URL: suffix, URL-encoded. Copy code: the code. */
        value: z.string(),
      }),
    ),
    /** The text as the contact will read it, for the inbox, logs and previews. */
    preview: z.string(),
  }),
]);
export type OutboundMessage = z.infer<typeof OutboundMessage>;
