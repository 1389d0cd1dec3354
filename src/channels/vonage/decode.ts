import { z } from 'zod';
import type { Instant } from '../../time/instant.js';
import { BadWebhook, type WebhookRequest } from '../channel.js';
import { identifiersOf, isNobody } from '../cloud-payload/identifiers.js';
import { lenientObject, lenientRecord, lenientText } from '../cloud-payload/lenient.js';
import { parseLosslessJson } from '../cloud-payload/lossless-json.js';
import { present } from '../cloud-payload/present.js';
import type { ChannelEvent, DeliveryStatus, ProviderError } from '../events.js';
import { readIsoTime } from '../provider-http/iso-time.js';
import { decodeContent } from './decode-content.js';
import { codeAtEndOf, DUPLICATE } from './errors.js';
import { inVersion1 } from './version-0.js';

type Body = Record<string, unknown>;

/**
 * One webhook of the Messages API as one event: Vonage sends each message and each status by itself. Total: whatever
 * is not understood is `ignored`. Pure.
 * @param number digits of our own number; what is meant for another one of the account is ignored
 * @throws BadWebhook where the body is not a JSON object
 */
export function decodeWebhook(request: WebhookRequest, number: string | undefined): ChannelEvent[] {
  const body = lenientRecord.parse(readBody(request.rawBody));
  if (!body) throw new BadWebhook('the body is JSON, but not an object');
  return [decodeBody(inVersion1(body), number, request.receivedAt)];
}

function readBody(bytes: Buffer): unknown {
  try {
    return parseLosslessJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new BadWebhook('the body is not JSON', { cause: error });
  }
}

const Kind = z.object({ channel: lenientText, message_type: lenientText, status: lenientText });

function decodeBody(body: Body, number: string | undefined, receivedAt: Instant): ChannelEvent {
  const { channel, message_type: type, status } = Kind.parse(body);
  if (channel !== undefined && channel !== 'whatsapp') return ignored('other-channel', channel);
  // A status may repeat the kind of the message that it is about.
  if (status !== undefined) return decodeStatus(body, status, number, receivedAt);
  if (type !== undefined) return decodeMessage(body, type, number, receivedAt);
  return ignored('unknown-body');
}

function ignored(what: string, detail?: string): ChannelEvent {
  return present({ kind: 'ignored' as const, what, detail: detail?.slice(0, 100) });
}

function isForAnother(given: string | undefined, own: string | undefined): boolean {
  return given !== undefined && own !== undefined && given.replace(/\D/g, '') !== own;
}

const Message = z.object({
  message_uuid: z.string().min(1),
  to: lenientText,
  from: lenientText,
  timestamp: lenientText,
  profile: lenientObject({ name: lenientText }),
  context: lenientObject({ message_uuid: lenientText }),
  whatsapp: lenientObject({
    referral: lenientRecord,
    sender: lenientObject({ user_id: lenientText, wa_id: lenientText }),
  }),
});

function decodeMessage(body: Body, type: string, number: string | undefined, receivedAt: Instant): ChannelEvent {
  const parsed = Message.safeParse(body);
  if (!parsed.success) return ignored('malformed-message');
  const { message_uuid: id, to, timestamp, profile, context, whatsapp } = parsed.data;
  if (isForAnother(to, number)) return ignored('other-number', id);
  const from = identifiersOf(parsed.data.from, whatsapp?.sender?.wa_id, whatsapp?.sender?.user_id);
  if (isNobody(from)) return ignored('message-without-sender', id);
  return present({
    kind: 'message' as const,
    id,
    at: readIsoTime(timestamp) ?? receivedAt,
    from,
    profileName: profile?.name,
    content: decodeContent(type, body),
    repliesTo: context?.message_uuid,
    fromAd: whatsapp?.referral ? true : undefined,
  });
}

/** Vonage's words for what became of a message, in ours. */
const STATUSES: Record<string, DeliveryStatus> = {
  submitted: 'sent',
  delivered: 'delivered',
  read: 'read',
  rejected: 'failed',
  undeliverable: 'failed',
};

const Status = z.object({
  message_uuid: z.string().min(1),
  to: lenientText,
  from: lenientText,
  timestamp: lenientText,
  client_ref: lenientText,
  error: lenientObject({ type: lenientText, title: lenientText, detail: lenientText }),
  whatsapp: lenientObject({
    pricing: lenientObject({ type: lenientText, category: lenientText }),
    recipient: lenientObject({ user_id: lenientText, wa_id: lenientText }),
  }),
});
type Status = z.infer<typeof Status>;

function decodeStatus(body: Body, word: string, number: string | undefined, receivedAt: Instant): ChannelEvent {
  const status = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
  if (status === undefined) return ignored('unknown-status', word);
  const parsed = Status.safeParse(body);
  if (!parsed.success) return ignored('malformed-status');
  const { message_uuid: messageId, from, timestamp, client_ref: ref, whatsapp } = parsed.data;
  if (isForAnother(from, number)) return ignored('other-number', messageId);
  const recipient = identifiersOf(parsed.data.to, whatsapp?.recipient?.wa_id, whatsapp?.recipient?.user_id);
  const error = status === 'failed' ? errorOf(parsed.data) : undefined;
  // The person has the message already: this one failed only because it would have been the second.
  const outcome = error?.code === DUPLICATE ? { status: 'sent' as const } : { status, error };
  return present({
    kind: 'status' as const,
    messageId,
    ref,
    ...outcome,
    at: readIsoTime(timestamp) ?? receivedAt,
    recipient: isNobody(recipient) ? undefined : recipient,
    pricing: whatsapp?.pricing && present(whatsapp.pricing),
  });
}

/** `title` is the code, as a number or as text; in some answers it is a sentence, and the code ends the `type`. */
function errorOf({ error }: Status): ProviderError {
  const { type, title = '', detail } = error ?? {};
  const isCode = /^\s*\d{1,6}\s*$/.test(title);
  return present({
    code: isCode ? title.trim() : (codeAtEndOf(type) ?? 'unknown'),
    title: isCode ? (detail ?? '') : title,
    details: isCode ? undefined : detail,
  });
}
