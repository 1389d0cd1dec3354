import { z } from 'zod';
import type { InboundContent } from '../../flow/inbound.js';
import { BadWebhook, type ChannelAccess, type WebhookRequest } from '../channel.js';
import { identifiersOf, isNobody } from '../cloud-payload/identifiers.js';
import { lenientNumber } from '../cloud-payload/lenient.js';
import { present } from '../cloud-payload/present.js';
import type { ChannelEvent, DeliveryStatus } from '../events.js';
import { accountOf } from './account.js';
import { readJson } from './errors.js';
import { readForm } from './form.js';

/** In the query of the address that Twilio calls back: our own id of the message. */
export const REF_PARAMETER = 'ref';

/** Twilio's words for what became of a message, in ours; those before `sent` say nothing new. */
const STATUSES: Record<string, DeliveryStatus> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
  canceled: 'failed',
};

/** The fields that are read; Twilio adds others without notice. An empty one counts as absent, except the text. */
const Fields = z.object({
  AccountSid: z.string(),
  MessageSid: z.string().optional(),
  SmsMessageSid: z.string().optional(),
  MessageStatus: z.string().optional(),
  ErrorCode: z.string().optional(),
  ErrorMessage: z.string().optional(),
  ChannelStatusMessage: z.string().optional(),
  From: z.string().optional(),
  To: z.string().optional(),
  WaId: z.string().optional(),
  ExternalUserId: z.string().optional(),
  ProfileName: z.string().optional(),
  MessageType: z.string().optional(),
  Body: z.string().optional(),
  ButtonText: z.string().optional(),
  ButtonPayload: z.string().optional(),
  ListId: z.string().optional(),
  ListTitle: z.string().optional(),
  MediaUrl0: z.string().optional(),
  MediaContentType0: z.string().optional(),
  Latitude: lenientNumber.pipe(z.number().min(-90).max(90).optional()).catch(undefined),
  Longitude: lenientNumber.pipe(z.number().min(-180).max(180).optional()).catch(undefined),
  Label: z.string().optional(),
  Address: z.string().optional(),
  OriginalRepliedMessageSid: z.string().optional(),
  ReferralSourceId: z.string().optional(),
  ReferralSourceUrl: z.string().optional(),
  ReferralCtwaClid: z.string().optional(),
});
type Fields = z.infer<typeof Fields>;

/**
 * Twilio's webhook, one message or one status, as an event in our words. Total: what is not understood becomes
 * `ignored`. Twilio dates nothing, so that the time is when it came.
 * @throws BadWebhook for a body that is neither a form of Twilio's nor, where it says so, JSON
 */
export function decodeWebhook(request: WebhookRequest, access?: ChannelAccess): ChannelEvent[] {
  if (request.headers['content-type']?.toLowerCase().includes('json')) return [decodeJson(request.rawBody)];
  const form = readForm(request.rawBody);
  const given = [...form].flatMap(([name, [value = '']]) => (value === '' && name !== 'Body' ? [] : [[name, value]]));
  const parsed = Fields.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new BadWebhook('the body is not a form of Twilio’s: it names no account');
  const fields = parsed.data;
  const id = fields.MessageSid ?? fields.SmsMessageSid;
  if (id === undefined) return [{ kind: 'ignored', what: 'no-message' }];
  const isStatus = fields.MessageStatus !== undefined;
  if (isOtherSender(isStatus ? fields.From : fields.To, access)) return [{ kind: 'ignored', what: 'other-sender' }];
  return [isStatus ? decodeStatus(id, fields, request) : decodeMessage(id, fields, request)];
}

/** True where another number of the account is named: its webhooks were pointed here by mistake. */
function isOtherSender(named: string | undefined, access: ChannelAccess | undefined): boolean {
  const account = access && accountOf(access);
  if (named === undefined || account === undefined || 'failure' in account) return false;
  return named.replace(/\D/g, '') !== account.sender;
}

/** Twilio's event streams: nothing in them concerns a conversation that a form would not tell too. */
function decodeJson(rawBody: Buffer): ChannelEvent {
  const body = readJson(rawBody.toString('utf8'));
  if (typeof body !== 'object' || body === null) throw new BadWebhook('the body is neither a list nor an object');
  return { kind: 'ignored', what: 'json-event' };
}

