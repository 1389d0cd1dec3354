import { z } from 'zod';
import { lenientList, lenientText, parseEach } from '../../channels/cloud-payload/lenient.js';
import { present } from '../../channels/cloud-payload/present.js';
import { webAddress } from './addresses.js';
import { type Button, postback, readButtons } from './buttons.js';
import { readCard } from './card.js';
import { type KindReaders, kindOf, readKind } from './kind-of.js';
import { brief } from './notes.js';
import { readPayload } from './payloads/read-payload.js';
import { type Reading, shown, skipped } from './reading.js';
import { readText } from './text-message.js';
import { joined, visible } from './words.js';

const Image = z.object({ imageUri: lenientText, accessibilityText: lenientText });
const QuickReplies = z.object({ title: lenientText, quickReplies: lenientList });
const Card = z.object({ title: lenientText, subtitle: lenientText, imageUri: lenientText, buttons: lenientList });
const CardButton = z.object({ text: lenientText, postback: lenientText });
const Suggestions = z.object({ suggestions: lenientList });
const Suggestion = z.object({ title: lenientText });

/** Kinds of `google.cloud.dialogflow.v2.Intent.Message` that are not the Google Assistant's. */
const KINDS: KindReaders = {
  text: readText,
  image: (body) => {
    const { imageUri = '', accessibilityText } = Image.safeParse(body).data ?? {};
    const link = webAddress(imageUri);
    return link === undefined
      ? skipped(`image ${brief(imageUri)} is no web address`)
      : shown(present({ kind: 'media' as const, media: 'image' as const, link, caption: visible(accessibilityText) }));
  },
  quickReplies: (body) => {
    const { title, quickReplies = [] } = QuickReplies.safeParse(body).data ?? {};
    return readCard({
      text: title,
      ...readButtons(quickReplies.map((reply) => ({ title: lenientText.parse(reply) }))),
    });
  },
  card: (body) => {
    const { title, subtitle, imageUri, buttons = [] } = Card.safeParse(body).data ?? {};
    const found = parseEach(buttons, CardButton).map(({ text, postback: does }) => ({
      title: text,
      ...postback(does),
    }));
    return readCard({ text: joined([title, subtitle], '\n'), image: visible(imageUri), ...readButtons(found) });
  },
  payload: readPayload,
};

/** Kinds that the Google Assistant alone shows; the same proto. */
const ASSISTANT = new Set([
  'simpleResponses',
  'basicCard',
  'suggestions',
  'linkOutSuggestion',
  'listSelect',
  'carouselSelect',
  'browseCarouselCard',
  'tableCard',
  'mediaContent',
]);

/** Reads one message of an ES agent. The Assistant's kinds are skipped by name. */
export function readEsMessage(message: unknown): Reading {
  return readKind(message, KINDS);
}

/** The name of the kind, where only the Google Assistant shows it. */
export function assistantKind(message: unknown): string | undefined {
  const kind = kindOf(message)?.kind;
  return kind !== undefined && ASSISTANT.has(kind) ? kind : undefined;
}

/** What the Assistant would suggest to say. */
export function suggestions(message: unknown): Button[] {
  const found = kindOf(message);
  const parsed = found?.kind === 'suggestions' ? Suggestions.safeParse(found.body) : undefined;
  return parseEach(parsed?.data?.suggestions ?? [], Suggestion);
}

/** Numbers of Intent.Message.Platform, which a client gives in place of names where it is told to. */
const PLATFORMS: Readonly<Record<string, string>> = {
  '0': 'default',
  PLATFORM_UNSPECIFIED: 'default',
  '1': 'FACEBOOK',
  '2': 'SLACK',
  '3': 'TELEGRAM',
  '4': 'KIK',
  '5': 'SKYPE',
  '6': 'LINE',
  '7': 'VIBER',
  '8': 'ACTIONS_ON_GOOGLE',
  '11': 'GOOGLE_HANGOUTS',
};

/** The platform that a message is meant for, as settings name it; `default` where it is meant for any. */
export function platformOf(message: unknown): string {
  const name = z.object({ platform: lenientText }).safeParse(message).data?.platform || '0';
  return (Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name] : undefined) ?? name;
}
