import { refusal, type Refusal } from '../meta-errors.js';
import { checkMediaSource, type KnowsMedia } from './check-media.js';
import * as limit from './limits.js';
import type { Header, Interactive } from './outgoing-message.js';

/** Subcode that Meta gives with 131009 for values of interactive messages. */
const INTERACTIVE_VALUE = 2494010;

const invalid = (details: string) => refusal(131009, details, INTERACTIVE_VALUE);

/** What Meta would refuse in an interactive message, in the order of the payload; the caller takes the first. */
export function* checkInteractive(message: Interactive, media: KnowsMedia): Generator<Refusal> {
  if (message.type !== 'location_request_message' && message.header) yield* checkHeader(message.header, media);
  yield* checkLength("interactive['body']['text']", message.body.text, limit.INTERACTIVE_BODY);
  if (message.type !== 'location_request_message' && message.footer) {
    yield* checkLength("interactive['footer']['text']", message.footer.text, limit.INTERACTIVE_FOOTER);
  }
  switch (message.type) {
    case 'button':
      return yield* checkButtons(message.action.buttons.map((button) => button.reply));
    case 'list':
      return yield* checkList(message.action.button, message.action.sections);
    case 'cta_url':
      return yield* checkLink(message.action.parameters);
    case 'location_request_message':
      return;
  }
}

function* checkHeader(header: Header, media: KnowsMedia): Generator<Refusal> {
  switch (header.type) {
    case 'text':
      return yield* checkLength("interactive['header']['text']", header.text, limit.INTERACTIVE_HEADER);
    case 'image':
      return yield* checkMediaSource("interactive['header']['image']", header.image, media);
    case 'video':
      return yield* checkMediaSource("interactive['header']['video']", header.video, media);
    case 'document':
      return yield* checkMediaSource("interactive['header']['document']", header.document, media);
  }
}

function* checkButtons(buttons: readonly { id: string; title: string }[]): Generator<Refusal> {
  if (buttons.length < 1 || buttons.length > limit.BUTTONS) {
    yield invalid(`Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: ${limit.BUTTONS}`);
  }
  for (const { id, title } of buttons) {
    if (title.trim() === '' || title.length > limit.BUTTON_TITLE) {
      yield invalid(`Button title length invalid. Min length: 1, Max length: ${limit.BUTTON_TITLE}`);
    }
    if (/[\r\n]/.test(title)) yield invalid('Button title must not contain line breaks');
    yield* checkId('Button id', id, limit.BUTTON_ID);
  }
  // One report saw "Whatsapp" beside "WhatsApp" refused: case and outer spaces do not make a title different.
  if (hasRepeats(buttons.map((button) => folded(button.title)))) yield invalid('Buttons titles must be unique');
  if (hasRepeats(buttons.map((button) => button.id))) yield invalid('Buttons ids must be unique');
}

type Sections = readonly {
  title?: string | undefined;
  rows: readonly { id: string; title: string; description?: string | undefined }[];
}[];

function* checkList(button: string, sections: Sections): Generator<Refusal> {
  if (button.trim() === '' || button.length > limit.LIST_BUTTON) {
    yield invalid(`List button text length invalid. Min length: 1, Max length: ${limit.LIST_BUTTON}`);
  }
  if (sections.length < 1 || sections.length > limit.LIST_SECTIONS) {
    yield invalid(`Invalid sections count. Min allowed sections: 1, Max allowed sections: ${limit.LIST_SECTIONS}`);
  }
  const rows = sections.flatMap((section) => section.rows);
  if (rows.length > limit.LIST_ROWS) {
    yield invalid(`Total row count exceed max allowed count: ${limit.LIST_ROWS}`);
  }
  for (const section of sections) {
    if (section.rows.length === 0) yield invalid('Section must have at least one row');
    if (sections.length > 1 && (section.title ?? '').trim() === '') {
      yield refusal(131008, 'Section title is required when there is more than one section');
    }
    if (section.title === '') yield invalid('Section title must not be empty');
    if ((section.title ?? '').length > limit.SECTION_TITLE) {
      yield invalid(`Section title is too long. Max length is ${limit.SECTION_TITLE}`);
    }
  }
  for (const row of rows) {
    if (row.title.trim() === '') yield invalid('Row title must not be empty');
    if (row.title.length > limit.ROW_TITLE) yield invalid(`Row title is too long. Max length is ${limit.ROW_TITLE}`);
    if (/[\r\n]/.test(row.title)) yield invalid('Row title must not contain line breaks');
    if (row.description === '') yield invalid('Row description must not be empty');
    if ((row.description ?? '').length > limit.ROW_DESCRIPTION) {
      yield invalid(`Row description is too long. Max length is ${limit.ROW_DESCRIPTION}`);
    }
    yield* checkId('Row id', row.id, limit.ROW_ID);
  }
  if (hasRepeats(rows.map((row) => row.id))) yield invalid('Row ids must be unique');
  // Not in Meta's rules; two equal rows cannot be told apart by the person, so it is a mistake of the sender.
  if (hasRepeats(rows.map((row) => folded(row.title)))) yield invalid('Row titles must be unique');
}

function* checkLink(parameters: { display_text: string; url: string }): Generator<Refusal> {
  if (parameters.display_text.trim() === '' || parameters.display_text.length > limit.CTA_LABEL) {
    yield invalid(`Display text length invalid. Min length: 1, Max length: ${limit.CTA_LABEL}`);
  }
  const url = URL.canParse(parameters.url) ? new URL(parameters.url) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || parameters.url.length > limit.URL_LENGTH) {
    yield invalid("Param interactive['action']['parameters']['url'] is not a valid URL");
  } else if (/^[\d.]+$|^\[/.test(url.hostname)) {
    yield invalid('URL must not be an IP address');
  }
}

function* checkId(what: string, id: string, max: number): Generator<Refusal> {
  if (id.length < 1 || id.length > max) yield invalid(`${what} length invalid. Min length: 1, Max length: ${max}`);
  if (id !== id.trim()) yield invalid(`${what} must not begin or end with a space`);
}

function* checkLength(param: string, text: string, max: number): Generator<Refusal> {
  if (text === '') yield refusal(131008, `The parameter ${param} is required.`);
  if (text.length > max) yield invalid(`Param ${param} length invalid. Min length: 1, Max length: ${max}`);
}

function folded(title: string): string {
  return title.trim().toLowerCase();
}

function hasRepeats(values: readonly string[]): boolean {
  return new Set(values).size !== values.length;
}
