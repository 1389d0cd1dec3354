import { z } from 'zod';
import type { InboundContent } from '../../flow/inbound.js';
import {
  lenientFlag,
  lenientList,
  lenientNumber,
  lenientObject,
  lenientText,
  parseEach,
} from '../cloud-payload/lenient.js';
import { present } from '../cloud-payload/present.js';

type MediaKind = Extract<InboundContent, { kind: 'media' }>['media'];
type Decoder = (content: unknown, messageId: string) => InboundContent | undefined;

const Text = z.object({ body: z.string() });
const Media = z.object({
  id: lenientText,
  mime_type: lenientText,
  caption: lenientText,
  filename: lenientText,
  url: lenientText,
  voice: lenientFlag,
});
const Location = z.object({
  latitude: lenientNumber.pipe(z.number().min(-90).max(90)),
  longitude: lenientNumber.pipe(z.number().min(-180).max(180)),
  name: lenientText,
  address: lenientText,
});
const Choice = lenientObject({ slug: lenientText, text: lenientText });
const Reply = z.object({ type: lenientText, button: Choice, list: Choice });
const Card = z.object({
  origin: lenientText,
  name: lenientObject({ formatted_name: lenientText, first_name: lenientText, last_name: lenientText }),
  phone_numbers: lenientList,
});
const Phone = z.object({ phone_number: lenientText });
const Unsupported = z.object({ type: z.string() });

/** By the member of the event's data that carries it; exactly one is there. */
const DECODERS: Record<string, Decoder> = {
  text: (content) => {
    const { data } = Text.safeParse(content);
    return data && { kind: 'text', text: data.body };
  },
  interactive_reply: decodeReply,
  image: media('image'),
  video: media('video'),
  audio: media('audio'),
  sticker: media('sticker'),
  document: media('document'),
  location: (content) => {
    const { data } = Location.safeParse(content);
    return data && present({ kind: 'location' as const, ...data });
  },
  contact_cards: (content) => {
    const cards = parseEach(lenientList.parse(content), Card);
    if (cards.length === 0) return undefined;
    return {
      kind: 'contacts',
      contacts: cards.map(({ name, phone_numbers }) => ({
        name: name?.formatted_name ?? [name?.first_name, name?.last_name].filter((part) => part).join(' '),
        phones: parseEach(phone_numbers, Phone).flatMap(({ phone_number }) => phone_number ?? []),
      })),
      requested: cards.some(({ origin }) => origin === 'contact_request'),
    };
  },
  unsupported: (content) => ({ kind: 'unsupported', type: Unsupported.safeParse(content).data?.type ?? 'unsupported' }),
};

/**
 * What a contact sent, from the data of a `whatsapp.received` event. What we have no word for becomes `unsupported`:
 * the person did write, so the message must not vanish.
 */
export function decodeContent(data: Record<string, unknown>, messageId: string): InboundContent {
  for (const [name, decode] of Object.entries(DECODERS)) {
    const found = data[name] === undefined || data[name] === null ? undefined : decode(data[name], messageId);
    if (found) return found;
  }
  return { kind: 'unsupported', type: 'unknown' };
}

/**
 * A template's quick reply comes like a button of ours. Its slug is then its own label, which a bound id of ours never
 * is: so they are told apart.
 */
function decodeReply(content: unknown): InboundContent | undefined {
  const { data } = Reply.safeParse(content);
  const choice = data?.list ?? data?.button;
  const id = choice?.slug ?? choice?.text;
  if (id === undefined) return data && { kind: 'unsupported', type: `interactive_reply:${data.type ?? ''}` };
  const title = choice?.text ?? id;
  return { kind: 'tap', id, title, source: data?.list ? 'list' : id === title ? 'template' : 'button' };
}

/** A file is fetched by its message and its own id, so that both are its id here. Without one it was lost at Bird. */
function media(kind: MediaKind): Decoder {
  return (content, messageId) => {
    const { data } = Media.safeParse(content);
    if (data?.id === undefined) return { kind: 'unsupported', type: kind };
    const { id, mime_type, caption, filename, url, voice } = data;
    return present({
      kind: 'media' as const,
      media: kind,
      id: `${messageId}/${id}`,
      mime: mime_type,
      caption: caption || undefined,
      filename,
      url,
      voice: kind === 'audio' ? voice : undefined,
    });
  };
}
