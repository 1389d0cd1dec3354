import type { Clock } from '../clock/clock.js';
import type { Conversation, InboxChange, Teammate } from '../conversations/conversation.js';
import { inboxFields } from '../conversations/turn/inbox-fields.js';
import { invalid, notFound } from '../http/problem.js';
import type { Ids } from '../ids/ids.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { LiveChanges } from './live-changes.js';
import { rememberLabels } from './label-sets.js';

type StoredConversation = Conversation & Stored;

/** Whose a conversation is to be. */
export interface Assignment {
  userId: string | null;
  team: string | null;
}

/**
 * What the team does with conversations that the contact never sees: whose it is, labels, notes, what has been read.
 * These are written at once, beside the turns that may be going on; who did what stands in the thread.
 */
export class InboxDesk {
  constructor(
    private readonly store: Store,
    private readonly changes: Pick<LiveChanges, 'tell'>,
    private readonly clock: Clock,
    /** The machine's: when something changed, for those who watch. */
    private readonly machineClock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws Problem 404 for the conversation, 400 for a user that is not there or cannot sign in */
  async assign(scope: WorkspaceId, id: string, { userId, team }: Assignment, by: Teammate): Promise<void> {
    const user = userId === null ? undefined : await this.store.users.get(scope, userId);
    if (userId !== null && (!user || user.disabledAt !== null)) {
      const message = `nobody who can sign in has the id "${userId}"`;
      throw invalid([{ field: 'userId', rule: 'known-user', message }]);
    }
    const before = await this.#change(scope, id, (conversation) => ({ ...conversation, assigneeId: userId, team }));
    if (before.assigneeId === userId && before.team === team) return;
    await this.#say(scope, before, by, {
      name: 'assigned',
      user: user ? { id: user.id, name: user.name } : null,
      team,
    });
  }

  /** @throws Problem 404 */
  async label(scope: WorkspaceId, id: string, labels: readonly string[], by: Teammate): Promise<void> {
    const wanted = [...new Set(labels)];
    await rememberLabels(this.store, scope, wanted);
    const before = await this.#change(scope, id, (conversation) => ({ ...conversation, labels: wanted }));
    const added = wanted.filter((label) => !before.labels.includes(label));
    const removed = before.labels.filter((label) => !wanted.includes(label));
    if (added.length + removed.length > 0) await this.#say(scope, before, by, { name: 'labelled', added, removed });
  }

  /** @returns the id of the note in the thread. @throws Problem 404 */
  async note(scope: WorkspaceId, id: string, text: string, by: Teammate): Promise<string> {
    const conversation = await this.store.conversations.get(scope, id);
    if (!conversation) throw notFound('conversation', id);
    const noteId = this.ids.next();
    await this.store.thread.insert(scope, noteId, { kind: 'note', ...this.#lineOf(conversation), by, text });
    await this.#change(scope, id, (current) => ({ ...current, noteCount: current.noteCount + 1 }));
    return noteId;
  }

  /** Everything that the contact has written by now has been seen. @throws Problem 404 */
  async read(scope: WorkspaceId, id: string): Promise<void> {
    await this.#change(scope, id, (conversation) =>
      conversation.readCount === conversation.inboundCount
        ? undefined
        : { ...conversation, readCount: conversation.inboundCount },
    );
  }

  /** @returns the conversation as it was before */
  async #change(
    scope: WorkspaceId,
    id: string,
    change: (conversation: StoredConversation) => StoredConversation | undefined,
  ): Promise<StoredConversation> {
    let before: StoredConversation | undefined;
    const found = await this.store.conversations.update(scope, id, (conversation) => {
      before = conversation;
      const next = change(conversation);
      return next && { ...next, ...inboxFields(next), changedAt: this.machineClock.now() };
    });
    if (!found || !before) throw notFound('conversation', id);
    this.changes.tell(scope, [id]);
    return before;
  }

  async #say(scope: WorkspaceId, conversation: StoredConversation, by: Teammate, change: InboxChange): Promise<void> {
    const entry = { kind: 'event' as const, ...this.#lineOf(conversation), by, change };
    await this.store.thread.insert(scope, this.ids.next(), entry);
    this.changes.tell(scope, [conversation.id]);
  }

  #lineOf({ id, channelId, contactId }: StoredConversation) {
    return { conversationId: id, channelId, contactId, at: this.clock.now(), waiting: null };
  }
}
