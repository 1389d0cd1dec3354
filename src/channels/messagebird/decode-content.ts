import { z } from 'zod';
import type { InboundContent } from '../../flow/inbound.js';
import { lenientNumber, lenientObject, lenientText } from '../cloud-payload/lenient.js';
import { present } from '../cloud-payload/present.js';

type Decoder = (content: Record<string, unknown>) => InboundContent | undefined;
type MediaKind = Extract<InboundContent, { kind: 'media' }>['media'];

/**
 * What a contact sent, from a message's `type` and `content`. A type that we have no word for becomes `unsupported`:
 * the person did write, so the message must not vanish.
 */
export function decodeContent(type: string, content: Record<string, unknown>): InboundContent {
  // How a template's quick reply arrives is not documented; with a button in it, it is one, whatever its type.
  const tapped = templateTap(content);
  if (tapped) return tapped;
  const decode = Object.hasOwn(DECODERS, type) ? DECODERS[type] : undefined;
  return decode?.(content) ?? { kind: 'unsupported', type };
}

const Text = z.object({ text: z.string() });
const WhatsAppText = z.object({ whatsappText: z.object({ text: z.object({ body: z.string() }) }) });
const Media = z.object({ url: lenientText, link: lenientText, caption: lenientText, filename: lenientText });
const Location = z.object({
  location: z.object({
    latitude: lenientNumber.pipe(z.number().min(-90).max(90)),
    longitude: lenientNumber.pipe(z.number().min(-180).max(180)),
    name: lenientText,
    address: lenientText,
  }),
});
const Button = z.object({ button: z.object({ payload: lenientText, text: lenientText }), text: lenientText });
const Interactive = z.object({
  interactive: z.object({
    type: lenientText,
    reply: lenientObject({ id: lenientText, text: lenientText, title: lenientText }),
  }),
});

const DECODERS: Record<string, Decoder> = {
  text: (content) => {
    const { data } = Text.safeParse(content);
    return data && { kind: 'text', text: data.text };
  },
  whatsappText: (content) => {
    const { data } = WhatsAppText.safeParse(content);
    return data && { kind: 'text', text: data.whatsappText.text.body };
  },
  image: media('image', 'image'),
  video: media('video', 'video'),
  audio: media('audio', 'audio'),
  file: media('file', 'document'),
  whatsappSticker: media('whatsappSticker', 'sticker'),
  location: (content) => {
    const { data } = Location.safeParse(content);
    return data && present({ kind: 'location' as const, ...data.location });
  },
  interactive: (content) => {
    const { data } = Interactive.safeParse(content);
    if (!data) return undefined;
    const { type, reply } = data.interactive;
    // Meta's word is `title`; MessageBird's is `text`.
    const title = reply?.text ?? reply?.title;
    const id = reply?.id ?? title;
    if (id === undefined) return { kind: 'unsupported', type: `interactive:${type ?? ''}` };
    return { kind: 'tap', id, title: title ?? id, source: type === 'list_reply' ? 'list' : 'button' };
  },
};

/** MessageBird gives an address in place of an id: it is the id by which the file is fetched. */
function media(name: string, kind: MediaKind): Decoder {
  return (content) => {
    const { data } = Media.safeParse(content[name]);
    const url = data?.url ?? data?.link;
    if (!data || url === undefined) return undefined;
    return present({
      kind: 'media' as const,
      media: kind,
      id: url,
      caption: data.caption || undefined,
      filename: data.filename,
      url,
    });
  };
}

function templateTap(content: Record<string, unknown>): InboundContent | undefined {
  const { data } = Button.safeParse(content);
  const title = data?.button.text ?? data?.text;
  // Templates that were sent without payloads give the label only.
  const id = data?.button.payload ?? title;
  return id === undefined ? undefined : { kind: 'tap', id, title: title ?? id, source: 'template' };
}
