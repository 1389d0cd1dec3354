import { z } from 'zod';
import type { InboundContent } from '../../flow/inbound.js';
import { decodeContent as decodeMetaContent } from '../cloud-payload/decode-content.js';
import { lenientList, lenientObject, lenientRecord, lenientText } from '../cloud-payload/lenient.js';
import { isStorablyNested } from '../cloud-payload/nesting.js';
import { present } from '../cloud-payload/present.js';

type Message = Record<string, unknown>;
type Decoder = (message: Message) => InboundContent | undefined;
type MediaKind = Extract<InboundContent, { kind: 'media' }>['media'];

/**
 * What a contact sent, from the object under the name of its `message_type` (Messages API v1). A type that we have no
 * word for, or whose object is missing, becomes `unsupported`: the person did write, so the message must not vanish.
 */
export function decodeContent(type: string, message: Message): InboundContent {
  const decode = Object.hasOwn(DECODERS, type) ? DECODERS[type] : undefined;
  return decode?.(message) ?? { kind: 'unsupported', type: type.slice(0, 100) };
}

const Media = z.object({ url: z.string().min(1), name: lenientText, caption: lenientText });

/** Its address is its only name. Vonage keeps it for 48 hours. */
function media(type: string, kind: MediaKind): Decoder {
  return (message) => {
    const parsed = Media.safeParse(message[type]);
    if (!parsed.success) return undefined;
    const { url, name, caption } = parsed.data;
    return present({ kind: 'media' as const, media: kind, id: url, url, caption, filename: name });
  };
}

const Reply = z.object({ id: lenientText, title: lenientText, description: lenientText });
const Button = z.object({ payload: z.unknown().optional(), text: lenientText, subtype: lenientText });
const Location = z.object({
  lat: z.unknown().optional(),
  long: z.unknown().optional(),
  name: lenientText,
  address: lenientText,
});
const Reaction = z.object({ action: lenientText, emoji: lenientText });
const Quoted = lenientObject({ message_uuid: lenientText });
const Order = z.object({ text: lenientText, product_items: lenientList });

const DECODERS: Record<string, Decoder> = {
  text: ({ text }) => (typeof text === 'string' ? { kind: 'text', text } : undefined),
  image: media('image', 'image'),
  video: media('video', 'video'),
  audio: media('audio', 'audio'),
  file: media('file', 'document'),
  sticker: media('sticker', 'sticker'),
  reply: ({ reply }) => {
    const parsed = Reply.safeParse(reply);
    if (!parsed.success) return undefined;
    const { id = parsed.data.title, title, description } = parsed.data;
    if (id === undefined) return undefined;
    // Buttons and lists answer alike; only a row can have a description.
    return { kind: 'tap', id, title: title ?? id, source: description === undefined ? 'button' : 'list' };
  },
  button: ({ button }) => decodeButton(button),
  location: ({ location }) => {
    const parsed = Location.safeParse(location);
    if (!parsed.success) return undefined;
    const { lat: latitude, long: longitude, name, address } = parsed.data;
    const decoded = decodeMetaContent('location', { location: { latitude, longitude, name, address } });
    return decoded.kind === 'location' ? decoded : undefined;
  },
  reaction: ({ reaction, context }) => {
    const parsed = Reaction.safeParse(reaction);
    const messageId = Quoted.parse(context)?.message_uuid;
    if (!parsed.success || messageId === undefined) return undefined;
    const { action, emoji = '' } = parsed.data;
    return { kind: 'reaction', emoji: action === 'unreact' ? '' : emoji, messageId };
  },
  order: ({ order }) => {
    const parsed = Order.safeParse(order);
    if (!parsed.success || !isStorablyNested(parsed.data.product_items)) return undefined;
    return present({ kind: 'order' as const, text: parsed.data.text, items: parsed.data.product_items });
  },
  contact: (message) => decodeContacts(message),
  contacts: (message) => decodeContacts(message),
};

/** A template's quick reply; the answer to a form comes as one too, with an object in place of the payload. */
function decodeButton(button: unknown): InboundContent | undefined {
  const parsed = Button.safeParse(button);
  if (!parsed.success) return undefined;
  const { payload, text, subtype } = parsed.data;
  const data = lenientRecord.parse(payload);
  if (data) return isStorablyNested(data) ? { kind: 'form', name: subtype ?? 'flow', data } : undefined;
  // Templates sent without payloads give the label only.
  const id = typeof payload === 'string' && payload !== '' ? payload : text;
  return id === undefined ? undefined : { kind: 'tap', id, title: text ?? id, source: 'template' };
}

/** The shape varies by version; Meta's list is the one that can be read, the others stay unsupported. */
function decodeContacts({ contacts, contact }: Message): InboundContent | undefined {
  const decoded = decodeMetaContent('contacts', { contacts: contacts ?? contact });
  return decoded.kind === 'contacts' ? decoded : undefined;
}
