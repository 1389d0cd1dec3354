import { z } from 'zod';
import type { ChannelEvent, Identifiers } from '../events.js';
import type { Instant } from '../../time/instant.js';
import { identifiersOf, isNobody } from './identifiers.js';
import { lenientList, lenientObject, lenientText, parseEach } from './lenient.js';
import { readTimestamp } from './timestamp.js';

const SystemMessage = z.object({
  id: z.string(),
  from: lenientText,
  from_user_id: lenientText,
  system: lenientObject({
    type: lenientText,
    body: lenientText,
    wa_id: lenientText,
    /** Names of older versions, and of other clients' recordings. */
    new_wa_id: lenientText,
    user_id: lenientText,
    previous_user_id: lenientText,
  }),
});

const IDENTITY_CHANGES = new Set(['user_changed_number', 'user_changed_user_id', 'customer_changed_number']);

/** "User Ann changed from 15550100200 to 15550100299": for a user id often the only place where the old one stands. */
const CHANGED_FROM = /\bchanged from (\S+) to (\S+)/;

/** A notice of WhatsApp itself inside the chat: only a change of number or user id matters to us. */
export function decodeSystem(raw: Record<string, unknown>, at: Instant): ChannelEvent {
  const parsed = SystemMessage.safeParse(raw);
  const system = parsed.success ? parsed.data.system : undefined;
  if (!parsed.success || system === undefined) return { kind: 'ignored', what: 'malformed-system-message' };
  const { id, from, from_user_id } = parsed.data;
  if (system.type === undefined || !IDENTITY_CHANGES.has(system.type)) {
    return { kind: 'ignored', what: 'system-message', detail: system.type ?? 'no type' };
  }
  const [, saidBefore, saidAfter] = CHANGED_FROM.exec(system.body ?? '') ?? [];
  const current = identifiersOf(system.new_wa_id ?? system.wa_id, system.user_id, saidAfter);
  const candidates = [from, system.previous_user_id, saidBefore, from_user_id];
  // `from` holds the old number or, in some recordings, already the new one.
  const previous = identifiersOf(...candidates.filter((value) => !isOneOf(current, value)));
  return identityChanged(id, at, previous, current);
}

const UserIdUpdate = z.object({
  wa_id: lenientText,
  user_id: lenientObject({ previous: lenientText, current: lenientText }),
  timestamp: lenientText,
});

/** The `user_id_update` field: it carries no id of its own, so one is made that is the same in every redelivery. */
export function decodeUserIdUpdates(list: unknown, fallbackAt: Instant | undefined): ChannelEvent[] {
  return parseEach(lenientList.parse(list), UserIdUpdate).map(({ wa_id, user_id, timestamp }) => {
    const at = readTimestamp(timestamp) ?? fallbackAt;
    if (at === undefined) return { kind: 'ignored', what: 'user-id-update-without-time' };
    const previous = identifiersOf(user_id?.previous);
    const current = identifiersOf(user_id?.current, wa_id);
    return identityChanged(`user_id_update:${previous.userId}:${current.userId}:${at}`, at, previous, current);
  });
}

function identityChanged(id: string, at: Instant, previous: Identifiers, current: Identifiers): ChannelEvent {
  if (isNobody(previous) || isNobody(current))
    return { kind: 'ignored', what: 'incomplete-identity-change', detail: id };
  return { kind: 'identity-changed', id, at, previous, current };
}

function isOneOf(identifiers: Identifiers, value: string | undefined): boolean {
  const one = identifiersOf(value);
  return (
    (one.waId !== undefined && one.waId === identifiers.waId) ||
    (one.userId !== undefined && one.userId === identifiers.userId)
  );
}
