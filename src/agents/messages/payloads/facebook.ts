import { z } from 'zod';
import { lenientList, lenientObject, lenientText, parseEach } from '../../../channels/cloud-payload/lenient.js';
import { type MediaKind, webAddress } from '../addresses.js';
import { type Button, postback, readButtons } from '../buttons.js';
import { readCard } from '../card.js';
import { brief } from '../notes.js';
import { type Reading, shown, skipped, together } from '../reading.js';
import { joined, visible } from '../words.js';
import type { Convention } from './convention.js';
import { readEnvelope } from './envelope.js';

/** `{"facebook": {…}}`: a message as Messenger's Send API takes it, of text, attachment and quick replies. */
export const facebook: Convention = {
  name: 'facebook',
  read: (payload) => readEnvelope('facebook', payload, readMessage),
};

const Message = z.object({
  text: lenientText,
  attachment: lenientObject({ type: lenientText, payload: z.unknown().optional() }),
  quick_replies: lenientList,
});
const QuickReply = z.object({ content_type: lenientText, title: lenientText, payload: lenientText });

function readMessage(source: unknown): Reading {
  const parsed = Message.safeParse(source);
  if (!parsed.success) return skipped('no object');
  const { text, attachment, quick_replies } = parsed.data;
  const replies = parseEach(quick_replies, QuickReply);
  const others = replies.filter(({ content_type: type = 'text' }) => type !== 'text');
  const buttons = readButtons(
    replies.flatMap(({ content_type: type = 'text', title, payload }) =>
      type === 'text' ? [{ title, ...postback(payload) }] : [],
    ),
  );
  const left = skipped(...others.map(({ content_type: type = '' }) => `quick reply ${brief(type)}`));
  if (attachment === undefined) return together([readCard({ text, ...buttons }), left]);
  // Messenger takes no text beside an attachment, but people write it.
  return together([readCard({ text }), readAttachment(attachment), readCard(buttons), left]);
}

const FILES: Readonly<Record<string, MediaKind>> = { image: 'image', audio: 'audio', video: 'video', file: 'document' };

function readAttachment({ type = '', payload }: { type?: string | undefined; payload?: unknown }): Reading {
  const kind = Object.hasOwn(FILES, type) ? FILES[type] : undefined;
  if (kind !== undefined) return readFile(kind, payload);
  return type === 'template' ? readTemplate(payload) : skipped(`attachment ${brief(type)}`);
}

function readFile(media: MediaKind, source: unknown): Reading {
  const parsed = z.object({ url: lenientText }).safeParse(source);
  const link = webAddress(parsed.data?.url);
  return link === undefined
    ? skipped(`${media} ${brief(parsed.data?.url ?? '')} is no web address`)
    : shown({ kind: 'media', media, link });
}

const Template = z.object({
  template_type: lenientText,
  text: lenientText,
  buttons: lenientList,
  elements: lenientList,
});
const Element = z.object({
  title: lenientText,
  subtitle: lenientText,
  image_url: lenientText,
  default_action: lenientObject({ url: lenientText }),
  buttons: lenientList,
});

function readTemplate(source: unknown): Reading {
  const parsed = Template.safeParse(source);
  const { template_type: type = '', text, buttons = [], elements = [] } = parsed.data ?? {};
  if (type === 'button') return readCard({ text, ...readButtons(parseEach(buttons, TemplateButton).map(asButton)) });
  if (type === 'generic') return together(parseEach(elements, Element).map(readElement));
  return skipped(`template ${brief(type)}`);
}

function readElement({ title, subtitle, image_url: image, default_action, buttons }: z.infer<typeof Element>): Reading {
  const found = parseEach(buttons, TemplateButton).map(asButton);
  // A tap on the card itself; its buttons are more than that.
  const whole = default_action?.url === undefined ? [] : [{ address: default_action.url }];
  const words = joined([title, subtitle], '\n');
  return readCard({ text: words, image: visible(image), ...readButtons(found.length > 0 ? found : whole) });
}

const TemplateButton = z.object({ type: lenientText, title: lenientText, url: lenientText, payload: lenientText });

function asButton({ type, title, url, payload }: z.infer<typeof TemplateButton>): Button {
  if (type === 'web_url') return { title, address: url ?? '' };
  // A telephone number is nothing to say to an agent.
  if (type === 'phone_number') return { title, address: `tel:${payload ?? ''}` };
  return { title, ...postback(payload) };
}
