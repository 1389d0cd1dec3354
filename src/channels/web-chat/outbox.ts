import { z } from 'zod';
import type { ChannelAccess, Checked, OutboundRequest, SendOutcome } from '../channel.js';
import type { ChannelLogs, LogLine } from '../channel-logs.js';
import type { OutboundMedia, OutboundMessage } from '../../rendering/outbound.js';
import { SECOND, type Instant } from '../../time/instant.js';
import { webChatErrors } from './errors.js';
import type { Line, ShownMedia, ShownMessage } from './page/wire.js';
import { isPlace, placeOf } from './place.js';
import { isVisitor, readMessageId, type Signatures } from './visitor.js';

/** As long as "typing…" is shown for one message. */
const TYPING_MS = 25 * SECOND;

/** What is put out for a visitor: in their log until their page fetches it. */
export function encode({ to, message, ref, repliesTo }: OutboundRequest): Record<string, unknown> | undefined {
  if (to.userId === undefined || !isVisitor(to.userId)) return undefined;
  const own = repliesTo === undefined ? undefined : readMessageId(repliesTo)?.own;
  return { kind: 'message', ref, message: shown(message), ...(own !== undefined && { repliesTo: own }) };
}

/**
 * Puts a message out. It lies under our own id: put out again, after nobody knows whether the first time worked, it is
 * still there once.
 */
export async function send(logs: ChannelLogs, access: ChannelAccess, request: OutboundRequest): Promise<SendOutcome> {
  const place = placeOf(access);
  if (!isPlace(place)) return { kind: 'failed', failure: webChatErrors.failure(place.wrong, place.value) };
  const body = encode(request);
  const { userId } = request.to;
  if (!body || userId === undefined) return { kind: 'failed', failure: webChatErrors.failure('no-visitor', '') };
  try {
    await logs.append(access.channelId, userId, request.ref, JSON.stringify(body));
  } catch (error) {
    return { kind: 'failed', failure: webChatErrors.failure('outbox-away', wordsOf(error)) };
  }
  return { kind: 'accepted', providerMessageId: request.ref, recipient: request.to };
}

/** Ticks the visitor's message as read and shows the dots. */
export async function showTyping(
  logs: ChannelLogs,
  { channelId }: ChannelAccess,
  messageId: string,
): Promise<Checked<void>> {
  const message = readMessageId(messageId);
  if (!message) return { ok: false, failure: webChatErrors.failure('no-visitor', messageId) };
  const { visitor, own } = message;
  try {
    await logs.append(channelId, visitor, `typing.${own}`, JSON.stringify({ kind: 'typing', of: own }));
  } catch (error) {
    return { ok: false, failure: webChatErrors.failure('outbox-unread', wordsOf(error)) };
  }
  return { ok: true, value: undefined };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const StoredLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    ref: z.string(),
    // Written by `encode`, of this release or an earlier one: the page shows what it knows of it.
    message: z.custom<ShownMessage>((value) => typeof value === 'object' && value !== null && 'kind' in value),
    repliesTo: z.string().optional(),
  }),
  z.object({ kind: z.literal('typing'), of: z.string() }),
]);

/** A stored line as the visitor's page gets it, with the receipt that only this visitor can give back. */
export function lineFor(
  visitor: string,
  { seq, at, text }: LogLine,
  signatures: Signatures,
  now: Instant,
): Line | undefined {
  const line = StoredLine.safeParse(JSON.parse(text)).data;
  if (!line) return undefined;
  if (line.kind === 'typing') return { kind: 'typing', seq, of: line.of, now: now - at < TYPING_MS };
  const { ref, message, repliesTo } = line;
  const receipt = signatures.receipt(visitor, ref);
  const shownLine: Line = { kind: 'message', seq, at, receipt, message };
  return repliesTo === undefined ? shownLine : { ...shownLine, repliesTo };
}

function shown(message: OutboundMessage): ShownMessage {
  switch (message.kind) {
    case 'text':
      return { kind: 'text', body: message.body };
    case 'buttons':
      return { kind: 'buttons', ...framed(message), options: message.buttons };
    case 'list': {
      const options = message.rows.map(({ id, title, description }) =>
        description === undefined ? { id, title } : { id, title, description },
      );
      return { kind: 'list', ...framed(message), opener: message.button, options };
    }
    case 'media':
      return { kind: 'media', media: shownMedia(message.media), body: message.caption ?? '' };
    case 'link': {
      const link = safeLink(message.url);
      return { kind: 'link', ...framed(message), label: message.label, ...(link !== undefined && { url: link }) };
    }
    case 'location-request':
      return { kind: 'location-request', body: message.body };
    // The chat needs none; what was meant as one is read as what it says.
    case 'template':
      return { kind: 'text', body: message.preview };
  }
}

function framed(message: {
  header?: OutboundMedia | undefined;
  headerText?: string | undefined;
  body: string;
  footer?: string | undefined;
}) {
  return {
    body: message.body,
    ...(message.header && { media: shownMedia(message.header) }),
    ...(message.headerText !== undefined && { header: message.headerText }),
    ...(message.footer !== undefined && { footer: message.footer }),
  };
}

function shownMedia({ media, link, filename }: OutboundMedia): ShownMedia {
  const safe = link === undefined ? undefined : safeLink(link);
  return { media, ...(safe !== undefined && { link: safe }), ...(filename !== undefined && { filename }) };
}

/** Only https may be opened from the page, whoever wrote it. */
function safeLink(link: string): string | undefined {
  return URL.canParse(link) && new URL(link).protocol === 'https:' ? new URL(link).href : undefined;
}
