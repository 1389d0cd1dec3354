import { z } from 'zod';
import type { WebhookRequest } from '../channel.js';
import { identifiersOf, isNobody } from '../cloud-payload/identifiers.js';
import { lenientObject, lenientRecord, lenientText } from '../cloud-payload/lenient.js';
import { present } from '../cloud-payload/present.js';
import type { ChannelEvent, DeliveryStatus } from '../events.js';
import { readIsoTime } from '../provider-http/iso-time.js';
import { readWebhookObject } from '../provider-http/webhook-body.js';
import { decodeContent } from './decode-content.js';

const Message = z.object({
  id: z.string().min(1),
  channelId: lenientText,
  platform: lenientText,
  from: lenientText,
  to: lenientText,
  direction: lenientText,
  status: lenientText,
  type: lenientText,
  content: lenientRecord,
  createdDatetime: lenientText,
  updatedDatetime: lenientText,
  source: lenientObject({ ref: lenientText }),
  trackId: lenientText,
  replyTo: lenientObject({ id: lenientText }),
  error: lenientObject({ code: lenientText, description: lenientText }),
});
type Message = z.infer<typeof Message>;

const Contact = z.object({ msisdn: lenientText, displayName: lenientText }).catch({});
type Contact = z.infer<typeof Contact>;

/** MessageBird's words for what became of a message, in ours; those that say nothing yet are left out. */
const STATUSES: Record<string, DeliveryStatus> = {
  sent: 'sent',
  transmitted: 'sent',
  delivered: 'delivered',
  read: 'read',
  rejected: 'failed',
  failed: 'failed',
  delivery_failed: 'failed',
  expired: 'failed',
};

/**
 * One webhook of the Conversations API, which tells of one message: one event. Pure and total.
 *
 * @param channelId the channel it is for: a webhook of the account tells of all of them
 * @throws BadWebhook where the body is not a JSON object
 */
export function decodeWebhook({ rawBody, receivedAt }: WebhookRequest, channelId: string | undefined): ChannelEvent[] {
  const root = readWebhookObject(rawBody);
  const type = lenientText.parse(root['type']) ?? '';
  if (type !== 'message.created' && type !== 'message.updated') {
    return [{ kind: 'ignored', what: type.startsWith('conversation.') ? 'conversation' : 'unknown-type' }];
  }
  const parsed = Message.safeParse(root['message']);
  if (!parsed.success) return [{ kind: 'ignored', what: 'malformed-message' }];
  const message = parsed.data;
  const { id } = message;
  if (channelId !== undefined && message.channelId !== undefined && message.channelId !== channelId) {
    return [{ kind: 'ignored', what: 'other-channel', detail: id }];
  }
  if (message.platform !== undefined && message.platform !== 'whatsapp') {
    return [{ kind: 'ignored', what: 'other-platform', detail: message.platform.slice(0, 100) }];
  }
  if (message.direction !== 'received') return [decodeStatus(message, receivedAt)];
  // An update of what a person sent: that it was read by us.
  if (type === 'message.updated') return [{ kind: 'ignored', what: 'update-of-inbound', detail: id }];
  return [decodeMessage(message, Contact.parse(root['contact']), receivedAt)];
}

function decodeMessage(message: Message, contact: Contact, receivedAt: number): ChannelEvent {
  const { id, from: sender, type = 'unknown', content = {} } = message;
  const from = identifiersOf(sender, contact.msisdn);
  if (isNobody(from)) return { kind: 'ignored', what: 'message-without-sender', detail: id };
  return present({
    kind: 'message' as const,
    id,
    at: readIsoTime(message.createdDatetime) ?? receivedAt,
    from,
    profileName: contact.displayName || undefined,
    content: decodeContent(type, content),
    repliesTo: message.replyTo?.id,
  });
}

/** Also of `message.created`, which tells of our own messages too. */
function decodeStatus(message: Message, receivedAt: number): ChannelEvent {
  const { id, status: word = '', error } = message;
  const status = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
  if (status === undefined) return { kind: 'ignored', what: 'no-news', detail: word.slice(0, 100) };
  const recipient = identifiersOf(message.to);
  return present({
    kind: 'status' as const,
    messageId: id,
    ref: message.source?.ref ?? message.trackId,
    status,
    at: readIsoTime(message.updatedDatetime) ?? readIsoTime(message.createdDatetime) ?? receivedAt,
    recipient: isNobody(recipient) ? undefined : recipient,
    error: status === 'failed' ? { code: error?.code ?? word, title: error?.description ?? '' } : undefined,
  });
}
