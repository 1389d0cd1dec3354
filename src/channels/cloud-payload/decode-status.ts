import { z } from 'zod';
import type { ChannelEvent, DeliveryStatus, ProviderError } from '../events.js';
import type { Instant } from '../../time/instant.js';
import { identifiersOf, isNobody } from './identifiers.js';
import { lenientFlag, lenientList, lenientObject, lenientText, parseEach } from './lenient.js';
import { present } from './present.js';
import { readTimestamp } from './timestamp.js';

/** Meta's words for what became of a message, in ours. `played` is a voice note that was heard, and so read. */
const STATUSES: Record<string, DeliveryStatus> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

const Status = z.object({
  id: z.string().min(1),
  status: z.string(),
  timestamp: lenientText,
  recipient_type: lenientText,
  recipient_id: lenientText,
  recipient_user_id: lenientText,
  biz_opaque_callback_data: lenientText,
  errors: lenientList,
  pricing: lenientObject({ category: lenientText, type: lenientText, billable: lenientFlag }),
});

const ErrorObject = z.object({
  code: lenientText,
  title: lenientText,
  message: lenientText,
  /** The flat shape of old accounts. */
  details: lenientText,
  error_data: lenientObject({ details: lenientText }),
});

/** @param fallbackAt the time of the whole webhook, where the status has none that can be read */
export function decodeStatus(raw: unknown, fallbackAt: Instant | undefined): ChannelEvent {
  const parsed = Status.safeParse(raw);
  if (!parsed.success) return { kind: 'ignored', what: 'malformed-status' };
  const value = parsed.data;
  const status = Object.hasOwn(STATUSES, value.status) ? STATUSES[value.status] : undefined;
  if (status === undefined) return { kind: 'ignored', what: 'unknown-status', detail: value.status.slice(0, 100) };
  if (value.recipient_type === 'group') return { kind: 'ignored', what: 'group-status' };
  const at = readTimestamp(value.timestamp) ?? fallbackAt;
  if (at === undefined) return { kind: 'ignored', what: 'status-without-time', detail: value.id };
  const recipient = identifiersOf(value.recipient_id, value.recipient_user_id);
  return present({
    kind: 'status' as const,
    messageId: value.id,
    ref: value.biz_opaque_callback_data,
    status,
    at,
    recipient: isNobody(recipient) ? undefined : recipient,
    error: decodeErrors(value.errors)[0],
    pricing: value.pricing && present(value.pricing),
  });
}

/** Meta's error objects in our words, from a status, a message or a whole value. */
export function decodeErrors(errors: readonly unknown[]): ProviderError[] {
  return parseEach(errors, ErrorObject).map(({ code, title, message, details, error_data }) =>
    present({
      code: code ?? 'unknown',
      title: title ?? message ?? '',
      details: error_data?.details ?? details,
    }),
  );
}
