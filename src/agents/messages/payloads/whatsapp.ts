import { z } from 'zod';
import { present } from '../../../channels/cloud-payload/present.js';
import type { Json } from '../../../flow/conditions.js';
import { MAX_OPTIONS } from '../../../flow/definition/steps.js';
import { isBlank } from '../../../flow/words/fold.js';
import { TemplateCall } from '../../../templates/template-call.js';
import { webAddress } from '../addresses.js';
import { type Button, readButtons } from '../buttons.js';
import { readCard, wordsOfCard } from '../card.js';
import { MAX_EVENT, Parameters } from '../event.js';
import { MAX_MESSAGES } from '../limits.js';
import { named, type Reading, shown, skipped, together } from '../reading.js';
import { visible } from '../words.js';
import type { Convention } from './convention.js';
import { readParts } from './read-parts.js';

/** Numbers are texts too: webhooks give them as what they are. */
const Text = z.union([z.string(), z.number().transform(String)]);
const Title = Text.refine((text) => !isBlank(text), 'there is nothing to see in it');
const Address = z.string().refine((text) => webAddress(text) !== undefined, 'no address with http:// or https://');

export const Choice = z
  .strictObject({
    title: Title,
    description: Text.nullish(),
    /** What a tap says to the agent; the title, where it has neither this nor `event` or `url`. */
    text: Text.nullish(),
    event: z.string().trim().min(1).max(MAX_EVENT).nullish(),
    /** Of the event. */
    parameters: Parameters.nullish(),
    /** A web page that it opens. */
    url: Address.nullish(),
  })
  .refine(
    ({ text, event, url }) => [text, event, url].filter((does) => does !== undefined && does !== null).length <= 1,
    {
      message: 'it has more than one of text, event and url',
    },
  );
const Choices = z.array(Choice.nullish()).nullish();

/**
 * Our own payload: one message, or a few that belong together, in WhatsApp's words and without its limits. Written out
 * for designers in docs/agents/payloads.md.
 */
export const WhatsAppPayload = z.strictObject({
  text: Text.nullish(),
  header: Text.nullish(),
  image: Address.nullish(),
  footer: Text.nullish(),
  buttons: Choices,
  list: Choices,
  media: z
    .strictObject({
      type: z.enum(['image', 'video', 'audio', 'document']),
      link: Address,
      caption: Text.nullish(),
      filename: Text.nullish(),
    })
    .nullish(),
  link: z.strictObject({ label: Title, url: Address }).nullish(),
  locationRequest: z.boolean().nullish(),
  template: TemplateCall.omit({ buttons: true }).nullish(),
});
export type WhatsAppPayload = z.infer<typeof WhatsAppPayload>;

/** A template with some of its parameters would say something else. */
const WHOLE = ['template'];

/** `{"whatsapp": {…}}`, or a list of such. */
export const whatsApp: Convention = {
  name: 'whatsapp',
  read: ({ whatsapp }) => {
    if (whatsapp === undefined || whatsapp === null) return undefined;
    if (!Array.isArray(whatsapp)) return named('whatsapp payload', readOne(whatsapp));
    const read = whatsapp.slice(0, MAX_MESSAGES).map((one, index) => named(`whatsapp payload ${index}`, readOne(one)));
    const more =
      whatsapp.length > MAX_MESSAGES ? [skipped(`whatsapp payload: more than ${MAX_MESSAGES} messages`)] : [];
    return together([...read, ...more]);
  },
};

function readOne(source: Json): Reading {
  const { value, problems } = readParts(WhatsAppPayload, written(source), WHOLE);
  return together([skipped(...problems), ...(value === undefined ? [] : [show(value)])]);
}

function show(payload: WhatsAppPayload): Reading {
  const { text, header, image, footer, link, media, locationRequest, template } = payload;
  const buttons = [...(payload.buttons ?? []), ...(payload.list ?? [])];
  const {
    links,
    choices,
    skipped: notes,
  } = readButtons(buttons.flatMap((button) => (button ? [asButton(button)] : [])));
  const card = {
    header: header ?? undefined,
    text: text ?? undefined,
    footer: footer ?? undefined,
    image: image ?? undefined,
    links: [...(link ? [{ label: link.label.trim(), url: link.url.trim() }] : []), ...links],
    choices,
    locationRequest: locationRequest ?? false,
    skipped: notes,
  };
  // A file takes the words as its caption where nothing else needs them: one message in place of two.
  const buttonless = card.links.length + choices.length === 0 && locationRequest !== true;
  const borrows = media && !visible(media.caption ?? undefined) && media.type !== 'audio' && buttonless && !image;
  return together([
    ...(media ? [shown(mediaMessage(media, borrows ? wordsOfCard(card) : media.caption))] : []),
    borrows ? skipped(...notes) : readCard(card),
    ...(template ? [shown({ kind: 'template', call: present(template) })] : []),
  ]);
}

function mediaMessage(
  { type, link, filename }: NonNullable<WhatsAppPayload['media']>,
  caption: string | null | undefined,
) {
  return present({
    kind: 'media' as const,
    media: type,
    link: link.trim(),
    caption: visible(caption ?? undefined),
    filename: visible(filename ?? undefined),
  });
}

function asButton({ title, description, text, event, parameters, url }: z.infer<typeof Choice>): Button {
  return {
    title,
    description: description ?? undefined,
    says: text ?? undefined,
    event: event ? present({ kind: 'event' as const, name: event, parameters: parameters ?? undefined }) : undefined,
    address: url ?? undefined,
  };
}

/** The short forms written out: a text alone, titles alone, a template's name alone. */
function written(source: Json): Json {
  if (typeof source === 'string') return { text: source };
  if (typeof source !== 'object' || source === null || Array.isArray(source)) return source;
  const { buttons, list, template } = source;
  return {
    ...source,
    ...(Array.isArray(buttons) && { buttons: titled(buttons) }),
    ...(Array.isArray(list) && { list: titled(list) }),
    ...(typeof template === 'string' && { template: { template } }),
  };
}

/** One more than can be shown stays, so that it is told that there were more. */
function titled(choices: Json[]): Json {
  return choices
    .slice(0, MAX_OPTIONS + 1)
    .map((choice) => (typeof choice === 'string' || typeof choice === 'number' ? { title: choice } : choice));
}
