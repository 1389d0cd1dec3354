import { z } from 'zod';
import { lenientFlag, lenientList, lenientObject, lenientText } from '../../../channels/cloud-payload/lenient.js';
import { type Button, readButtons } from '../buttons.js';
import { readCard } from '../card.js';
import { brief } from '../notes.js';
import { type Reading, skipped, together } from '../reading.js';
import type { Convention } from './convention.js';
import { readEnvelope } from './envelope.js';

/** `{"telegram": {"text": …, "reply_markup": {…}}}`: a text with a keyboard, as Telegram's sendMessage takes it. */
export const telegram: Convention = {
  name: 'telegram',
  read: (payload) => readEnvelope('telegram', payload, readMessage),
};

const Message = z.object({
  text: lenientText,
  reply_markup: lenientObject({ keyboard: lenientList, inline_keyboard: lenientList }),
});

const Key = z.object({
  text: lenientText,
  callback_data: lenientText,
  url: lenientText,
  request_contact: lenientFlag,
  request_location: lenientFlag,
});

/** How a text is marked up or a keyboard is shown on Telegram: nothing is lost without it. */
const MANNERS = new Set(['chat_id', 'parse_mode', 'disable_notification', 'disable_web_page_preview']);

function readMessage(source: unknown): Reading {
  const parsed = Message.safeParse(source);
  if (!parsed.success) return skipped('no object');
  const { text, reply_markup: { keyboard = [], inline_keyboard: inline = [] } = {} } = parsed.data;
  const keys = [...keyboard, ...inline].flat().map(readKey);
  const unread = Object.keys(source ?? {}).filter((name) => !(name in Message.shape) && !MANNERS.has(name));
  return together([
    readCard({ text, ...readButtons(keys.flatMap((key) => (typeof key === 'string' ? [] : [key]))) }),
    skipped(...keys.filter((key) => typeof key === 'string'), ...unread.map((name) => `field ${brief(name)}`)),
  ]);
}

/** A key, or why there is none. */
function readKey(source: unknown): Button | string {
  if (typeof source === 'string') return { title: source };
  const parsed = Key.safeParse(source);
  if (!parsed.success) return 'a key without a text';
  const { text: title, callback_data: says, url, request_contact: contact, request_location: location } = parsed.data;
  if (contact === true || location === true) return `key ${brief(title ?? '')}: asks for a contact or a position`;
  return url === undefined ? { title, says } : { title, address: url };
}
