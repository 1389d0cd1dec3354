import { z } from 'zod';
import type { Conversation } from '../conversations/conversation.js';
import type { Page, Stored } from '../storage/documents.js';
import { InvalidCursor } from '../storage/errors.js';

type StoredConversation = Conversation & Stored;

/** What lists of the inbox ask a database for. */
export type InboxWhere = {
  [F in 'inboxState' | 'assigned' | 'team' | 'channelId']?: string;
} & {
  labelKey?: { in: string[] };
  windowClosesAt?: { lte?: number; gt?: number };
};

/** Whether a conversation that is in hand already is one of them. */
export function fits(conversation: Conversation, where: InboxWhere): boolean {
  const { labelKey, windowClosesAt: { lte = Infinity, gt = -Infinity } = {}, ...same } = where;
  const fields: Pick<Conversation, 'inboxState' | 'assigned' | 'team' | 'channelId'> & Record<string, unknown> =
    conversation;
  const isSame = Object.entries(same).every(([field, value]) => fields[field] === value);
  const isLabelled = !labelKey || (conversation.labelKey !== null && labelKey.in.includes(conversation.labelKey));
  const { windowClosesAt } = conversation;
  return isSame && isLabelled && windowClosesAt <= lte && windowClosesAt > gt;
}

/** Where a page ended. */
const Place = z.tuple([z.number(), z.string()]);
type Place = z.infer<typeof Place>;

/** One page of what was found, newest activity first. @throws InvalidCursor */
export function pageOfFound(
  found: readonly StoredConversation[],
  limit: number,
  cursor: string | undefined,
): Page<Conversation> {
  const after = cursor === undefined ? undefined : placeIn(cursor);
  const left = found
    .toSorted((one, other) => compare(placeOf(one), placeOf(other)))
    .filter((conversation) => !after || compare(placeOf(conversation), after) > 0);
  const items = left.slice(0, limit);
  const last = items.at(-1);
  return left.length > limit && last ? { items, next: cursorOf(placeOf(last)) } : { items };
}

const placeOf = ({ lastActivityAt, id }: StoredConversation): Place => [lastActivityAt, id];

/** Ties are broken as in a database's pages: by id, in the same direction. */
function compare([at, id]: Place, [otherAt, otherId]: Place): number {
  if (at !== otherAt) return otherAt - at;
  return id === otherId ? 0 : id < otherId ? 1 : -1;
}

const cursorOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function placeIn(cursor: string): Place {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new InvalidCursor();
  }
  const place = Place.safeParse(read);
  if (!place.success) throw new InvalidCursor();
  return place.data;
}
