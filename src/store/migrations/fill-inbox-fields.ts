import { z } from 'zod';
import { withKeys } from '../../conversations/contact-keys.js';
import { Conversation } from '../../conversations/conversation.js';
import { inboxFields } from '../../conversations/turn/inbox-fields.js';
import type { CollectionDeclaration } from '../../storage/documents.js';
import { rewriteAll, type Migration } from '../../storage/migrations.js';
import { Contact } from '../contact.js';
import { declarations } from '../store.js';

const Loose = z.looseObject({});
type Loose = z.infer<typeof Loose>;

/** With today's indexes, so that what is written fills them. */
const loosely = ({ name, indexes }: Pick<CollectionDeclaration<object>, 'name' | 'indexes'>) => ({
  name,
  indexes,
  schema: Loose,
});

/**
 * Conversations and contacts of the time before the inbox: what it finds them by is worked out once. Read with defaults
 * they would be right, but no index would hold them.
 */
export const fillInboxFields: Migration = {
  id: '0001-inbox-fields',
  async run(documents, scopes, signal) {
    const conversations = loosely(declarations.conversations);
    const contacts = loosely(declarations.contacts);
    await documents.prepare([conversations, contacts]);
    for (const scope of scopes) {
      await rewriteAll(documents.collection(conversations), scope, conversationWithFields, signal);
      await rewriteAll(documents.collection(contacts), scope, contactWithKeys, signal);
    }
  },
};

function conversationWithFields(stored: Loose): Loose | undefined {
  if (stored['inboxState'] !== undefined) return undefined;
  const conversation = Conversation.parse(stored);
  // A channel without a window says so with the conversation's next turn.
  return { ...conversation, ...inboxFields(conversation), windowClosesAt: conversation.window.closesAt };
}

function contactWithKeys(stored: Loose): Loose | undefined {
  return stored['nameKey'] === undefined ? withKeys(Contact.parse(stored)) : undefined;
}
