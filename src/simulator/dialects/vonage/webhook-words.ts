import { createHash, createHmac } from 'node:crypto';
import { SECOND } from '../../../time/instant.js';
import type { InboundEvent, Person, PlatformEvent, StatusEvent } from '../../platform-event.js';
import type { World } from '../../world.js';
import type { VonageAccount } from './account.js';
import { statusCodeOf } from './refusals.js';

/** An event as the body of one of Vonage's webhooks; undefined for what Vonage does not tell. */
export function vonageWebhook(event: PlatformEvent, account: VonageAccount): string | undefined {
  const body = bodyOf(event, account);
  return body && JSON.stringify(body);
}

function bodyOf(event: PlatformEvent, account: VonageAccount): Record<string, unknown> | undefined {
  switch (event.kind) {
    case 'inbound':
      return inboundBody(event, account);
    case 'status':
      return statusBody(event, account);
    case 'account':
      return undefined;
  }
}

function inboundBody(event: InboundEvent, { number }: VonageAccount): Record<string, unknown> | undefined {
  const { person, id, at, content, quotes, referral } = event;
  const said = saidIn(content);
  if (!said) return undefined;
  // A reaction is about a message, which stands where quotes do.
  const about = quotes ?? said.about;
  return {
    channel: 'whatsapp',
    message_uuid: id,
    to: number,
    ...(person.waId === undefined ? {} : { from: person.waId }),
    timestamp: timeOf(at),
    profile: profileOf(person),
    context_status: about === undefined ? 'none' : 'available',
    ...(about === undefined ? {} : { context: { message_uuid: about, message_from: number } }),
    ...said.message,
    whatsapp: {
      sender: { user_id: person.userId, ...(person.waId === undefined ? {} : { wa_id: person.waId }) },
      ...(referral === undefined ? {} : { referral }),
    },
  };
}

interface SaidInVonagesWords {
  message: Record<string, unknown>;
  about?: string;
}

/** Edits, withdrawals and what the system says are not passed on. */
const NOT_TOLD = new Set(['edit', 'revoke', 'system']);
const FILES: Record<string, string> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'audio',
  document: 'file',
  sticker: 'sticker',
};

function saidIn(content: InboundEvent['content']): SaidInVonagesWords | undefined {
  const type = String(content.type);
  if (NOT_TOLD.has(type)) return undefined;
  const part = objectIn(content, type);
  if (Object.hasOwn(FILES, type)) return fileIn(FILES[type] ?? type, part);
  switch (type) {
    case 'text':
      return { message: { message_type: 'text', text: part['body'] } };
    case 'button':
      return { message: { message_type: 'button', button: part } };
    case 'interactive':
      return interactiveIn(part);
    case 'location': {
      const { latitude: lat, longitude: long, ...rest } = part;
      return { message: { message_type: 'location', location: { lat, long, ...rest } } };
    }
    case 'reaction': {
      const { message_id: about, emoji } = part;
      const reaction = emoji === undefined ? { action: 'unreact' } : { action: 'react', emoji };
      return { message: { message_type: 'reaction', reaction }, ...(typeof about === 'string' ? { about } : {}) };
    }
    case 'order':
      return { message: { message_type: 'order', order: part } };
    case 'contacts':
      return { message: { message_type: 'contact', contacts: content['contacts'] } };
    default:
      return { message: { message_type: 'unsupported' } };
  }
}

function fileIn(type: string, { url, caption, filename }: Record<string, unknown>): SaidInVonagesWords {
  return {
    message: {
      message_type: type,
      [type]: {
        url,
        ...(caption === undefined ? {} : { caption }),
        ...(filename === undefined ? {} : { name: filename }),
      },
    },
  };
}

/** Buttons and rows come alike; the answer to a form is a button whose payload is an object. */
function interactiveIn(part: Record<string, unknown>): SaidInVonagesWords {
  const reply = part['button_reply'] ?? part['list_reply'];
  if (reply !== undefined) return { message: { message_type: 'reply', reply } };
  const form = objectIn(part, 'nfm_reply');
  const payload: unknown = typeof form['response_json'] === 'string' ? JSON.parse(form['response_json']) : {};
  return { message: { message_type: 'button', button: { subtype: form['name'], text: form['body'], payload } } };
}

function objectIn(object: Record<string, unknown>, key: string): Record<string, unknown> {
  const part = object[key];
  return typeof part === 'object' && part !== null ? { ...part } : {};
}

function statusBody(event: StatusEvent, { number }: VonageAccount): Record<string, unknown> {
  const { person, messageId, status, at, ref, category, failure } = event;
  return {
    message_uuid: messageId,
    to: person.waId ?? person.userId,
    from: number,
    timestamp: timeOf(at),
    channel: 'whatsapp',
    status: wordOf(event),
    ...(ref === undefined ? {} : { client_ref: ref }),
    ...(status === 'delivered' ? { usage: { currency: 'EUR', price: '0.0001' } } : {}),
    ...(failure === undefined ? { profile: profileOf(person) } : { error: errorOf(messageId, failure) }),
    whatsapp: {
      ...(failure === undefined ? { pricing: { type: 'regular', pricing_model: 'PMP', category } } : {}),
      recipient: { user_id: person.userId },
    },
  };
}

/** Nobody there is `undeliverable`; every other failure is a rejection. */
function wordOf({ status, failure }: StatusEvent): string {
  if (status === 'sent') return 'submitted';
  if (status !== 'failed') return status;
  return failure?.code === 131026 ? 'undeliverable' : 'rejected';
}

/** Vonage's own number, and WhatsApp's words, which name WhatsApp's number. */
function errorOf(messageId: string, failure: NonNullable<StatusEvent['failure']>) {
  const code = statusCodeOf(failure);
  return {
    type: `https://developer.vonage.com/api-errors/messages#${code}`,
    title: code,
    detail: `(#${failure.code}) ${failure.title}: ${failure.details}`,
    instance: messageId,
  };
}

function profileOf({ name, username }: Person) {
  return { name, ...(username === undefined ? {} : { username }) };
}

function timeOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The token with which Vonage proves a webhook: HS256 with the account's signature secret, over the body's hash. */
export function webhookToken(body: string, account: VonageAccount, world: World, id: string): string {
  const claims = {
    iat: Math.floor(world.clock.now() / SECOND),
    jti: id,
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: account.apiKey,
    application_id: account.applicationId,
  };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createHmac('sha256', account.signatureSecret).update(signed).digest('base64url')}`;
}
