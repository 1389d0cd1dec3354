import { createHash, createHmac } from 'node:crypto';
import type { InboundEvent, PlatformEvent, StatusEvent } from '../../platform-event.js';
import type { World } from '../../world.js';
import type { WebhookPost } from '../dialect.js';
import type { Account } from './account.js';
import { contentOf } from './inbound-content.js';
import { messageError } from './refusals.js';
import type { SourceBook } from './source-book.js';

/** A message of the business, told as if it were news. Goes through the courier under this name. */
export const OWN_MESSAGE = 'message.created';

/** The body that tells an event; undefined for what MessageBird tells nobody. */
export function webhookBody(
  event: PlatformEvent,
  world: World,
  account: Account,
  sources: SourceBook,
): Record<string, unknown> | undefined {
  switch (event.kind) {
    case 'inbound':
      return inboundBody(event, world, account);
    case 'status':
      return statusBody(event, world, account, sources);
    case 'account':
      return event.field === OWN_MESSAGE ? ownBody(event.value, world, account) : undefined;
  }
}

function inboundBody(event: InboundEvent, world: World, account: Account) {
  const { person, id, at, quotes } = event;
  const content = contentOf(event.content);
  // Without a number a person cannot be named here.
  if (person.waId === undefined || !content) return undefined;
  const conversation = conversationOf(person.waId, at);
  return {
    type: 'message.created',
    contact: { ...contactOf(person.waId, person.name, at), msisdn: Number(person.waId) },
    conversation,
    message: {
      ...messageOf(account, id, at, conversation.id),
      to: `+${world.business.phoneNumber}`,
      from: `+${person.waId}`,
      direction: 'received',
      status: 'received',
      ...content,
      ...(quotes === undefined ? {} : { replyTo: { id: quotes } }),
    },
  };
}

function statusBody(event: StatusEvent, world: World, account: Account, sources: SourceBook) {
  const { person, messageId: id, status, at, ref, failure } = event;
  const { waId } = person;
  if (waId === undefined) return undefined;
  const conversation = conversationOf(waId, at);
  const source = ref === undefined ? undefined : sources.of(ref);
  return {
    type: 'message.updated',
    contact: contactOf(waId, person.name, at),
    conversation,
    message: {
      ...messageOf(account, id, at, conversation.id),
      to: `+${waId}`,
      from: `+${world.business.phoneNumber}`,
      direction: 'sent',
      status: status === 'failed' ? 'rejected' : status,
      type: 'text',
      content: {},
      ...(source === undefined ? {} : { source }),
      ...(ref === undefined ? {} : { trackId: ref }),
      ...(failure ? { error: messageError(failure) } : {}),
    },
  };
}

function ownBody({ id, to, at }: Record<string, unknown>, world: World, account: Account) {
  const [waId, time] = [String(to), Number(at)];
  const conversation = conversationOf(waId, time);
  return {
    type: 'message.created',
    contact: contactOf(waId, '', time),
    conversation,
    message: {
      ...messageOf(account, String(id), time, conversation.id),
      to: `+${waId}`,
      from: `+${world.business.phoneNumber}`,
      direction: 'sent',
      status: 'pending',
      type: 'text',
      content: {},
    },
  };
}

function messageOf({ channelId }: Account, id: string, at: number, conversationId: string) {
  return {
    id,
    conversationId,
    channelId,
    platform: 'whatsapp',
    createdDatetime: iso(at),
    // Nanoseconds stand here in real bodies.
    updatedDatetime: iso(at).replace('Z', '000000Z'),
  };
}

function contactOf(waId: string, displayName: string, at: number) {
  return {
    id: hex(`contact ${waId}`),
    href: '',
    msisdn: waId,
    displayName,
    firstName: '',
    lastName: '',
    customDetails: {},
    createdDatetime: iso(at),
    updatedDatetime: iso(at),
  };
}

function conversationOf(waId: string, at: number) {
  return {
    id: hex(`conversation ${waId}`),
    contactId: hex(`contact ${waId}`),
    status: 'active',
    createdDatetime: iso(at),
    updatedDatetime: iso(at),
    lastReceivedDatetime: iso(at),
  };
}

/** The request with its token: good for a minute, for this address and these bytes only. */
export function signed(url: string, body: string, world: World, { signingKey }: Account): WebhookPost {
  const nbf = Math.floor(world.clock.now() / 1_000);
  const claims = {
    iss: 'MessageBird',
    nbf,
    exp: nbf + 60,
    jti: world.ids.trace(),
    url_hash: sha256(url),
    payload_hash: sha256(body),
  };
  const [head, payload] = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signature = createHmac('sha256', signingKey).update(`${head}.${payload}`).digest('base64url');
  return {
    url,
    headers: { 'content-type': 'application/json', 'messagebird-signature-jwt': `${head}.${payload}.${signature}` },
    body,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** An id as MessageBird makes it: 32 hexadecimal digits. */
export function hex(text: string): string {
  return sha256(text).slice(0, 32);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
