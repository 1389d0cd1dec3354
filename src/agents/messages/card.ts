import type { AgentChoice, AgentMessage } from '../../flow/agent/agent-reply.js';
import { present } from '../../channels/cloud-payload/present.js';
import { webAddress } from './addresses.js';
import type { Buttons } from './buttons.js';
import { brief } from './notes.js';
import { reading, type Reading } from './reading.js';
import { joined, visible } from './words.js';

/** Words, a picture and buttons that belong together, whatever the format calls them. */
export interface Card extends Partial<Buttons> {
  header?: string | undefined;
  text?: string | undefined;
  footer?: string | undefined;
  /** Address of a picture, not yet looked at. */
  image?: string | undefined;
  /** Asks for the person's position. */
  locationRequest?: boolean | undefined;
}

/** Between parts of the words: an empty line. */
const BETWEEN = '\n\n';

/** What goes around the buttons of one message. */
type Frame = Pick<Extract<AgentMessage, { kind: 'choices' }>, 'text' | 'header' | 'image' | 'footer'>;

/**
 * The messages of a card, in as few as WhatsApp allows: a message has one link or choices, never both. Links go first,
 * so that what can be tapped as an answer stands at the end. The words and the picture go with the first of them.
 */
export function readCard(card: Card): Reading {
  const { links = [], choices = [], skipped = [] } = card;
  const image = webAddress(card.image);
  const notes = image === undefined && card.image !== undefined ? [`image ${brief(card.image)} is no web address`] : [];
  const frame = frameOf(card, image);

  const framed: ((frame: Frame) => AgentMessage[])[] = [
    ...links.map((link) => (around: Frame) => [linkMessage(link, around)]),
    ...(choices.length > 0 ? [(around: Frame) => [choicesMessage(choices, around)]] : []),
    ...(card.locationRequest === true ? [locationRequest] : []),
  ];
  const [first = plain, ...others] = framed;
  return reading({
    messages: [...first(frame), ...others.flatMap((make) => make({}))],
    skipped: [...notes, ...skipped],
  });
}

function frameOf({ header, text, footer }: Card, image: string | undefined): Frame {
  // A message has one thing above its body: beside a picture a header is the first line of the words.
  const withHeader = image === undefined;
  return present({
    header: withHeader ? visible(header) : undefined,
    text: joined(withHeader ? [text] : [header, text], BETWEEN),
    footer: visible(footer),
    image,
  });
}

function linkMessage({ label, url, text }: NonNullable<Card['links']>[number], frame: Frame): AgentMessage {
  return present({ kind: 'link' as const, ...frame, text: joined([frame.text, text], BETWEEN), label, url });
}

function choicesMessage(choices: AgentChoice[], frame: Frame): AgentMessage {
  return { kind: 'choices', ...frame, choices };
}

/** All words of a card in one text, where there is no message that has places for them. */
export function wordsOfCard({ header, text, footer }: Pick<Card, 'header' | 'text' | 'footer'>): string | undefined {
  return joined([header, text, footer], BETWEEN);
}

/** Without buttons there is no message with a header or a footer: they become lines of the words. */
function plain({ image, ...frame }: Frame): AgentMessage[] {
  const words = wordsOfCard(frame);
  if (image !== undefined)
    return [present({ kind: 'media' as const, media: 'image' as const, link: image, caption: words })];
  return words === undefined ? [] : [{ kind: 'text', text: words }];
}

function locationRequest({ image, ...frame }: Frame): AgentMessage[] {
  return [...plain(present({ image })), present({ kind: 'location-request' as const, text: wordsOfCard(frame) })];
}
