import { z } from 'zod';
import type { WebhookRequest } from '../channel.js';
import { identifiersOf, isNobody } from '../cloud-payload/identifiers.js';
import { lenientObject, lenientText } from '../cloud-payload/lenient.js';
import { metaErrorRow } from '../cloud-payload/meta-errors.js';
import { present } from '../cloud-payload/present.js';
import type { ChannelEvent, DeliveryStatus, Identifiers, ProviderError } from '../events.js';
import { readIsoTime } from '../provider-http/iso-time.js';
import { readWebhookObject } from '../provider-http/webhook-body.js';
import { decodeContent } from './decode-content.js';

const Address = lenientObject({ phone_number: lenientText, bsuid: lenientText, display_name: lenientText });

const Data = z.looseObject({
  whatsapp_id: z.string().min(1),
  direction: lenientText,
  from: Address,
  to: Address,
  metadata: lenientObject({ ref: lenientText }),
  in_reply_to_message_id: lenientText,
  error: lenientObject({ code: lenientText, description: lenientText, meta_error_code: lenientText }),
});
type Data = z.infer<typeof Data>;

/** Bird's events of an outbound message, in our words; `whatsapp.accepted` says nothing that the answer did not. */
const STATUSES: Record<string, DeliveryStatus> = {
  'whatsapp.sent': 'sent',
  'whatsapp.delivered': 'delivered',
  'whatsapp.read': 'read',
  'whatsapp.failed': 'failed',
  'whatsapp.rejected': 'failed',
};

/**
 * One webhook of Bird's, which is one event. Pure and total.
 *
 * @param ownNumber of the channel, E.164: a webhook of the workspace tells of all its numbers
 * @throws BadWebhook where the body is not a JSON object
 */
export function decodeWebhook(request: WebhookRequest, ownNumber: string | undefined): ChannelEvent[] {
  const root = readWebhookObject(request.rawBody);
  const type = lenientText.parse(root['type']) ?? '';
  const at = readIsoTime(lenientText.parse(root['timestamp'])) ?? request.receivedAt;
  if (type === 'whatsapp.reacted') return [decodeReaction(root['data'], at, ownNumber)];
  const isMessage = type === 'whatsapp.received';
  if (!isMessage && !Object.hasOwn(STATUSES, type)) {
    return [
      { kind: 'ignored', what: type === 'whatsapp.accepted' ? 'no-news' : 'unknown-type', detail: type.slice(0, 100) },
    ];
  }
  const parsed = Data.safeParse(root['data']);
  if (!parsed.success) return [{ kind: 'ignored', what: 'malformed-data' }];
  const { data } = parsed;
  const inbound = data.direction === 'inbound';
  if (isOtherNumber(inbound ? data.to : data.from, ownNumber)) {
    return [{ kind: 'ignored', what: 'other-number', detail: data.whatsapp_id }];
  }
  if (isMessage) return [decodeMessage(data, at)];
  // Our own read receipt for what a person sent.
  if (inbound) return [{ kind: 'ignored', what: 'update-of-inbound', detail: data.whatsapp_id }];
  return [decodeStatus(type, data, at)];
}

function decodeMessage(data: Data, at: number): ChannelEvent {
  const id = data.whatsapp_id;
  const from = peopleOf(data.from);
  if (isNobody(from)) return { kind: 'ignored', what: 'message-without-sender', detail: id };
  return present({
    kind: 'message' as const,
    id,
    at,
    from,
    profileName: data.from?.display_name || undefined,
    content: decodeContent(data, id),
    repliesTo: data.in_reply_to_message_id,
  });
}

function decodeStatus(type: string, data: Data, at: number): ChannelEvent {
  const status = STATUSES[type] ?? 'failed';
  const recipient = peopleOf(data.to);
  return present({
    kind: 'status' as const,
    messageId: data.whatsapp_id,
    ref: data.metadata?.ref,
    status,
    at,
    recipient: isNobody(recipient) ? undefined : recipient,
    error: status === 'failed' ? errorOf(type, data.error) : undefined,
  });
}

/** WhatsApp's own code where it is one that we know: Bird's word for it is the same for a dozen of them. */
function errorOf(type: string, error: Data['error']): ProviderError {
  const word = error?.code ?? type.replace('whatsapp.', '');
  const title = error?.description ?? '';
  const meta = error?.meta_error_code;
  if (meta === undefined || !metaErrorRow(meta)) return { code: word, title };
  return { code: meta, title: title === '' ? word : title, details: `${word} at Bird` };
}

const Reacted = z.object({ whatsapp_id: z.string().min(1), emoji: lenientText, from: Address, to: Address });

/** A reaction is no message at Bird and has no id: its message, its time and its emoji are what it is known by. */
function decodeReaction(raw: unknown, at: number, ownNumber: string | undefined): ChannelEvent {
  const parsed = Reacted.safeParse(raw);
  if (!parsed.success) return { kind: 'ignored', what: 'malformed-data' };
  const { whatsapp_id: messageId, emoji = '', to } = parsed.data;
  if (isOtherNumber(to, ownNumber)) return { kind: 'ignored', what: 'other-number', detail: messageId };
  const from = peopleOf(parsed.data.from);
  if (isNobody(from)) return { kind: 'ignored', what: 'message-without-sender', detail: messageId };
  const id = `reaction:${messageId}:${at}:${emoji}`;
  return { kind: 'message', id, at, from, content: { kind: 'reaction', emoji, messageId } };
}

function peopleOf(address: Data['from']): Identifiers {
  return identifiersOf(address?.phone_number, address?.bsuid);
}

function isOtherNumber(address: Data['from'], ownNumber: string | undefined): boolean {
  const digits = (text: string | undefined) => text?.replace(/\D/g, '') || undefined;
  const [one, own] = [digits(address?.phone_number), digits(ownNumber)];
  return one !== undefined && own !== undefined && one !== own;
}
