import { z } from 'zod';
import { present } from '../../../channels/cloud-payload/present.js';
import { JsonValue } from '../../../flow/json-value.js';
import { lenientList, lenientText, parseEach } from '../../../channels/cloud-payload/lenient.js';
import type { LocalMessage } from '../local-agent.js';
import { lenientLanguage } from './export-file.js';

/** Exports name platforms in lower case, the API in upper case and two of them otherwise. */
const PLATFORMS: Readonly<Record<string, string>> = { google: 'ACTIONS_ON_GOOGLE', hangouts: 'GOOGLE_HANGOUTS' };

/** Older exports have a number or a text where newer ones have a list. */
const texts = z
  .union([z.string().transform((text) => [text]), z.array(z.unknown())])
  .catch([])
  .transform((list) => list.flatMap((text) => (typeof text === 'string' && text.trim() !== '' ? [text] : [])));

const Head = z.object({
  type: lenientText,
  platform: lenientText,
  lang: lenientLanguage,
  condition: lenientText,
});

const Text = z.object({ speech: texts });
const Button = z.object({ text: lenientText, postback: lenientText });
const Card = z.object({ title: lenientText, subtitle: lenientText, imageUrl: lenientText, buttons: lenientList });
const QuickReplies = z.object({ title: lenientText, replies: texts });
const Image = z.object({ imageUrl: z.string(), accessibilityText: lenientText });
const Payload = z.object({ payload: z.record(z.string(), JsonValue) });
const Speech = z.object({ textToSpeech: lenientText, displayText: lenientText });
const Spoken = Speech.extend({ items: lenientList });
const Chip = z.object({ title: z.string() });
const Chips = z.object({ suggestions: lenientList });

/** What a message of one kind comes to in the API's shape; undefined where there is nothing in it. */
type ReadKind = (message: unknown) => LocalMessage | undefined;

function kind<T>(schema: z.ZodType<T>, toApi: (message: T) => LocalMessage | undefined): ReadKind {
  return (message) => {
    const parsed = schema.safeParse(message);
    return parsed.success ? toApi(parsed.data) : undefined;
  };
}

/** By `type`: a number in older exports, the same as text in newer ones, words for the Google Assistant's. */
const KINDS: Readonly<Record<string, ReadKind>> = {
  '0': kind(Text, ({ speech }) => (speech.length > 0 ? { text: { text: speech } } : undefined)),
  '1': kind(Card, ({ title, subtitle, imageUrl, buttons }) => ({
    card: present({
      title,
      subtitle,
      imageUri: imageUrl,
      buttons: parseEach(buttons, Button).map((one) => present(one)),
    }),
  })),
  '2': kind(QuickReplies, ({ title, replies }) =>
    replies.length > 0 ? { quickReplies: present({ title, quickReplies: replies }) } : undefined,
  ),
  '3': kind(Image, ({ imageUrl, accessibilityText }) => ({
    image: present({ imageUri: imageUrl, accessibilityText }),
  })),
  '4': kind(Payload, ({ payload }) => ({ payload })),
  custom_payload: kind(Payload, ({ payload }) => ({ payload })),
  simple_response: kind(Spoken, ({ items, ...own }) => ({
    simpleResponses: { simpleResponses: [own, ...parseEach(items, Speech)].map((one) => present(one)) },
  })),
  suggestion_chips: kind(Chips, ({ suggestions }) => ({ suggestions: { suggestions: parseEach(suggestions, Chip) } })),
};

/** Kinds of the Google Assistant that no chat shows; only their name is kept, so that it can be told when they are skipped. */
const ASSISTANT: Readonly<Record<string, string>> = {
  basic_card: 'basicCard',
  list_card: 'listSelect',
  carousel_card: 'carouselSelect',
  link_out_chip: 'linkOutSuggestion',
  browse_carousel_card: 'browseCarouselCard',
  table_card: 'tableCard',
  media_content: 'mediaContent',
};

export type ReadMessage =
  | { kind: 'message'; language: string | undefined; message: LocalMessage }
  | { kind: 'empty' }
  | { kind: 'unknown'; problem: string };

/** A message of an export in the shape of Dialogflow's API. */
export function readMessage(given: unknown): ReadMessage {
  const { data: head } = Head.safeParse(given);
  if (!head) return { kind: 'unknown', problem: 'a message is no object' };
  if (head.condition !== undefined && head.condition.trim() !== '')
    return { kind: 'unknown', problem: `a message with a condition ("${head.condition}") is left out` };
  const type = head.type ?? '0';
  const read = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  const assistant = Object.hasOwn(ASSISTANT, type) ? ASSISTANT[type] : undefined;
  if (!read && assistant === undefined)
    return { kind: 'unknown', problem: `a message of the unknown type "${type}" is left out` };
  const message = assistant === undefined ? read?.(given) : { [assistant]: {} };
  if (!message) return { kind: 'empty' };
  const platform = platformOf(head.platform);
  return { kind: 'message', language: head.lang, message: { ...(platform !== undefined && { platform }), ...message } };
}

/** A text in all its variants. */
export function textMessage(variants: readonly string[]): LocalMessage {
  return { text: { text: [...variants] } };
}

/** The API's name of an export's platform; undefined for the default one. */
export function platformOf(name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined;
  return (Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name] : undefined) ?? name.toUpperCase();
}
