import { foldText, toAsciiDigits } from '../flow/words/fold.js';
import type { Conversation } from '../conversations/conversation.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { labelKeysWith } from './label-sets.js';

/** As many people, and as many conversations, as one search looks at. Who gets so many has to type more. */
const MOST = 300;
const FEWEST_DIGITS = 3;
/** Comes after every text that begins with what stands before it. */
const LAST_CHARACTER = '\u{10ffff}';

type StoredConversation = Conversation & Stored;
type Search = { field: string; key: string };

/**
 * The conversations that a search is about, in no particular order: by the beginning of a word of the name, of the
 * number (with the country's digits or without), of the business-scoped user id, or of a label. Everything is looked up
 * in indexes.
 */
export async function searchConversations(
  store: Pick<Store, 'contacts' | 'conversations' | 'labelSets'>,
  scope: WorkspaceId,
  text: string,
): Promise<StoredConversation[]> {
  const [contacts, labelled] = await Promise.all([
    Promise.all(searchesFor(text).map((search) => contactsWith(store, scope, search))),
    labelKeysWith(store, scope, (label) => foldText(label).startsWith(foldText(text))),
  ]);
  const contactIds = [...new Set(contacts.flat())].slice(0, MOST);
  const found = await Promise.all([
    conversationsWith(store, scope, 'contactId', contactIds),
    conversationsWith(store, scope, 'labelKey', labelled),
  ]);
  return [...new Map(found.flat().map((conversation) => [conversation.id, conversation])).values()];
}

function searchesFor(text: string): Search[] {
  const searches: Search[] = [];
  const words = foldText(text);
  if (words !== '') {
    for (const field of ['nameKey', 'secondNameKey', 'thirdNameKey', 'lastNameKey'])
      searches.push({ field, key: words });
  }
  const digits = toAsciiDigits(text).replace(/\D/g, '');
  if (digits.length >= FEWEST_DIGITS && !/\p{L}/u.test(text)) {
    searches.push({ field: 'phoneKey', key: digits.replace(/^00/, '') });
    // Many write a number at home with a zero before it.
    searches.push({ field: 'nationalKey', key: digits.replace(/^0+/, '') });
  }
  const id = text.trim().toLowerCase();
  if (/^[a-z]{2}\.\w/.test(id)) searches.push({ field: 'userKey', key: id });
  return searches.filter(({ key }) => key !== '');
}

async function contactsWith(
  store: Pick<Store, 'contacts'>,
  scope: WorkspaceId,
  { field, key }: Search,
): Promise<string[]> {
  const { items } = await store.contacts.find(scope, {
    where: { [field]: { gte: key, lt: key + LAST_CHARACTER } },
    sort: { field, direction: 'asc' },
    limit: MOST,
  });
  return items.map(({ id }) => id);
}

async function conversationsWith(
  store: Pick<Store, 'conversations'>,
  scope: WorkspaceId,
  field: 'contactId' | 'labelKey',
  values: string[],
): Promise<StoredConversation[]> {
  if (values.length === 0) return [];
  const where = { [field]: { in: values } };
  // By the very field that is looked for: no database then prefers to walk through all of them in another order.
  const { items } = await store.conversations.find(scope, { where, sort: { field, direction: 'asc' }, limit: MOST });
  return items;
}