function decodeStatus(id: string, fields: Fields, { query, receivedAt }: WebhookRequest): ChannelEvent {
  const word = fields.MessageStatus?.toLowerCase() ?? '';
  const status = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
  if (status === undefined) return { kind: 'ignored', what: 'unknown-status', detail: word.slice(0, 100) };
  const recipient = identifiersOf(addressOf(fields.To));
  return present({
    kind: 'status' as const,
    messageId: id,
    ref: query[REF_PARAMETER] || undefined,
    status,
    at: receivedAt,
    recipient: isNobody(recipient) ? undefined : recipient,
    error: status === 'failed' ? errorOf(word, fields) : undefined,
  });
}

function errorOf(word: string, { ErrorCode, ErrorMessage, ChannelStatusMessage }: Fields) {
  return present({ code: ErrorCode ?? word, title: ErrorMessage ?? word, details: ChannelStatusMessage });
}

function decodeMessage(id: string, fields: Fields, { receivedAt }: WebhookRequest): ChannelEvent {
  const from = identifiersOf(fields.WaId, addressOf(fields.From), addressOf(fields.ExternalUserId));
  if (isNobody(from)) return { kind: 'ignored', what: 'message-without-sender', detail: id };
  const isFromAd = (fields.ReferralSourceId ?? fields.ReferralSourceUrl ?? fields.ReferralCtwaClid) !== undefined;
  return present({
    kind: 'message' as const,
    id,
    at: receivedAt,
    from,
    profileName: fields.ProfileName,
    content: contentOf(fields),
    repliesTo: fields.OriginalRepliedMessageSid,
    fromAd: isFromAd ? true : undefined,
  });
}

/** `whatsapp:+4366…` and `whatsapp:AT.m1` without the prefix. */
function addressOf(value: string | undefined): string | undefined {
  return value?.replace(/^whatsapp:/i, '');
}

/** By the fields that are there, not by the type's name alone: Twilio added the type late, and has changed its words. */
function contentOf(fields: Fields): InboundContent {
  const { ButtonPayload, ButtonText, ListId, ListTitle, Body = '', Latitude, Longitude, MediaUrl0 } = fields;
  const type = fields.MessageType?.toLowerCase();
  if (ListId !== undefined) return { kind: 'tap', id: ListId, title: ListTitle ?? (Body || ListId), source: 'list' };
  const label = ButtonText ?? (Body || undefined);
  const tapped = ButtonPayload ?? ButtonText;
  if (tapped !== undefined) {
    return { kind: 'tap', id: tapped, title: label ?? tapped, source: type === 'button' ? 'template' : 'button' };
  }
  if (MediaUrl0 !== undefined) return mediaOf(MediaUrl0, type, fields);
  if (Latitude !== undefined && Longitude !== undefined) {
    const { Label, Address } = fields;
    return present({
      kind: 'location' as const,
      latitude: Latitude,
      longitude: Longitude,
      name: Label,
      address: Address,
    });
  }
  if (Body !== '') return { kind: 'text', text: Body };
  return { kind: 'unsupported', type: type ?? 'empty' };
}

type Media = Extract<InboundContent, { kind: 'media' }>;
const KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const;

function mediaOf(url: string, type: string | undefined, { MediaContentType0: mime, Body }: Fields): Media {
  const family = mime?.split('/')[0]?.toLowerCase();
  const media =
    KINDS.find((kind) => kind === type) ??
    KINDS.find((kind) => kind === family) ??
    // A vCard, a PDF, and whatever else is a file.
    'document';
  const text = Body === '' ? undefined : Body;
  const isFilename = media === 'document' && text !== undefined && FILENAME.test(text);
  return present({
    kind: 'media' as const,
    media,
    id: url,
    mime,
    caption: isFilename ? undefined : text,
    filename: isFilename ? text : undefined,
  });
}

/** A document comes with its caption or with its name, both in the field of the text. */
const FILENAME = /^[^\r\n/\\]{1,240}\.[A-Za-z0-9]{1,8}$/;
