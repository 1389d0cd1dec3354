import type { Identifiers } from '../channels/events.js';
import type { Ids } from '../ids/ids.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Identity } from '../store/contact.js';
import type { Store } from '../store/store.js';

/**
 * The identity documents that a person's identifiers name on a channel. The first decides who the person is when two
 * webhooks about somebody new race: the WhatsApp id, which older webhooks carry alone, before the user id.
 */
export function identityIds(channelId: string, identifiers: Identifiers): string[] {
  const { waId, userId, phone } = identifiers;
  return [
    ...(waId === undefined ? [] : [`${channelId}|wa|${waId}`]),
    ...(userId === undefined ? [] : [`${channelId}|user|${userId}`]),
    // A phone number alone identifies nobody whom WhatsApp has named; it is used only where nothing else is known.
    ...(waId === undefined && userId === undefined && phone !== undefined
      ? [`${channelId}|wa|${phone.replace(/\D/g, '')}`]
      : []),
  ];
}

/** Whom the identifiers seen lately name, by workspace and key: what is once written there never changes. */
export interface KnownPeople {
  get(key: string): Identity | undefined;
  set(key: string, identity: Identity): unknown;
}

/**
 * Who these people are, made where they are new: one look-up for all, and for the new ones two inserts of which the
 * first to arrive wins. Result in the order given; undefined for one without any identifier.
 */
export async function identify(
  store: Pick<Store, 'identities'>,
  ids: Ids,
  scope: WorkspaceId,
  channelId: string,
  people: readonly Identifiers[],
  remembered: KnownPeople = new Map(),
): Promise<(Identity | undefined)[]> {
  const keys = people.map((person) => identityIds(channelId, person));
  const known = new Map<string, Identity>();
  for (const key of keys.flat()) {
    const identity = remembered.get(`${scope}|${key}`);
    if (identity) known.set(key, identity);
  }
  const unknown = keys.flat().filter((key) => !known.has(key));
  for (const [key, identity] of await readIdentities(store, scope, unknown)) {
    known.set(key, identity);
    remembered.set(`${scope}|${key}`, identity);
  }

  const newcomers = new Map<string, Identity>();
  const seen = new Set(known.keys());
  for (const own of keys) {
    const first = own[0];
    // Known, or the same newcomer as in an earlier event of this webhook.
    if (first !== undefined && !own.some((key) => seen.has(key))) {
      newcomers.set(first, { contactId: ids.next(), conversationId: ids.next() });
    }
    for (const key of own) seen.add(key);
  }
  if (newcomers.size > 0) {
    await store.identities.insertMissing(
      scope,
      [...newcomers].map(([id, doc]) => ({ id, doc })),
    );
    for (const [id, doc] of await readIdentities(store, scope, [...newcomers.keys()])) known.set(id, doc);
  }

  const aliases: { id: string; doc: Identity }[] = [];
  const result = keys.map((own) => {
    const identity = own.map((key) => known.get(key)).find((found) => found !== undefined);
    for (const key of own) {
      if (identity && !known.has(key)) {
        known.set(key, identity);
        aliases.push({ id: key, doc: identity });
      }
    }
    return identity;
  });
  if (aliases.length > 0) await store.identities.insertMissing(scope, aliases);
  return result;
}

async function readIdentities(
  store: Pick<Store, 'identities'>,
  scope: WorkspaceId,
  keys: readonly string[],
): Promise<Map<string, Identity>> {
  const unique = [...new Set(keys)];
  const found = unique.length === 0 ? [] : await store.identities.getMany(scope, unique);
  return new Map(found.map(({ id, contactId, conversationId }) => [id, { contactId, conversationId }]));
}
