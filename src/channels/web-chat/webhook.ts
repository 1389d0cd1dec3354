import { z } from 'zod';
import { BadWebhook, type ChannelAccess, type WebhookRequest } from '../channel.js';
import type { ChannelEvent, Identifiers } from '../events.js';
import type { Allowance } from '../site.js';
import { isPlace, placeOf } from './place.js';
import { bearer, messageId, readSigned, Signatures } from './visitor.js';

const MAX_EVENTS = 50;
const MAX_TEXT = 8_000;

/** A person taps and types; a page that has been closed for long sends what it kept at once. */
const REQUESTS_A_MINUTE = 90;

/** Made by the page, unique among its visitor's. */
const id = z.string().regex(/^[\w-]{8,40}$/);
const receipt = z.string().max(200);

const Said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), id, text: z.string().min(1).max(MAX_TEXT) }),
  z.object({
    kind: z.literal('tap'),
    id,
    source: z.enum(['button', 'list']),
    option: z.string().min(1).max(256),
    title: z.string().max(500),
    of: receipt,
  }),
  z.object({
    kind: z.literal('location'),
    id,
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
  }),
  z.object({ kind: z.literal('status'), of: receipt, status: z.enum(['sent', 'delivered', 'read']) }),
]);
type Said = z.infer<typeof Said>;

const Body = z.object({ events: z.array(z.unknown()).optional() });

/**
 * A webhook of the page: by a visitor whom we know, from a page that may show the chat, with receipts that we gave to
 * that visitor, so that nobody can tick another's messages.
 */
export function verifyWebhook(request: WebhookRequest, secret: string, access: ChannelAccess): boolean {
  const signatures = Signatures.of(secret, access);
  const token = bearer(request.headers);
  if (!token || !signatures.ownsToken(token) || !isFromOurPage(request, access)) return false;
  return eventsOf(request).every(({ said }) => {
    if (said === undefined || !('of' in said)) return true;
    const signed = readSigned(said.of);
    return signed !== undefined && signatures.ownsReceipt(token.text, signed);
  });
}

/**
 * Browsers name the page that asks: our own, under the public address or under the one that was typed in, or one of a
 * website that may show the chat.
 */
export function isFromOurPage({ headers, url }: WebhookRequest, access: ChannelAccess): boolean {
  const { origin, host } = headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (origin === new URL(url).origin || new URL(origin).host === host) return true;
  const place = placeOf(access);
  return isPlace(place) && place.sites.includes(origin);
}

/** @throws BadWebhook */
export function parseWebhook(request: WebhookRequest): ChannelEvent[] {
  if (!Body.safeParse(readJson(request.rawBody)).success) {
    throw new BadWebhook('The body is not a JSON object with a list of events.');
  }
  const visitor = bearer(request.headers)?.text;
  if (visitor === undefined) return [ignored('no visitor', 'the request names nobody')];
  const events = eventsOf(request);
  if (events.length === 0) return [ignored('nothing', 'the body holds no events')];
  const known = new Set<string>();
  return events.flatMap(({ said, problem }) => {
    if (!said) return [ignored('unknown event', problem)];
    if (said.kind === 'status') return [statusOf(said, visitor, request)];
    if (known.has(said.id)) return [ignored('twice', 'the same message stands twice in one body')];
    known.add(said.id);
    return [messageOf(said, visitor, request)];
  });
}

/** The visitor's own: nobody can use up another's, since the token was verified. */
export function allowanceOf(request: WebhookRequest): Allowance | undefined {
  const visitor = bearer(request.headers)?.text;
  return visitor === undefined ? undefined : { of: `says|${visitor}`, requests: REQUESTS_A_MINUTE, withinSeconds: 60 };
}

function messageOf(said: Exclude<Said, { kind: 'status' }>, visitor: string, request: WebhookRequest): ChannelEvent {
  const message = {
    kind: 'message' as const,
    id: messageId(visitor, said.id),
    at: request.receivedAt,
    from: who(visitor),
  };
  switch (said.kind) {
    case 'text':
      return { ...message, content: { kind: 'text', text: said.text } };
    case 'tap': {
      const { option, title, source } = said;
      const repliesTo = readSigned(said.of)?.text;
      const tap = { ...message, content: { kind: 'tap' as const, id: option, title, source } };
      return repliesTo === undefined ? tap : { ...tap, repliesTo };
    }
    case 'location': {
      const { latitude, longitude } = said;
      return { ...message, content: { kind: 'location', latitude, longitude } };
    }
  }
}

function statusOf(said: Extract<Said, { kind: 'status' }>, visitor: string, request: WebhookRequest): ChannelEvent {
  const ref = readSigned(said.of)?.text;
  if (ref === undefined) return ignored('unknown event', 'the receipt is none');
  const { status } = said;
  return { kind: 'status', messageId: ref, ref, status, at: request.receivedAt, recipient: who(visitor) };
}

function who(visitor: string): Identifiers {
  return { userId: visitor };
}

function ignored(what: string, detail: string | undefined): ChannelEvent {
  return detail === undefined ? { kind: 'ignored', what } : { kind: 'ignored', what, detail };
}

function eventsOf({ rawBody }: WebhookRequest): { said?: Said; problem?: string }[] {
  const events = Body.safeParse(readJson(rawBody)).data?.events ?? [];
  return events.slice(0, MAX_EVENTS + 1).map((event, at) => {
    if (at === MAX_EVENTS) return { problem: `only the first ${MAX_EVENTS} events of ${events.length} are read` };
    const read = Said.safeParse(event);
    return read.success ? { said: read.data } : { problem: z.prettifyError(read.error).slice(0, 300) };
  });
}

/** undefined where the bytes are no JSON in UTF-8. */
function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
