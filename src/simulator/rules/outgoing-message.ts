import { z } from 'zod';

/*
 * The shapes of POST /messages that the simulator plays. Shapes only: which keys, which types. Limits and relations
 * are in the check-* files, because Meta answers them with other codes. Unknown keys are refused: Meta lets many of
 * them pass without effect, but here every one is a mistake of ours.
 */

const Media = { id: z.string().optional(), link: z.string().optional() };
const Image = z.strictObject({ ...Media, caption: z.string().optional() });
const Document = z.strictObject({ ...Media, caption: z.string().optional(), filename: z.string().optional() });

const HeaderMedia = z.strictObject(Media);
const Header = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('image'), image: HeaderMedia }),
  z.strictObject({ type: z.literal('video'), video: HeaderMedia }),
  z.strictObject({
    type: z.literal('document'),
    document: z.strictObject({ ...Media, filename: z.string().optional() }),
  }),
]);
export type Header = z.infer<typeof Header>;
const TextHeader = z.strictObject({ type: z.literal('text'), text: z.string() });

const Body = z.strictObject({ text: z.string() });
const Footer = z.strictObject({ text: z.string() });

const Row = z.strictObject({ id: z.string(), title: z.string(), description: z.string().optional() });
const ReplyButton = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: z.string(), title: z.string() }),
});

export const Interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    header: Header.optional(),
    body: Body,
    footer: Footer.optional(),
    action: z.strictObject({ buttons: z.array(ReplyButton) }),
  }),
  z.strictObject({
    type: z.literal('list'),
    header: TextHeader.optional(),
    body: Body,
    footer: Footer.optional(),
    action: z.strictObject({
      button: z.string(),
      sections: z.array(z.strictObject({ title: z.string().optional(), rows: z.array(Row) })),
    }),
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    header: Header.optional(),
    body: Body,
    footer: Footer.optional(),
    action: z.strictObject({
      name: z.literal('cta_url'),
      parameters: z.strictObject({ display_text: z.string(), url: z.string() }),
    }),
  }),
  z.strictObject({
    type: z.literal('location_request_message'),
    body: Body,
    action: z.strictObject({ name: z.literal('send_location') }),
  }),
]);
export type Interactive = z.infer<typeof Interactive>;

/** Guides show strings, Meta's OpenAPI says string too, clients send numbers: both are taken in practice. */
const Degrees = z.union([z.number(), z.string()]);
const Location = z.strictObject({
  latitude: Degrees,
  longitude: Degrees,
  name: z.string().optional(),
  address: z.string().optional(),
});

const Place = z.enum(['HOME', 'WORK', 'CELL', 'MAIN', 'IPHONE']);
const ContactCard = z.strictObject({
  name: z.strictObject({
    formatted_name: z.string(),
    first_name: z.string().optional(),
    last_name: z.string().optional(),
    middle_name: z.string().optional(),
    prefix: z.string().optional(),
    suffix: z.string().optional(),
  }),
  phones: z
    .array(z.strictObject({ phone: z.string(), type: Place.optional(), wa_id: z.string().optional() }))
    .optional(),
  emails: z.array(z.strictObject({ email: z.string(), type: Place.optional() })).optional(),
  urls: z.array(z.strictObject({ url: z.string(), type: Place.optional() })).optional(),
  org: z
    .strictObject({ company: z.string().optional(), department: z.string().optional(), title: z.string().optional() })
    .optional(),
  addresses: z
    .array(
      z.strictObject({
        street: z.string().optional(),
        city: z.string().optional(),
        state: z.string().optional(),
        zip: z.string().optional(),
        country: z.string().optional(),
        country_code: z.string().optional(),
        type: Place.optional(),
      }),
    )
    .optional(),
  birthday: z.string().optional(),
});

const TemplateMedia = z.strictObject(Media);
export const TemplateParameter = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), parameter_name: z.string().optional(), text: z.string() }),
  z.strictObject({ type: z.literal('image'), image: TemplateMedia }),
  z.strictObject({ type: z.literal('video'), video: TemplateMedia }),
  z.strictObject({
    type: z.literal('document'),
    document: z.strictObject({ ...Media, filename: z.string().optional() }),
  }),
  z.strictObject({ type: z.literal('location'), location: Location }),
  z.strictObject({
    type: z.literal('currency'),
    currency: z.strictObject({ fallback_value: z.string(), code: z.string(), amount_1000: z.number().int() }),
  }),
  z.strictObject({ type: z.literal('date_time'), date_time: z.strictObject({ fallback_value: z.string() }) }),
  z.strictObject({ type: z.literal('payload'), payload: z.string() }),
  z.strictObject({ type: z.literal('coupon_code'), coupon_code: z.string() }),
]);
export type TemplateParameter = z.infer<typeof TemplateParameter>;

const TemplateComponent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), parameters: z.array(TemplateParameter) }),
  z.strictObject({ type: z.literal('body'), parameters: z.array(TemplateParameter) }),
  z.strictObject({
    type: z.literal('button'),
    sub_type: z.enum(['quick_reply', 'url', 'copy_code']),
    index: z.union([z.string().regex(/^\d$/), z.number().int().min(0).max(9)]),
    parameters: z.array(TemplateParameter),
  }),
]);
export type TemplateComponent = z.infer<typeof TemplateComponent>;

export const TemplateCall = z.strictObject({
  name: z.string(),
  language: z.strictObject({ code: z.string(), policy: z.literal('deterministic').optional() }),
  components: z.array(TemplateComponent).optional(),
});
export type TemplateCall = z.infer<typeof TemplateCall>;

const Envelope = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  context: z.strictObject({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().optional(),
};

export const OutgoingMessage = z.discriminatedUnion('type', [
  z.strictObject({
    ...Envelope,
    type: z.literal('text'),
    text: z.strictObject({ body: z.string(), preview_url: z.boolean().optional() }),
  }),
  z.strictObject({ ...Envelope, type: z.literal('image'), image: Image }),
  z.strictObject({ ...Envelope, type: z.literal('video'), video: Image }),
  z.strictObject({
    ...Envelope,
    type: z.literal('audio'),
    audio: z.strictObject({ ...Media, voice: z.boolean().optional() }),
  }),
  z.strictObject({ ...Envelope, type: z.literal('document'), document: Document }),
  z.strictObject({ ...Envelope, type: z.literal('sticker'), sticker: z.strictObject(Media) }),
  z.strictObject({ ...Envelope, type: z.literal('location'), location: Location }),
  z.strictObject({ ...Envelope, type: z.literal('contacts'), contacts: z.array(ContactCard) }),
  z.strictObject({
    ...Envelope,
    type: z.literal('reaction'),
    reaction: z.strictObject({ message_id: z.string(), emoji: z.string() }),
  }),
  z.strictObject({ ...Envelope, type: z.literal('interactive'), interactive: Interactive }),
  z.strictObject({ ...Envelope, type: z.literal('template'), template: TemplateCall }),
]);
export type OutgoingMessage = z.infer<typeof OutgoingMessage>;

export const MESSAGE_TYPES = OutgoingMessage.options.map((option) => option.shape.type.value);

/** Marks the message and all before it as read; with an indicator the person sees "typing…" for up to 25 seconds. */
export const ReadReceipt = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string(),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});
export type ReadReceipt = z.infer<typeof ReadReceipt>;
