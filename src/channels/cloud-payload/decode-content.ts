import { z } from 'zod';
import type { InboundContent } from '../../flow/inbound.js';
import { parseLosslessJson } from './lossless-json.js';
import {
  lenientFlag,
  lenientList,
  lenientNumber,
  lenientObject,
  lenientRecord,
  lenientText,
  parseEach,
} from './lenient.js';
import { isStorablyNested } from './nesting.js';
import { present } from './present.js';

type Decoder = (body: unknown, message: Record<string, unknown>) => InboundContent | undefined;
type MediaKind = Extract<InboundContent, { kind: 'media' }>['media'];

/**
 * What a contact sent, from the object under the name of the message's `type`. A type that we have no word for, or
 * whose object is missing, becomes `unsupported`: the person did write, so the message must not vanish.
 */
export function decodeContent(type: string, message: Record<string, unknown>): InboundContent {
  const decode = Object.hasOwn(DECODERS, type) ? DECODERS[type] : undefined;
  return decode?.(message[type], message) ?? { kind: 'unsupported', type };
}

const Text = z.object({ body: z.string() });

const Media = z.object({
  id: lenientText,
  mime_type: lenientText,
  sha256: lenientText,
  caption: lenientText,
  filename: lenientText,
  url: lenientText,
  link: lenientText,
  voice: lenientFlag,
});

function media(kind: MediaKind, voiceByType = false): Decoder {
  return (body) => {
    const parsed = Media.safeParse(body);
    if (!parsed.success) return undefined;
    const { id, mime_type, sha256, caption, filename, url, link, voice } = parsed.data;
    if (id === undefined) return undefined;
    return present({
      kind: 'media' as const,
      media: kind,
      id,
      mime: mime_type,
      caption,
      filename,
      sha256,
      url: url ?? link,
      voice: voiceByType ? true : voice,
    });
  };
}

const Location = z.object({
  latitude: lenientNumber.pipe(z.number().min(-90).max(90)),
  longitude: lenientNumber.pipe(z.number().min(-180).max(180)),
  name: lenientText,
  address: lenientText,
});

const Card = z.object({
  name: lenientObject({ formatted_name: lenientText, first_name: lenientText, last_name: lenientText }),
  phones: lenientList,
  origin: lenientText,
});
const Phone = z.object({ phone: lenientText, wa_id: lenientText });

const Reaction = z.object({ message_id: z.string(), emoji: lenientText });
const Button = z.object({ payload: lenientText, text: lenientText });
const Order = z.object({ text: lenientText, product_items: lenientList });

const Interactive = z.object({
  type: lenientText,
  button_reply: lenientObject({ id: lenientText, title: lenientText }),
  list_reply: lenientObject({ id: lenientText, title: lenientText }),
  nfm_reply: lenientObject({ name: lenientText, response_json: z.unknown().optional() }),
});

const DECODERS: Record<string, Decoder> = {
  text: (body) => {
    const parsed = Text.safeParse(body);
    return parsed.success ? { kind: 'text', text: parsed.data.body } : undefined;
  },
  image: media('image'),
  video: media('video'),
  audio: media('audio'),
  voice: media('audio', true),
  document: media('document'),
  sticker: media('sticker'),
  location: (body) => {
    const parsed = Location.safeParse(body);
    return parsed.success ? present({ kind: 'location' as const, ...parsed.data }) : undefined;
  },
  contacts: decodeContacts,
  reaction: (body) => {
    const parsed = Reaction.safeParse(body);
    if (!parsed.success) return undefined;
    // A reaction that was taken back comes with an empty emoji or with none at all.
    return { kind: 'reaction', emoji: parsed.data.emoji ?? '', messageId: parsed.data.message_id };
  },
  button: (body) => {
    const parsed = Button.safeParse(body);
    if (!parsed.success) return undefined;
    const { payload, text } = parsed.data;
    // Templates sent without payloads, and old accounts, give the label only.
    const id = payload ?? text;
    return id === undefined ? undefined : { kind: 'tap', id, title: text ?? id, source: 'template' };
  },
  interactive: decodeInteractive,
  order: (body) => {
    const parsed = Order.safeParse(body);
    if (!parsed.success || !isStorablyNested(parsed.data.product_items)) return undefined;
    return present({ kind: 'order' as const, text: parsed.data.text, items: parsed.data.product_items });
  },
  unsupported: (body) => {
    const parsed = z.object({ type: z.string() }).safeParse(body);
    return { kind: 'unsupported', type: parsed.success ? parsed.data.type : 'unsupported' };
  },
};

function decodeContacts(body: unknown): InboundContent | undefined {
  const cards = parseEach(lenientList.parse(body), Card);
  if (cards.length === 0) return undefined;
  return {
    kind: 'contacts',
    contacts: cards.map(({ name, phones }) => ({
      name: name?.formatted_name ?? [name?.first_name, name?.last_name].filter((part) => part !== undefined).join(' '),
      phones: parseEach(phones, Phone).flatMap(({ phone, wa_id }) => phone ?? wa_id ?? []),
    })),
    requested: cards.some(({ origin }) => origin === 'contact_request'),
  };
}

function decodeInteractive(body: unknown): InboundContent | undefined {
  const parsed = Interactive.safeParse(body);
  if (!parsed.success) return undefined;
  const { type, button_reply, list_reply, nfm_reply } = parsed.data;
  if (button_reply) return tap(button_reply, 'button');
  if (list_reply) return tap(list_reply, 'list');
  if (nfm_reply) return { kind: 'form', name: nfm_reply.name ?? 'flow', data: formData(nfm_reply.response_json) };
  return { kind: 'unsupported', type: type === undefined ? 'interactive' : `interactive:${type}` };
}

function tap(
  reply: { id?: string | undefined; title?: string | undefined },
  source: 'button' | 'list',
): InboundContent | undefined {
  const id = reply.id ?? reply.title;
  return id === undefined ? undefined : { kind: 'tap', id, title: reply.title ?? id, source };
}

/** `response_json` is JSON inside a string; not always an object, and not always JSON: then it is kept as it came. */
function formData(response: unknown): unknown {
  if (typeof response !== 'string') {
    const data = lenientRecord.parse(response) ?? {};
    return isStorablyNested(data) ? data : {};
  }
  try {
    const data = parseLosslessJson(response);
    return isStorablyNested(data) ? data : response;
  } catch {
    return response;
  }
}
