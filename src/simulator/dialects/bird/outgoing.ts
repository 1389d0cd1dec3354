import { z } from 'zod';

/*
 * The shapes of POST /v1/whatsapp/messages that the simulator plays. Bird closes its enums on the way in; unknown keys
 * are refused here, since every one is a mistake of ours.
 */

const Url = z.string();
const Captioned = z.strictObject({ url: Url, caption: z.string().optional() });

const Header = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.enum(['image', 'video', 'document']), url: Url }),
]);
export type Header = z.infer<typeof Header>;

const QuickReply = z.strictObject({
  type: z.literal('quick_reply'),
  quick_reply: z.strictObject({ slug: z.string(), text: z.string() }),
});
const Row = z.strictObject({ slug: z.string(), text: z.string(), description: z.string().optional() });

export const Interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    header: Header.optional(),
    body_text: z.string(),
    footer_text: z.string().optional(),
    buttons: z.array(QuickReply),
  }),
  z.strictObject({
    type: z.literal('list'),
    header: z.strictObject({ type: z.literal('text'), text: z.string() }).optional(),
    body_text: z.string(),
    footer_text: z.string().optional(),
    list: z.strictObject({
      button_text: z.string(),
      // A single group has a title, too.
      sections: z.array(z.strictObject({ title: z.string().min(1), rows: z.array(Row) })),
    }),
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    header: Header.optional(),
    body_text: z.string(),
    footer_text: z.string().optional(),
    cta_url: z.strictObject({ text: z.string(), url: z.string() }),
  }),
  z.strictObject({ type: z.literal('location_request_message'), body_text: z.string() }),
]);
export type Interactive = z.infer<typeof Interactive>;

const Parameter = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string(), name: z.string().optional() }),
  z.strictObject({ type: z.enum(['image', 'video', 'document']), url: Url }),
]);
export type Parameter = z.infer<typeof Parameter>;

const Template = z.strictObject({
  slug: z.string(),
  language: z.string(),
  components: z
    .array(z.strictObject({ type: z.enum(['header', 'body', 'button']), parameters: z.array(Parameter).min(1) }))
    .optional(),
});
export type Template = z.infer<typeof Template>;

const CONTENTS = {
  text: z.strictObject({ body: z.string(), preview_url: z.boolean().optional() }).optional(),
  image: Captioned.optional(),
  video: Captioned.optional(),
  audio: z.strictObject({ url: Url, voice: z.boolean().optional() }).optional(),
  document: z.strictObject({ url: Url, caption: z.string().optional(), filename: z.string().optional() }).optional(),
  sticker: z.strictObject({ url: Url }).optional(),
  location: z
    .strictObject({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
  template: Template.optional(),
  interactive: Interactive.optional(),
};
export const CONTENT_NAMES: readonly string[] = Object.keys(CONTENTS);

export const OutgoingMessage = z.strictObject({
  to: z.string(),
  from: z.string().optional(),
  in_reply_to_message_id: z.string().optional(),
  tags: z
    .array(z.strictObject({ name: z.string(), value: z.string() }))
    .max(20)
    .optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  ...CONTENTS,
});
export type OutgoingMessage = z.infer<typeof OutgoingMessage>;
