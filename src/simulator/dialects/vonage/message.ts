import { z } from 'zod';
import type { Asked } from '../../sending/take-message.js';
import type { VonageAccount } from './account.js';
import { vonageRefusal } from './refusals.js';

const File = { url: z.url({ protocol: /^https?$/ }) };
const Caption = { caption: z.string().min(1).max(1024).optional() };

const Common = {
  channel: z.literal('whatsapp'),
  /** A number without plus and leading zeros, or a business-scoped user id. */
  to: z.string().regex(/^([1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9.]{1,130})$/, 'is no number'),
  from: z.string().regex(/^[1-9]\d{6,14}$/, 'is no number'),
  client_ref: z.string().max(100).optional(),
  webhook_url: z.url().optional(),
  webhook_version: z.enum(['v0.1', 'v1']).optional(),
  context: z.strictObject({ message_uuid: z.uuid() }).optional(),
  ttl: z.number().int().min(300).max(259_200).optional(),
};

/** Meta's object, in which Vonage puts the receiver. What is in it Vonage does not read: WhatsApp judges it later. */
const Custom = z.looseObject({
  type: z.string(),
  to: z.never().optional(),
  recipient: z.never().optional(),
  messaging_product: z.never().optional(),
  recipient_type: z.never().optional(),
});

/** The body of POST /v1/messages, as strict as Vonage is, and stricter with keys that it would let pass. */
const Message = z.discriminatedUnion('message_type', [
  z.strictObject({ ...Common, message_type: z.literal('text'), text: z.string().min(1).max(4096) }),
  z.strictObject({ ...Common, message_type: z.literal('image'), image: z.strictObject({ ...File, ...Caption }) }),
  z.strictObject({ ...Common, message_type: z.literal('video'), video: z.strictObject({ ...File, ...Caption }) }),
  z.strictObject({ ...Common, message_type: z.literal('audio'), audio: z.strictObject(File) }),
  z.strictObject({
    ...Common,
    message_type: z.literal('file'),
    file: z.strictObject({ ...File, ...Caption, name: z.string().optional() }),
  }),
  z.strictObject({ ...Common, message_type: z.literal('sticker'), sticker: z.strictObject(File) }),
  z.strictObject({
    ...Common,
    message_type: z.literal('reaction'),
    reaction: z.strictObject({ action: z.enum(['react', 'unreact']), emoji: z.string().optional() }),
  }),
  z.strictObject({ ...Common, message_type: z.literal('custom'), custom: Custom }),
]);
type Message = z.infer<typeof Message>;

/** A send in Meta's words, or why Vonage does not take it. */
export function readMessage(body: unknown, account: VonageAccount): Asked {
  const read = Message.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { refusal: vonageRefusal(422, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is not valid'}`) };
  }
  const message = read.data;
  if (message.from !== account.number) return { refusal: vonageRefusal(422, 'from: Invalid sender', 1120) };
  const isNumber = /^\d/.test(message.to);
  const { context, client_ref: ref } = message;
  return {
    message: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...(isNumber ? { to: message.to } : { recipient: message.to }),
      ...(context === undefined || message.message_type === 'reaction'
        ? {}
        : { context: { message_id: context.message_uuid } }),
      ...(ref === undefined ? {} : { biz_opaque_callback_data: ref }),
      ...contentOf(message),
    },
  };
}

function contentOf(message: Message): Record<string, unknown> {
  switch (message.message_type) {
    case 'text':
      return { type: 'text', text: { body: message.text } };
    case 'image':
      return { type: 'image', image: linked(message.image) };
    case 'video':
      return { type: 'video', video: linked(message.video) };
    case 'audio':
      return { type: 'audio', audio: linked(message.audio) };
    case 'file': {
      const { name, ...file } = message.file;
      return { type: 'document', document: { ...linked(file), ...(name === undefined ? {} : { filename: name }) } };
    }
    case 'sticker':
      return { type: 'sticker', sticker: linked(message.sticker) };
    case 'reaction': {
      const { action, emoji = '' } = message.reaction;
      const target = message.context?.message_uuid ?? '';
      return { type: 'reaction', reaction: { message_id: target, emoji: action === 'react' ? emoji : '' } };
    }
    case 'custom':
      return message.custom;
  }
}

function linked({ url, caption }: { url: string; caption?: string | undefined }) {
  return { link: url, ...(caption === undefined ? {} : { caption }) };
}
