import type { ConnectedChannel } from '../channels/connected/channel-directory.js';
import { decodeTap } from '../rendering/binding.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Contact } from '../store/contact.js';
import type { Store } from '../store/store.js';
import type { Conversation, InboundEntry, ThreadEntry } from './conversation.js';
import type { QuotaPlaces } from '../quotas/quota-places.js';
import { QuotaTurn } from './turn/quota-turn.js';
import { dueTimer } from './turn/timers.js';
import type { TurnInput } from './turn/turn-input.js';
import type { TurnWorld } from './turn/world.js';
import type { TurnWorlds } from './turn-worlds.js';

/** Timers that may come due one after the other in one round. */
const MAX_TIMERS = 5;

/** What one round has to do. */
export interface Work {
  connected: ConnectedChannel;
  conversation: Conversation & Stored;
  /** As it was read with the mailbox. */
  contact: Contact | undefined;
  entries: readonly (ThreadEntry & Stored)[];
}

/** Takes the entries of a mailbox, and the timers that are due, through turns. Reads what they need, writes nothing of the conversation. */
export class EntryTurns {
  constructor(
    private readonly store: Pick<Store, 'thread'>,
    private readonly worlds: TurnWorlds,
    private readonly quotas: Pick<QuotaPlaces, 'take'>,
  ) {}

  /** Applies the mailbox in order, then the timers that are due by now. */
  async take({ connected, conversation, contact, entries }: Work): Promise<Conversation> {
    const world = await this.worlds.load(connected, conversation, entries, contact);
    let current: Conversation = conversation;
    for (const entry of entries) {
      const input = await this.#inputOf(connected.scope, entry);
      if (entry.kind === 'inbound') current = { ...current, to: { ...current.to, ...entry.from } };
      current = await this.#turn(connected.scope, current, input, world);
    }
    for (let count = 0; count < MAX_TIMERS; count += 1) {
      const due = dueTimer(current.timers, world.now);
      if (!due) break;
      current = await this.#turn(connected.scope, current, { kind: 'timer', timer: due }, world);
    }
    return current;
  }

  /**
   * Places of quotas are taken before the turn is stored. Where it is not stored in the end, a session that was there
   * before comes back to its place; that of one that never came to be QuotaUpkeep gives back.
   */
  async #turn(scope: WorkspaceId, current: Conversation, input: TurnInput, world: TurnWorld): Promise<Conversation> {
    const turn = new QuotaTurn(current, input, world);
    for (;;) {
      const attempt = turn.attempt();
      if ('taken' in attempt) return attempt.taken;
      turn.decide(attempt.wanted, await this.quotas.take(scope, attempt.wanted));
    }
  }

  async #inputOf(scope: WorkspaceId, entry: ThreadEntry): Promise<TurnInput> {
    switch (entry.kind) {
      case 'inbound':
        return {
          kind: 'message',
          content: entry.content,
          at: entry.at,
          fromAd: entry.fromAd,
          quoted: await this.#quotedQuestion(scope, entry),
        };
      case 'command':
        return { kind: 'command', command: entry.command };
      case 'outbound':
        return { kind: 'send-failed', message: entry, failure: entry.failure ?? UNEXPLAINED };
    }
  }

  /** The question that a typed message quotes. A bound tap says itself which one it is. */
  async #quotedQuestion(
    scope: WorkspaceId,
    entry: InboundEntry,
  ): Promise<{ sessionId: string; stepId: string } | undefined> {
    if (entry.repliesTo === undefined) return undefined;
    if (entry.content.kind === 'tap' && decodeTap(entry.content.id)) return undefined;
    const page = await this.store.thread.find(scope, { where: { providerMessageId: entry.repliesTo }, limit: 2 });
    const quoted = page.items.find((item) => item.kind === 'outbound' && item.conversationId === entry.conversationId);
    return quoted?.kind === 'outbound' ? quoted.question : undefined;
  }
}

const UNEXPLAINED = {
  class: 'refused' as const,
  code: 'none',
  detail: 'failed without a reason',
  text: 'The provider failed the message without saying why.',
  tellPerson: false,
};
