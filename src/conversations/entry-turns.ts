import type { ConnectedChannel } from '../channels/connected/channel-directory.js';
import { decodeTap } from '../rendering/binding.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Contact } from '../store/contact.js';
import type { Store } from '../store/store.js';
import type { Conversation, InboundEntry, ThreadEntry } from './conversation.js';
import type { QuotaPlaces } from '../quotas/quota-places.js';
import { QuotaTurn } from './turn/quota-turn.js';
import type { Instant } from '../time/instant.js';
import { attentionAt, dueTimer } from './turn/timers.js';
import type { TurnInput } from './turn/turn-input.js';
import type { TurnWorld } from './turn/world.js';
import type { TurnWorlds } from './turn-worlds.js';

/** What came of the entries of a mailbox. */
export interface Taken {
  conversation: Conversation;
  /** Those that were taken; the others wait for an agent's answer. */
  entries: readonly (ThreadEntry & Stored)[];
}

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

  /**
   * Applies the mailbox in order, then the timers that are due by now. While a call to an agent waits for its answer,
   * what the contact says stays in the mailbox, and is taken in order after it.
   */
  async take({ connected, conversation, contact, entries }: Work): Promise<Taken> {
    const world = await this.worlds.load(connected, conversation, entries, contact);
    let current: Conversation = conversation;
    const taken: (ThreadEntry & Stored)[] = [];
    for (const entry of answersFirst(entries)) {
      if (waitsForAnswer(current, entry)) continue;
      taken.push(entry);
      const input = await this.#inputOf(connected.scope, entry);
      if (entry.kind === 'inbound') {
        current = { ...current, to: { ...current.to, ...entry.from }, lastEntryId: entry.id };
      }
      current = await this.#turn(connected.scope, current, input, world);
    }
    for (let count = 0; count < MAX_TIMERS; count += 1) {
      const due = dueTimer(current.timers, world.now);
      if (!due) break;
      current = await this.#turn(connected.scope, current, { kind: 'timer', timer: due }, world);
    }
    return { conversation: ringAgain(current, world.now), entries: taken };
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
      case 'agent-answer':
        return { kind: 'agent-answered', callId: entry.callId, outcome: entry.outcome };
      case 'outbound':
        return { kind: 'send-failed', message: entry, failure: entry.failure ?? UNEXPLAINED };
      case 'note':
      case 'event':
        throw new Error(`a ${entry.kind} stands in the mailbox of ${entry.conversationId}, which it never may`);
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

/** Must it wait until the agent that was asked has answered? What people in the team say holds at once, and so do failures. */
export function waitsForAnswer({ call }: Pick<Conversation, 'call'>, entry: ThreadEntry): boolean {
  if (!call) return false;
  if (entry.kind === 'command') return entry.command.kind === 'start-flow' || entry.command.kind === 'agent-event';
  return entry.kind === 'inbound';
}

/** What the contact said while the agent was thinking is about what stood there before. */
function answersFirst<E extends ThreadEntry>(entries: readonly E[]): E[] {
  const isAnswer = ({ kind }: E): boolean => kind === 'agent-answer';
  return [...entries.filter(isAnswer), ...entries.filter((entry) => !isAnswer(entry))];
}

/** A call whose answer is long overdue: its bell may have been lost with the queue. */
function ringAgain(conversation: Conversation, now: Instant): Conversation {
  const { call } = conversation;
  if (!call || call.ringAgainAt > now) return conversation;
  const next = {
    ...conversation,
    call: { ...call, rings: call.rings + 1, ringAgainAt: now + (call.ringAgainAt - call.since) },
  };
  return { ...next, attentionAt: attentionAt(next, now) };
}

const UNEXPLAINED = {
  class: 'refused' as const,
  code: 'none',
  detail: 'failed without a reason',
  text: 'The provider failed the message without saying why.',
  tellPerson: false,
};
