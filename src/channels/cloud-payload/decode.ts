import { z } from 'zod';
import { BadWebhook } from '../channel.js';
import type { ChannelEvent } from '../events.js';
import type { Instant } from '../../time/instant.js';
import { decodeNotice, decodePreferences, isNoticeField } from './decode-account.js';
import { decodeKnownContacts, decodeMessage } from './decode-message.js';
import { decodeErrors, decodeStatus } from './decode-status.js';
import { decodeUserIdUpdates } from './decode-system.js';
import { TEMPLATE_FIELDS } from './decode-template.js';
import { lenientList, lenientObject, lenientRecord, lenientText } from './lenient.js';
import { parseLosslessJson } from './lossless-json.js';
import { readTimestamp } from './timestamp.js';

const Entry = z.object({ id: lenientText, time: lenientText, changes: lenientList });
const Change = z.object({ field: z.string(), value: z.unknown().optional() });

/** Whose events are wanted, by Meta's ids, where one address gets those of several; what names nobody is taken. */
interface Sender {
  phoneNumberId?: string | undefined;
  businessAccountId?: string | undefined;
}

/**
 * A webhook body of Meta's envelope (as 360dialog passes it on) or of the flat shape of old and sandbox numbers, as
 * events in our words. Total: whatever is not understood becomes an `ignored` event, and a message or status that
 * stands twice in one body comes once. Pure, and linear in the size of the body.
 * @throws BadWebhook where the body is not a JSON object
 */
export function decodeWebhook(body: string, sender: Sender = {}): ChannelEvent[] {
  const root = lenientRecord.safeParse(parseBody(body)).data;
  if (!root) throw new BadWebhook('the body is JSON, but not an object');
  const events = 'entry' in root ? decodeEntries(root['entry'], sender) : decodeFlat(root);
  return withoutRepeats(events);
}

function parseBody(body: string): unknown {
  try {
    return parseLosslessJson(body);
  } catch (error) {
    throw new BadWebhook('the body is not JSON', { cause: error });
  }
}

function decodeEntries(list: unknown, sender: Sender): ChannelEvent[] {
  const entries = lenientList.parse(list);
  if (entries.length === 0) return [{ kind: 'ignored', what: 'no-entries' }];
  return entries.flatMap((raw): ChannelEvent[] => {
    const entry = Entry.safeParse(raw);
    if (!entry.success || entry.data.changes.length === 0) return [{ kind: 'ignored', what: 'no-changes' }];
    const at = readTimestamp(entry.data.time);
    const { id, changes } = entry.data;
    if (isAnother(id, sender.businessAccountId)) return [{ kind: 'ignored', what: 'another-account' }];
    return changes.flatMap((change) => decodeChange(change, at, sender));
  });
}

function isAnother(named: string | undefined, wanted: string | undefined): boolean {
  return named !== undefined && wanted !== undefined && named !== wanted;
}

const Numbered = z.object({ metadata: lenientObject({ phone_number_id: lenientText }) });

function decodeChange(raw: unknown, at: Instant | undefined, sender: Sender): ChannelEvent[] {
  const change = Change.safeParse(raw);
  if (!change.success) return [{ kind: 'ignored', what: 'malformed-change' }];
  const { field, value } = change.data;
  const number = Numbered.safeParse(value).data?.metadata?.phone_number_id;
  if (isAnother(number, sender.phoneNumberId)) return [{ kind: 'ignored', what: 'another-number' }];
  if (field === 'messages') return decodeValue(value, at);
  if (Object.hasOwn(TEMPLATE_FIELDS, field)) {
    return [TEMPLATE_FIELDS[field]?.(value) ?? { kind: 'ignored', what: field, detail: 'no template named' }];
  }
  if (isNoticeField(field)) return [decodeNotice(field, value)];
  const inner = lenientRecord.parse(value) ?? {};
  if (field === 'user_preferences') return orIgnored(field, decodePreferences(inner[field] ?? value, at));
  if (field === 'user_id_update') return orIgnored(field, decodeUserIdUpdates(inner[field] ?? value, at));
  return [{ kind: 'ignored', what: 'unknown-field', detail: field.slice(0, 100) }];
}

const Value = z.object({
  contacts: lenientList,
  messages: lenientList,
  statuses: lenientList,
  errors: lenientList,
});

function decodeValue(raw: unknown, at: Instant | undefined): ChannelEvent[] {
  const parsed = Value.safeParse(raw);
  if (!parsed.success) return [{ kind: 'ignored', what: 'malformed-value' }];
  const { contacts, messages, statuses, errors } = parsed.data;
  const known = messages.length === 0 ? [] : decodeKnownContacts(contacts);
  const events = [
    ...messages.map((message) => decodeMessage(message, known, at)),
    ...statuses.map((status) => decodeStatus(status, at)),
    ...decodeErrors(errors).map(({ code, title, details }): ChannelEvent => ({
      kind: 'ignored',
      what: 'errors',
      detail: [code, title, details]
        .filter((part) => part)
        .join(' ')
        .slice(0, 300),
    })),
  ];
  return orIgnored('empty-value', events);
}

function decodeFlat(root: Record<string, unknown>): ChannelEvent[] {
  const isFlat = ['messages', 'statuses', 'errors'].some((name) => Array.isArray(root[name]));
  return isFlat ? decodeValue(root, undefined) : [{ kind: 'ignored', what: 'unknown-body' }];
}

function orIgnored(what: string, events: ChannelEvent[]): ChannelEvent[] {
  return events.length > 0 ? events : [{ kind: 'ignored', what }];
}

function withoutRepeats(events: readonly ChannelEvent[]): ChannelEvent[] {
  const seen = new Set<string>();
  return events.map((event) => {
    const key = keyOf(event);
    if (key === undefined) return event;
    if (seen.has(key)) return { kind: 'ignored', what: `repeated-${event.kind}`, detail: key };
    seen.add(key);
    return event;
  });
}

/** What makes an event the same as another; undefined where repeating it does no harm. */
function keyOf(event: ChannelEvent): string | undefined {
  switch (event.kind) {
    case 'message':
    case 'edited':
    case 'revoked':
    case 'identity-changed':
      return event.id;
    case 'status':
      return `${event.messageId} ${event.status} ${event.recipient?.waId ?? event.recipient?.userId ?? ''}`;
    default:
      return undefined;
  }
}
