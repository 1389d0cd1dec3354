import { z } from 'zod';
import type { ChannelEvent, Identifiers } from '../events.js';
import type { Instant } from '../../time/instant.js';
import { decodeContent } from './decode-content.js';
import { decodeErrors } from './decode-status.js';
import { decodeSystem } from './decode-system.js';
import { identifiersOf, isNobody, overlap } from './identifiers.js';
import { lenientList, lenientObject, lenientRecord, lenientText, parseEach } from './lenient.js';
import { present } from './present.js';
import { readTimestamp } from './timestamp.js';

const Message = z.looseObject({
  id: z.string().min(1),
  type: z.string(),
  timestamp: lenientText,
  from: lenientText,
  from_user_id: lenientText,
  group_id: lenientText,
  context: lenientObject({ id: lenientText }),
  referral: lenientRecord,
  errors: lenientList,
});

const Contact = z.object({
  wa_id: lenientText,
  user_id: lenientText,
  profile: lenientObject({ name: lenientText }),
});

/** A person named beside the messages. Their order is no hint: they are matched by identifier. */
export interface KnownContact {
  identifiers: Identifiers;
  profileName?: string;
}

export function decodeKnownContacts(contacts: readonly unknown[]): KnownContact[] {
  return parseEach(contacts, Contact).map(({ wa_id, user_id, profile }) =>
    present({ identifiers: identifiersOf(wa_id, user_id), profileName: profile?.name }),
  );
}

/** Meta's code for a message that came from a group, which this number cannot take part in. */
const GROUP_MESSAGE = '130501';

/** @param fallbackAt the time of the whole webhook, where the message has none that can be read */
export function decodeMessage(
  raw: unknown,
  contacts: readonly KnownContact[],
  fallbackAt: Instant | undefined,
): ChannelEvent {
  const parsed = Message.safeParse(raw);
  if (!parsed.success) return { kind: 'ignored', what: 'malformed-message' };
  const message = parsed.data;
  const { id, type } = message;
  if (message.group_id !== undefined || decodeErrors(message.errors).some(({ code }) => code === GROUP_MESSAGE)) {
    return { kind: 'ignored', what: 'group-message', detail: id };
  }
  const at = readTimestamp(message.timestamp) ?? fallbackAt;
  if (at === undefined) return { kind: 'ignored', what: 'message-without-time', detail: id };
  if (type === 'system') return decodeSystem(message, at);
  if (type === 'request_welcome') return { kind: 'ignored', what: 'request-welcome', detail: id };

  const sender = senderOf(identifiersOf(message.from, message.from_user_id), contacts);
  const from = sender.identifiers;
  if (isNobody(from)) return { kind: 'ignored', what: 'message-without-sender', detail: id };
  if (type === 'edit') return decodeEdit(message, { id, at, from });
  if (type === 'revoke') {
    const revoke = Revoke.safeParse(message['revoke']);
    if (!revoke.success) return { kind: 'ignored', what: 'malformed-revoke', detail: id };
    return { kind: 'revoked', id, at, from, originalId: revoke.data.original_message_id };
  }
  return present({
    kind: 'message' as const,
    id,
    at,
    from,
    profileName: sender.profileName,
    content: decodeContent(type, message),
    repliesTo: message.context?.id,
    fromAd: message.referral ? true : undefined,
  });
}

const Revoke = z.object({ original_message_id: z.string() });
const Edit = z.object({ original_message_id: z.string(), message: z.looseObject({ type: z.string() }) });

function decodeEdit(
  message: Record<string, unknown>,
  who: { id: string; at: Instant; from: Identifiers },
): ChannelEvent {
  const edit = Edit.safeParse(message['edit']);
  if (!edit.success) return { kind: 'ignored', what: 'malformed-edit', detail: who.id };
  const { original_message_id, message: inner } = edit.data;
  return { kind: 'edited', ...who, originalId: original_message_id, content: decodeContent(inner.type, inner) };
}

/**
 * Joins what the message says of its sender with the contact beside it. A message that names nobody (a person with a
 * username and no number) is from the only contact, where there is just one.
 */
function senderOf(own: Identifiers, contacts: readonly KnownContact[]): KnownContact {
  const [only] = contacts;
  const contact = isNobody(own)
    ? contacts.length === 1
      ? only
      : undefined
    : contacts.find(({ identifiers }) => overlap(identifiers, own));
  return present({
    identifiers: { ...contact?.identifiers, ...own },
    profileName: contact?.profileName,
  });
}
