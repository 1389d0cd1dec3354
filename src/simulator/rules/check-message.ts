import { refusal, type Refusal } from '../meta-errors.js';
import type { RenderedTemplate } from '../templates/rendered-template.js';
import type { Account } from './account.js';
import { checkInteractive } from './check-interactive.js';
import { checkLocation } from './check-location.js';
import { checkMediaSource } from './check-media.js';
import { checkTemplateCall } from './check-template-call.js';
import * as limit from './limits.js';
import { MESSAGE_TYPES, OutgoingMessage } from './outgoing-message.js';
import { readShape } from './shape.js';

export type CheckedMessage =
  | { ok: true; message: OutgoingMessage; rendered?: RenderedTemplate; category: string }
  | { ok: false; refusal: Refusal };

/** Is this body of POST /messages one that Meta takes? Everything but the window, rates and faults is decided here. */
export function checkMessage(payload: unknown, account: Account): CheckedMessage {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return refused(refusal(100, 'The request body must be a JSON object.'));
  }
  const type = 'type' in payload ? payload.type : 'text';
  if (typeof type !== 'string' || !MESSAGE_TYPES.some((known) => known === type)) {
    return refused(
      refusal(100, `Param type must be one of {${MESSAGE_TYPES.join(', ').toUpperCase()}} - got "${String(type)}".`),
    );
  }
  const shaped = readShape(OutgoingMessage, { ...payload, type });
  if (!shaped.ok) return shaped;
  const message = shaped.value;

  const [wrong] = checkEnvelope(message, account.ownNumber);
  if (wrong) return refused(wrong);
  if (message.type === 'template') {
    const call = checkTemplateCall(message.template, account);
    if (!call.ok) return call;
    if (call.template.category === 'AUTHENTICATION' && message.to === undefined) return refused(refusal(131062));
    return { ok: true, message, rendered: call.rendered, category: call.template.category.toLowerCase() };
  }
  const [violation] = checkContent(message, account);
  return violation ? refused(violation) : { ok: true, message, category: 'service' };
}

function refused(because: Refusal): CheckedMessage {
  return { ok: false, refusal: because };
}

function* checkEnvelope(message: OutgoingMessage, ownNumber: string): Generator<Refusal> {
  if (message.to === undefined && message.recipient === undefined) yield refusal(100, 'The parameter to is required.');
  // A business-scoped id belongs into `recipient`; in `to` it is nobody's number.
  if (message.to !== undefined && !/^\+?\d{5,15}$/.test(message.to)) {
    yield refusal(100, 'Param to must be a phone number with country code, digits only.');
  }
  if (message.to?.replace('+', '') === ownNumber) yield refusal(131021);
  if (
    message.to === undefined &&
    message.recipient !== undefined &&
    !/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(message.recipient)
  ) {
    yield refusal(100, 'Param recipient must be a business-scoped user id.');
  }
  if (message.context?.message_id === '') yield refusal(131008, "The parameter context['message_id'] is required.");
  if ((message.biz_opaque_callback_data ?? '').length > limit.CALLBACK_DATA) {
    yield refusal(131009, `Param biz_opaque_callback_data is too long. Max length is ${limit.CALLBACK_DATA}`);
  }
}

function* checkContent(message: Exclude<OutgoingMessage, { type: 'template' }>, account: Account): Generator<Refusal> {
  switch (message.type) {
    case 'text':
      if (message.text.body === '') yield refusal(131008, "The parameter text['body'] is required.");
      if (message.text.body.length > limit.TEXT_BODY) {
        yield refusal(100, `Param text['body'] must be at most ${limit.TEXT_BODY} characters long.`);
      }
      return;
    case 'image':
      yield* checkMediaSource('image', message.image, account.hasMedia);
      return yield* checkCaption('image', message.image.caption);
    case 'video':
      yield* checkMediaSource('video', message.video, account.hasMedia);
      return yield* checkCaption('video', message.video.caption);
    case 'document':
      yield* checkMediaSource('document', message.document, account.hasMedia);
      if ((message.document.filename ?? '').length > limit.FILENAME) {
        yield refusal(131009, `Param document['filename'] is too long. Max length is ${limit.FILENAME}`);
      }
      return yield* checkCaption('document', message.document.caption);
    case 'audio':
      return yield* checkMediaSource('audio', message.audio, account.hasMedia);
    case 'sticker':
      return yield* checkMediaSource('sticker', message.sticker, account.hasMedia);
    case 'location':
      return yield* checkLocation(message.location.latitude, message.location.longitude);
    case 'contacts':
      return yield* checkContacts(message.contacts);
    case 'reaction':
      if (message.reaction.message_id === '')
        yield refusal(131008, "The parameter reaction['message_id'] is required.");
      if ([...new Intl.Segmenter().segment(message.reaction.emoji)].length > 1) {
        yield refusal(131009, "Param reaction['emoji'] must be a single emoji");
      }
      return;
    case 'interactive':
      return yield* checkInteractive(message.interactive, account.hasMedia);
  }
}

function* checkCaption(kind: string, caption: string | undefined): Generator<Refusal> {
  if ((caption ?? '').length > limit.CAPTION) {
    yield refusal(131009, `Param ${kind}['caption'] is too long. Max length is ${limit.CAPTION}`);
  }
}

type ContactNames = readonly { name: Record<string, string | undefined> }[];

function* checkContacts(contacts: ContactNames): Generator<Refusal> {
  if (contacts.length < 1 || contacts.length > limit.CONTACTS) {
    yield refusal(131009, `Invalid contacts count. Min allowed: 1, Max allowed: ${limit.CONTACTS}`);
  }
  for (const { name } of contacts) {
    const { formatted_name: formatted, ...parts } = name;
    if (!formatted) yield refusal(131008, "The parameter contacts[0]['name']['formatted_name'] is required.");
    if (!Object.values(parts).some(Boolean)) {
      yield refusal(131008, 'At least one of first_name, last_name, middle_name, prefix, suffix is required.');
    }
  }
}
