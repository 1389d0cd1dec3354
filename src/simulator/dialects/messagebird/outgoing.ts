import { z } from 'zod';

/*
 * The shapes of POST /v1/send that the simulator plays. Unknown keys are refused: whether MessageBird lets them pass or
 * not, here every one is a mistake of ours.
 */

const File = z.strictObject({ url: z.string(), caption: z.string().optional() });
const Link = z.strictObject({ url: z.string() });

const Header = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('image'), image: Link }),
  z.strictObject({ type: z.literal('video'), video: Link }),
  z.strictObject({ type: z.literal('document'), document: Link }),
]);
export type Header = z.infer<typeof Header>;

const Frame = {
  header: Header.optional(),
  body: z.strictObject({ text: z.string() }),
  footer: z.strictObject({ text: z.string() }).optional(),
};

const Interactive = z.discriminatedUnion('type', [
  z.strictObject({
    ...Frame,
    type: z.literal('button'),
    action: z.strictObject({
      buttons: z.array(z.strictObject({ id: z.string(), type: z.literal('reply'), title: z.string() })),
    }),
  }),
  z.strictObject({
    ...Frame,
    type: z.literal('list'),
    action: z.strictObject({
      button: z.string(),
      sections: z.array(
        z.strictObject({
          title: z.string().optional(),
          rows: z.array(z.strictObject({ id: z.string(), title: z.string(), description: z.string().optional() })),
        }),
      ),
    }),
  }),
]);
export type Interactive = z.infer<typeof Interactive>;

const Parameter = z.discriminatedUnion('type', [
  // Names are taken to be handed on: the library does not know them, and nothing says that they are dropped.
  z.strictObject({ type: z.literal('text'), text: z.string(), parameter_name: z.string().optional() }),
  z.strictObject({ type: z.literal('image'), image: Link }),
  z.strictObject({ type: z.literal('video'), video: Link }),
  z.strictObject({ type: z.literal('document'), document: Link }),
  z.strictObject({ type: z.literal('payload'), payload: z.string() }),
]);
export type Parameter = z.infer<typeof Parameter>;

const Component = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), parameters: z.array(Parameter) }),
  z.strictObject({ type: z.literal('body'), parameters: z.array(Parameter) }),
  z.strictObject({
    type: z.literal('button'),
    sub_type: z.enum(['quick_reply', 'url']),
    index: z.number().int().min(0).max(9),
    parameters: z.array(Parameter),
  }),
]);
export type Component = z.infer<typeof Component>;

const Hsm = z.strictObject({
  namespace: z.string(),
  templateName: z.string(),
  language: z.strictObject({ policy: z.enum(['deterministic', 'fallback']), code: z.string() }),
  components: z.array(Component).optional(),
});
export type Hsm = z.infer<typeof Hsm>;

const Envelope = {
  to: z.string().regex(/^\+[1-9]\d{5,18}$/),
  from: z.string(),
  reportUrl: z.url({ protocol: /^https$/ }).optional(),
  source: z.record(z.string(), z.unknown()).optional(),
  tag: z.string().optional(),
  trackId: z.string().optional(),
  ttl: z.string().optional(),
};

export const OutgoingMessage = z.discriminatedUnion('type', [
  z.strictObject({
    ...Envelope,
    type: z.literal('text'),
    content: z.strictObject({ text: z.string(), disableUrlPreview: z.boolean().optional() }),
  }),
  z.strictObject({ ...Envelope, type: z.literal('image'), content: z.strictObject({ image: File }) }),
  z.strictObject({ ...Envelope, type: z.literal('video'), content: z.strictObject({ video: File }) }),
  z.strictObject({ ...Envelope, type: z.literal('audio'), content: z.strictObject({ audio: Link }) }),
  z.strictObject({ ...Envelope, type: z.literal('file'), content: z.strictObject({ file: File }) }),
  z.strictObject({
    ...Envelope,
    type: z.literal('whatsappSticker'),
    content: z.strictObject({ whatsappSticker: z.strictObject({ link: z.string() }) }),
  }),
  z.strictObject({
    ...Envelope,
    type: z.literal('location'),
    content: z.strictObject({ location: z.strictObject({ latitude: z.number(), longitude: z.number() }) }),
  }),
  z.strictObject({ ...Envelope, type: z.literal('hsm'), content: z.strictObject({ hsm: Hsm }) }),
  z.strictObject({
    ...Envelope,
    type: z.literal('interactive'),
    content: z.strictObject({ interactive: Interactive }),
  }),
]);
export type OutgoingMessage = z.infer<typeof OutgoingMessage>;
