import { z } from 'zod';

const Named = z.object({ id: z.string(), title: z.string(), description: z.string().optional() });
const Button = z.object({ text: z.string() });
const Interactive = z.object({ button_reply: Named.optional(), list_reply: Named.optional() });
const File = z.looseObject({
  id: z.string(),
  mime_type: z.string(),
  caption: z.string().optional(),
  filename: z.string().optional(),
  voice: z.boolean().optional(),
  animated: z.boolean().optional(),
});
const Cards = z.array(
  z.looseObject({
    name: z.looseObject({ formatted_name: z.string().optional() }).optional(),
    phones: z.array(z.object({ phone: z.string().optional() })).optional(),
    origin: z.string().optional(),
  }),
);
const Unsupported = z.object({ type: z.string() });

const FILES = new Set(['image', 'video', 'audio', 'document', 'sticker']);

/** What changes an earlier message, other than a reaction, is told to nobody here. */
const UNTOLD = new Set(['edit', 'revoke', 'system']);

/** The member of an event's data that carries what a person did; undefined where Bird tells nothing of it. */
export function contentOf(
  message: Record<string, unknown> & { type?: unknown },
  fileUrl: (fileId: string) => string,
): Record<string, unknown> | undefined {
  const type = String(message.type);
  if (UNTOLD.has(type)) return undefined;
  if (type === 'text' || type === 'location') return { [type]: message[type] };
  if (FILES.has(type)) {
    const { id, mime_type, caption, filename, voice, animated } = File.parse(message[type]);
    return { [type]: { id: `waf_${id}`, url: fileUrl(`waf_${id}`), mime_type, caption, filename, voice, animated } };
  }
  if (type === 'button') {
    // WhatsApp sets the payload to the label, as Bird has it; whatever payload the business wanted is gone.
    const { text } = Button.parse(message['button']);
    return { interactive_reply: { type: 'button', button: { slug: text, text } } };
  }
  if (type === 'contacts') {
    return {
      contact_cards: Cards.parse(message['contacts']).map(({ name, phones = [], origin = 'other' }) => ({
        origin,
        name,
        phone_numbers: phones.map(({ phone }) => ({ phone_number: phone })),
      })),
    };
  }
  const { data: reply } = Interactive.safeParse(message['interactive']);
  if (reply?.button_reply) {
    const { id: slug, title: text } = reply.button_reply;
    return { interactive_reply: { type: 'button', button: { slug, text } } };
  }
  if (reply?.list_reply) {
    const { id: slug, title: text, description } = reply.list_reply;
    return { interactive_reply: { type: 'list', list: { slug, text, description } } };
  }
  const { data: inner } = Unsupported.safeParse(message['unsupported']);
  return { unsupported: { type: inner?.type ?? type } };
}
