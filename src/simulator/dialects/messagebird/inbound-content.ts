import { z } from 'zod';

const Named = z.object({ id: z.string(), title: z.string(), description: z.string().optional() });
const Meta = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.object({ body: z.string() }) }),
  z.object({ type: z.literal('button'), button: z.object({ payload: z.string(), text: z.string() }) }),
  z.object({
    type: z.literal('interactive'),
    interactive: z.object({ type: z.string(), button_reply: Named.optional(), list_reply: Named.optional() }),
  }),
  z.object({ type: z.literal('location'), location: z.object({ latitude: z.number(), longitude: z.number() }) }),
]);

const File = z.object({ url: z.string(), caption: z.string().optional(), filename: z.string().optional() });

/** Meta's names of files in MessageBird's. */
const FILES: Record<string, string> = { image: 'image', video: 'video', audio: 'audio', document: 'file' };

/** What changes an earlier message is told to nobody here. */
const UNTOLD = new Set(['edit', 'revoke', 'system', 'reaction']);

/**
 * What a person did, by `type` and `content`; undefined where MessageBird tells nothing of it. A tap on a template's
 * button is told with the button in it: how it is told really is not documented.
 */
export function contentOf(
  message: Record<string, unknown> & { type?: unknown },
): { type: string; content: Record<string, unknown> } | undefined {
  const type = String(message.type);
  if (UNTOLD.has(type)) return undefined;
  const name = Object.hasOwn(FILES, type) ? FILES[type] : undefined;
  if (name !== undefined) return { type: name, content: { [name]: File.parse(message[type]) } };
  if (type === 'sticker') {
    return { type: 'whatsappSticker', content: { whatsappSticker: { link: File.parse(message[type]).url } } };
  }
  const { data: meta } = Meta.safeParse(message);
  switch (meta?.type) {
    case 'text':
      return { type: 'text', content: { text: meta.text.body } };
    case 'button':
      return { type: 'button', content: { text: meta.button.text, button: meta.button } };
    case 'location':
      return { type: 'location', content: { location: meta.location } };
    case 'interactive': {
      const reply = meta.interactive.button_reply ?? meta.interactive.list_reply;
      if (!reply) break;
      const { id, title: text, description } = reply;
      return {
        type: 'interactive',
        content: {
          interactive: {
            type: meta.interactive.type,
            reply: { id, text, ...(description === undefined ? {} : { description }) },
          },
        },
      };
    }
    default:
  }
  return { type, content: {} };
}
