import type { Stored, WorkspaceId } from '../storage/documents.js';
import { Gatherer } from '../storage/gathering/gatherer.js';
import type { Store } from '../store/store.js';
import type { ThreadEntry } from './conversation.js';

type StoredEntry = ThreadEntry & Stored;

/** What waits in one mailbox, oldest first. */
export interface Waiting {
  entries: StoredEntry[];
  /** There are more than were read. */
  more: boolean;
}

interface Gatherers {
  waiting: Gatherer<string, Waiting>;
  taken: Gatherer<readonly string[], void>;
}

/** Of one conversation at a time; what is left comes with the next round. */
const MOST = 100;
const MOST_TOGETHER = 1_000;

/** The mailboxes of conversations: thread entries that no turn has taken yet. Looked into and emptied many at a time. */
export class Mailbox {
  readonly #gatherers = new Map<WorkspaceId, Gatherers>();

  constructor(private readonly store: Pick<Store, 'thread'>) {}

  waitingFor(scope: WorkspaceId, conversationId: string): Promise<Waiting> {
    return this.#of(scope).waiting.do(conversationId);
  }

  /** They wait no longer. May be repeated. */
  async markTaken(scope: WorkspaceId, entries: readonly StoredEntry[]): Promise<void> {
    if (entries.length > 0) await this.#of(scope).taken.do(entries.map(({ id }) => id));
  }

  #of(scope: WorkspaceId): Gatherers {
    let gatherers = this.#gatherers.get(scope);
    if (!gatherers) this.#gatherers.set(scope, (gatherers = this.#gathererFor(scope)));
    return gatherers;
  }

  #gathererFor(scope: WorkspaceId): Gatherers {
    const { thread } = this.store;
    const one = async (conversationId: string): Promise<Waiting> => {
      const page = await thread.find(scope, {
        where: { waiting: conversationId },
        sort: { field: 'at', direction: 'asc' },
        limit: MOST,
      });
      return { entries: page.items, more: page.next !== undefined };
    };
    const markAll = async (ids: readonly string[]): Promise<void> => {
      await thread.setFields(scope, ids, { waiting: null });
    };
    return {
      waiting: new Gatherer({
        all: async (conversations) => {
          const page = await thread.find(scope, {
            where: { waiting: { in: conversations } },
            sort: { field: 'at', direction: 'asc' },
            limit: MOST_TOGETHER,
          });
          // One full mailbox must not hide another's messages.
          if (page.next !== undefined) return Promise.all(conversations.map(one));
          const mailboxes = new Map(conversations.map((id) => [id, [] as StoredEntry[]]));
          for (const entry of page.items) mailboxes.get(entry.conversationId)?.push(entry);
          return [...mailboxes.values()].map((entries) => ({
            entries: entries.slice(0, MOST),
            more: entries.length > MOST,
          }));
        },
        one,
        key: (conversationId) => conversationId,
      }),
      taken: new Gatherer({
        all: async (lists) => {
          await markAll(lists.flat());
          return lists.map(() => undefined);
        },
        one: markAll,
      }),
    };
  }
}
