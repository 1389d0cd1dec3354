import { z } from 'zod';
import { lenientList, lenientObject, lenientRecord, lenientText } from '../../../channels/cloud-payload/lenient.js';
import { present } from '../../../channels/cloud-payload/present.js';
import { type Button, readButtons } from '../buttons.js';
import { readCard } from '../card.js';
import { readEvent } from '../event.js';
import { brief } from '../notes.js';
import { named, type Reading, skipped, together } from '../reading.js';
import { joined } from '../words.js';
import type { Convention } from './convention.js';

/**
 * Dialogflow Messenger's `{"richContent": [[part, part], [part]]}`: cards made of parts. ES and CX differ in a few
 * names (`link` and `anchor.href`, `event.name` and `event.event`); both are taken.
 */
export const richContent: Convention = {
  name: 'richContent',
  read: (payload) => {
    const content = payload['richContent'];
    if (content === undefined || content === null) return undefined;
    return named('richContent payload', together(cardsOf(lenientList.parse(content)).map(readCardOfParts)));
  },
};

/** Parts that stand outside of a card make one with their neighbours. */
function cardsOf(content: readonly unknown[]): unknown[][] {
  const cards: unknown[][] = [];
  let open: unknown[] | undefined;
  for (const member of content) {
    if (Array.isArray(member)) {
      cards.push(member);
      open = undefined;
    } else if (open === undefined) {
      open = [member];
      cards.push(open);
    } else {
      open.push(member);
    }
  }
  return cards;
}

/** What one part gives to its card. */
interface Piece {
  image?: string | undefined;
  words?: string | undefined;
  buttons?: Button[];
  skipped?: string[];
}

const Image = lenientObject({ rawUrl: lenientText, src: lenientObject({ rawUrl: lenientText }) });
const Part = z.object({
  type: lenientText,
  title: lenientText,
  subtitle: lenientText,
  text: z.union([z.array(z.unknown()), lenientText]),
  rawUrl: lenientText,
  accessibilityText: lenientText,
  image: Image,
  link: lenientText,
  actionLink: lenientText,
  anchor: lenientObject({ href: lenientText }),
  event: z.unknown().optional(),
  options: lenientList,
});
type Part = z.infer<typeof Part>;

const PARTS: Readonly<Record<string, (part: Part) => Piece>> = {
  info: readInfo,
  description: (part) => ({ words: joined([part.title, ...textsOf(part)], '\n') }),
  image: (part) => ({ image: part.rawUrl ?? imageOf(part), words: part.accessibilityText }),
  button: (part) => ({ buttons: [{ ...action(part), title: textsOf(part)[0] ?? part.title }] }),
  list: (part) => ({ buttons: [{ ...action(part), title: part.title, description: part.subtitle }] }),
  accordion: (part) => ({
    image: imageOf(part),
    words: joined([part.title, part.subtitle, ...textsOf(part)], '\n'),
  }),
  chips: ({ options }) => ({
    buttons: options.flatMap((option) => {
      const parsed = Part.safeParse(option);
      return parsed.success ? [{ ...action(parsed.data), title: textsOf(parsed.data)[0] }] : [];
    }),
  }),
  // Between the parts of a card an empty line or another message stands in any case.
  divider: () => ({}),
};

/** A tap on it does something, or nothing: with an event it is a row to choose, with a page a link below its words. */
function readInfo(part: Part): Piece {
  const { title, subtitle } = part;
  const { address, event } = action(part);
  const image = imageOf(part);
  if (address === undefined && event !== undefined) {
    return { image, buttons: [{ title, description: subtitle, event }] };
  }
  const words = joined([title, subtitle], '\n');
  return { image, words, buttons: address === undefined ? [] : [{ address }] };
}

function readPart(source: unknown): Piece {
  const parsed = Part.safeParse(source);
  const type = parsed.data?.type;
  if (parsed.data === undefined || type === undefined) return { skipped: ['a part without a type'] };
  const read = Object.hasOwn(PARTS, type) ? PARTS[type] : undefined;
  return read?.(parsed.data) ?? { skipped: [`type ${brief(type)}`] };
}

/** What stands in one message, or in a few where it has links and choices: a picture, words, buttons. */
interface Section {
  image?: string | undefined;
  words: string[];
  buttons: Button[];
}

/** The parts of a card in as few messages as keep their order: words after buttons and a second picture begin anew. */
function readCardOfParts(parts: readonly unknown[]): Reading {
  const sections: Section[] = [];
  const notes: string[] = [];
  for (const { image, words, buttons = [], skipped: left = [] } of parts.map(readPart)) {
    const last = sections.at(-1);
    const begins =
      last === undefined ||
      (image !== undefined && (last.image !== undefined || last.words.length > 0 || last.buttons.length > 0)) ||
      (words !== undefined && last.buttons.length > 0);
    const section: Section = begins ? { words: [], buttons: [] } : last;
    if (begins) sections.push(section);
    section.image ??= image;
    if (words !== undefined) section.words.push(words);
    section.buttons.push(...buttons);
    notes.push(...left);
  }
  return together([
    ...sections.map(({ image, words, buttons }) =>
      readCard({ image, text: joined(words, '\n\n'), ...readButtons(buttons) }),
    ),
    skipped(...notes),
  ]);
}

function imageOf({ image }: Part): string | undefined {
  return image?.rawUrl ?? image?.src?.rawUrl;
}

function textsOf({ text }: Part): string[] {
  return (Array.isArray(text) ? text : [text]).flatMap((line) => lenientText.parse(line) ?? []);
}

/** What a part does when it is tapped: it opens a page, or it says an event to the agent. */
function action({ link, actionLink, anchor, event }: Part): Pick<Button, 'address' | 'event'> {
  const address = [link, actionLink, anchor?.href].find((one) => one !== undefined && one !== '');
  return present({ address, event: lenientRecord.parse(event) && readEvent(event) });
}
