import type { ChannelDirectory, ConnectedChannel } from '../channels/connected/channel-directory.js';
import type { Clock } from '../clock/clock.js';
import type { Outbox, Drained } from '../delivery/outbox.js';
import type { Ids } from '../ids/ids.js';
import type { Bell, ConversationRef } from '../queue/bell.js';
import type { CallBell } from '../queue/call-bell.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import { replaceSurely } from '../storage/replace-surely.js';
import type { Store } from '../store/store.js';
import { SECOND, type Instant } from '../time/instant.js';
import { identityIds } from './identify.js';
import { newConversation, type Conversation, type OutboxMessage, type ThreadEntry } from './conversation.js';
import { waitsForAnswer, type EntryTurns, type Work } from './entry-turns.js';
import type { Mailbox } from './mailbox.js';
import { tellDecisions } from './tell-decisions.js';
import { attentionAt } from './turn/timers.js';
import type { TurnWorlds } from './turn-worlds.js';
import type { Span } from '../watching/tracer.js';
import type { Watching } from '../watching/watching.js';

/** A conversation that keeps a worker busy hands it back after so many rounds and rings again. */
const MAX_ROUNDS = 20;
type StoredConversation = Conversation & Stored;
type StoredEntry = ThreadEntry & Stored;

/** One call of `run`. */
interface Run {
  /** Whose lease it is. */
  owner: string;
  /** The delayed bell rang for it, and no other has been set since. */
  bellRang: boolean;
  /** The trace that it belongs to. */
  traceparent: string | undefined;
}

export type RunResult =
  | 'idle'
  /** Another worker has the conversation. */
  | 'busy';

/**
 * Gives one conversation all the attention it needs: takes the mailbox in order, timers that are due, and drains the
 * outbox. Whoever rings, and however often, the result is the same: the turn's single compare-and-set write decides,
 * and it takes the lease at the same time, under which the outbox is sent.
 */
export class TurnRunner {
  #stopping = false;

  constructor(
    private readonly store: Store,
    private readonly mailbox: Mailbox,
    private readonly channels: ChannelDirectory,
    private readonly worlds: Pick<TurnWorlds, 'readContact'>,
    private readonly turns: EntryTurns,
    private readonly outbox: Outbox,
    private readonly bell: Bell,
    private readonly callBell: CallBell,
    private readonly clock: Clock,
    /** Leases are about processes, not about conversations: they run by the machine's clock. */
    private readonly leaseClock: Clock,
    private readonly ids: Ids,
    /** How long a worker may be silent before another takes its conversation: more than twice the slowest single send. */
    private readonly leaseMs: number,
    private readonly watching: Watching,
  ) {}

  /** From now on a conversation is handed back after the message that is being sent. */
  stop(): void {
    this.#stopping = true;
  }

  /** @param hints.delayedBellRang it was the conversation's delayed bell that rang: none is set any more, whatever is written down */
  async run(
    scope: WorkspaceId,
    conversationId: string,
    { delayedBellRang = false, traceparent }: { delayedBellRang?: boolean; traceparent?: string | undefined } = {},
  ): Promise<RunResult> {
    // Of its own for each run: one process may have the same conversation twice, when the first one's lease ran out.
    const run: Run = { owner: this.ids.next(), bellRang: delayedBellRang, traceparent };
    for (let round = 0; round < MAX_ROUNDS && !this.#stopping; round += 1) {
      const result = await this.#round(scope, conversationId, run);
      if (result !== 'again') return result;
    }
    await this.bell.ring([{ scope, conversationId }]);
    return 'idle';
  }

  async #round(scope: WorkspaceId, conversationId: string, run: Run): Promise<RunResult | 'again'> {
    // In this order: an entry read before the conversation could have been taken by a turn that the conversation has
    // forgotten already, and would be taken twice.
    const stored = await this.store.conversations.get(scope, conversationId);
    const [waiting, contact] = await Promise.all([
      this.mailbox.waitingFor(scope, conversationId),
      stored && this.worlds.readContact(scope, stored.contactId),
    ]);
    const conversation = stored ?? (await this.#create(scope, conversationId, waiting.entries));
    if (!conversation) return 'idle';
    if (this.#isHeldByAnother(conversation)) return 'busy';

    const taken = new Set(conversation.applied);
    const isAnswered = waiting.entries.some(({ kind }) => kind === 'agent-answer');
    const entries = waiting.entries
      .filter((entry) => !taken.has(entry.id) && (isAnswered || !waitsForAnswer(conversation, entry)))
      .toSorted(inOrder);
    await this.mailbox.markTaken(
      scope,
      waiting.entries.filter((entry) => taken.has(entry.id)),
    );

    const now = this.clock.now();
    const isDue = conversation.attentionAt !== null && conversation.attentionAt <= now;
    if (entries.length === 0 && !isDue && !(await this.#echoHasCome(scope, conversation))) {
      await this.#rearm(scope, conversation, run);
      return 'idle';
    }
    const connected = await this.channels.byId(scope, conversation.channelId);
    if (!connected) {
      await this.#settleWithoutChannel(scope, conversation, entries);
      return 'idle';
    }

    return this.#watched(conversation, entries, run, async (span) => {
      try {
        return await this.#turn({ connected, conversation, contact, entries }, waiting.more, run, span);
      } catch (error) {
        await this.#letGo(scope, conversationId, run);
        throw error;
      }
    });
  }

  /** After a failure nothing of ours is under way any more: whoever tries next need not wait until the lease runs out. */
  async #letGo(scope: WorkspaceId, conversationId: string, { owner }: Run): Promise<void> {
    try {
      await this.store.conversations.update(scope, conversationId, (current) =>
        current.lease?.owner === owner ? { ...current, lease: null } : undefined,
      );
    } catch (err) {
      this.watching.log.warn({ event: 'lease.kept', conversationId, err }, 'the lease stays until it runs out');
    }
  }

  /** Takes what there is, holds the conversation while its outbox is drained, and lets it go. */
  async #turn(work: Work, more: boolean, run: Run, span: Span): Promise<RunResult | 'again'> {
    const { connected, conversation } = work;
    const { scope } = connected;
    const began = this.clock.now();
    const { conversation: changed, entries } = await this.turns.take(work);
    const held = await replaceSurely(this.store.conversations, scope, {
      ...changed,
      id: conversation.id,
      rev: conversation.rev,
      applied: entries.map((entry) => entry.id),
      changedAt: this.leaseClock.now(),
      lease: { owner: run.owner, until: this.leaseClock.now() + this.leaseMs },
    });
    if (!held) {
      this.watching.metrics.storageRetry('conflict');
      return 'again';
    }
    span.add({ ...(held.session ? { turn: held.session.turn } : {}), count: entries.length });
    tellDecisions(this.watching.metrics, conversation, held);
    this.#ringForCall(scope, conversation, held);

    const [marked, sending] = await Promise.allSettled([
      this.mailbox.markTaken(scope, entries),
      this.#drain(connected, held, entries, run),
    ]);
    if (sending.status === 'rejected') throw sending.reason;
    const drained = sending.value;
    await this.#linkLearned(connected, held, drained);
    // Should we die between the two, the provider's statuses bring what its answer said.
    const [released, ...written] = await Promise.allSettled([
      this.#release(scope, held, drained, run),
      ...drained.written,
    ]);
    for (const result of [released, ...written]) if (result.status === 'rejected') throw result.reason;
    if (marked.status === 'rejected') throw marked.reason;
    this.watching.log.info(
      {
        event: 'turn',
        conversationId: held.id,
        inputs: entries.length,
        sent: drained.sent,
        turn: held.session?.turn,
        tookMs: this.clock.now() - began,
      },
      'turn',
    );
    return drained.turnFirst || more ? 'again' : 'idle';
  }

  /** Not waited for: a bell that does not ring is rung again when the call is overdue. */
  #ringForCall(scope: WorkspaceId, before: Conversation, { id, call }: StoredConversation): void {
    if (!call || (before.call?.call.id === call.call.id && before.call.rings === call.rings)) return;
    this.callBell.ring({ scope, conversationId: id, callId: call.call.id, agent: call.call.agent });
  }

  async #watched<T>(
    { id, channelId }: StoredConversation,
    entries: readonly StoredEntry[],
    { traceparent: follows }: Run,
    work: (span: Span) => Promise<T>,
  ): Promise<T> {
    const began = performance.now();
    const result = await this.watching.tracer.span('turn', { conversationId: id, channelId }, work, { follows });
    this.watching.metrics.turn((performance.now() - began) / SECOND, entries.length);
    return result;
  }

  /** Its channel was removed: what waits can never be done. Kept in the thread, said once, and not looked at again. */
  async #settleWithoutChannel(
    scope: WorkspaceId,
    conversation: StoredConversation,
    entries: readonly StoredEntry[],
  ): Promise<void> {
    const { id, channelId } = conversation;
    this.watching.log.error(
      { event: 'conversation.without-channel', conversationId: id, channelId },
      'its channel is gone',
    );
    await this.mailbox.markTaken(scope, entries);
    await this.store.conversations.update(scope, id, (current) => ({
      ...current,
      timers: [],
      outbox: [],
      attentionAt: null,
    }));
  }

  async #drain(
    connected: ConnectedChannel,
    held: StoredConversation,
    entries: readonly StoredEntry[],
    { owner }: Run,
  ): Promise<Drained> {
    await this.#showTyping(connected, held, entries);
    let lease = held.lease?.until ?? 0;
    const holdLease = async (): Promise<boolean> => {
      if (this.#stopping) return false;
      const now = this.leaseClock.now();
      if (lease - now > this.leaseMs / 2) return true;
      let mine = false;
      await this.store.conversations.update(connected.scope, held.id, (current) => {
        mine = current.lease?.owner === owner;
        return mine ? { ...current, lease: { owner, until: now + this.leaseMs } } : undefined;
      });
      if (mine) lease = now + this.leaseMs;
      return mine;
    };
    // The first message after one of the contact's is its reply; where an agent had to be asked, it comes after that.
    let asked = entries.reduce<number | undefined>(askedAt, undefined);
    const onSent = ({ bulk }: OutboxMessage): void => {
      if (asked === undefined || bulk) return;
      this.watching.metrics.reply((this.clock.now() - asked) / SECOND);
      asked = undefined;
    };
    return this.outbox.drain({ connected, conversationId: held.id, conversation: held }, holdLease, onSent);
  }

  async #showTyping(
    connected: ConnectedChannel,
    held: StoredConversation,
    entries: readonly StoredEntry[],
  ): Promise<void> {
    const last = entries.findLast((entry) => entry.kind === 'inbound');
    const replies = held.call !== null || held.outbox.some((item) => item.kind === 'message');
    if (!connected.channel.settings.typing || !connected.adapter.typing || last?.kind !== 'inbound' || !replies) return;
    const shown = await connected.adapter.typing.show(connected.access, last.providerMessageId);
    if (!shown.ok) this.watching.log.debug({ event: 'typing.refused', code: shown.failure.code }, 'typing not shown');
  }

  /**
   * Takes what is through out of the outbox, gives the lease back, and sets the bell for the next thing that is due
   * unless one is set that rings before it.
   */
  async #release(scope: WorkspaceId, held: StoredConversation, drained: Drained, run: Run): Promise<void> {
    const now = this.clock.now();
    let ringAt: number | undefined;
    const after = (current: StoredConversation): StoredConversation => {
      const next = {
        ...current,
        outbox: current.outbox
          .filter((item) => !drained.done.has(item.id))
          .map((item) => (item.id === drained.head?.id ? drained.head : item)),
        to: { ...current.to, ...drained.learned },
        lastResponse: drained.lastResponse,
        lease: current.lease?.owner === run.owner ? null : current.lease,
        pairFreeFrom: laterOf(current.pairFreeFrom, drained.pairFreeFrom),
        bellAt: run.bellRang ? null : current.bellAt,
        lastActivityAt: drained.sent > 0 ? now : current.lastActivityAt,
        lastEntryId: lastGone(held, drained) ?? current.lastEntryId,
        changedAt: this.leaseClock.now(),
      };
      next.attentionAt = attentionAt(next, now);
      ringAt = bellNeeded(next, now);
      return { ...next, bellAt: ringAt ?? next.bellAt };
    };
    // Nobody else writes while the lease is ours, save a person through the API: then once more from what they wrote.
    if (!(await replaceSurely(this.store.conversations, scope, after(held)))) {
      await this.store.conversations.update(scope, held.id, after);
    }
    if (ringAt === undefined) return;
    await this.bell.ringAt(refOf(scope, held, drained.head?.bulk), ringAt);
    run.bellRang = false;
  }

  /** A bell rang and nothing is due: what it was set for has moved on. Set it for what is due next. */
  async #rearm(scope: WorkspaceId, conversation: StoredConversation, run: Run): Promise<void> {
    const bellAt = run.bellRang ? null : conversation.bellAt;
    const ringAt = bellNeeded({ ...conversation, bellAt }, this.clock.now());
    if (ringAt === undefined) return;
    await this.store.conversations.update(scope, conversation.id, (current) => ({ ...current, bellAt: ringAt }));
    await this.bell.ringAt(refOf(scope, conversation), ringAt);
  }

  /**
   * The outbox's head waits for the provider's echo and nothing else would wake it before its time: has the echo come?
   */
  async #echoHasCome(scope: WorkspaceId, { outbox }: Conversation): Promise<boolean> {
    const head = outbox[0];
    if (head?.kind !== 'message' || head.awaitingEchoUntil === undefined) return false;
    const entry = await this.store.thread.get(scope, head.id);
    return entry?.kind === 'outbound' && entry.state !== 'sending' && entry.state !== 'unknown';
  }

  /**
   * The provider answers with the identifiers it knows the person by; a number may be written differently there (Brazil,
   * Mexico). Their messages will come under those, and must find this conversation.
   */
  async #linkLearned({ scope }: ConnectedChannel, held: StoredConversation, { learned }: Drained): Promise<void> {
    const { channelId, contactId } = held;
    const known = new Set(identityIds(channelId, held.to));
    const news = identityIds(channelId, learned).filter((id) => !known.has(id));
    if (news.length === 0) return;
    await this.store.identities.insertMissing(
      scope,
      news.map((id) => ({ id, doc: { contactId, conversationId: held.id } })),
    );
  }

  async #create(
    scope: WorkspaceId,
    id: string,
    entries: readonly StoredEntry[],
  ): Promise<StoredConversation | undefined> {
    const first = entries[0];
    if (!first) return undefined;
    const doc = newConversation({
      channelId: first.channelId,
      contactId: first.contactId,
      to: first.kind === 'inbound' ? first.from : {},
      now: this.clock.now(),
    });
    await this.store.conversations.insertMissing(scope, [{ id, doc }]);
    return this.store.conversations.get(scope, id);
  }

  #isHeldByAnother({ lease }: Conversation): boolean {
    return lease !== null && lease.until > this.leaseClock.now();
  }
}

function refOf(scope: WorkspaceId, { id, channelId }: StoredConversation, bulk = false): ConversationRef {
  return { scope, conversationId: id, channelId, bulk };
}

/** When the contact asked what these entries answer. */
function askedAt(before: Instant | undefined, entry: StoredEntry): Instant | undefined {
  if (entry.kind === 'agent-answer') return entry.at - entry.tookMs;
  return entry.kind === 'inbound' ? entry.receivedAt : before;
}

/** The last message that went, or came to nothing. */
function lastGone({ outbox }: Conversation, { done }: Drained): string | undefined {
  return outbox.findLast(({ kind, id }) => kind === 'message' && done.has(id))?.id;
}

/** Whoever lost the lease while sending must not take back what the next one has counted. */
function laterOf(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** The time to set a bell for; undefined when nothing is due or a bell is set that rings by then. */
function bellNeeded({ attentionAt: due, bellAt }: Conversation, now: number): number | undefined {
  if (due === null) return undefined;
  return bellAt !== null && bellAt > now && bellAt <= due ? undefined : due;
}

/**
 * By the contact's time, then by arrival: whole seconds from the provider do not tell two quick messages apart. Failures
 * come last: a message of the contact that is there already means that the conversation has moved on.
 */
function inOrder(a: StoredEntry, b: StoredEntry): number {
  const isFailure = (entry: StoredEntry) => Number(entry.kind === 'outbound');
  const arrival = (entry: StoredEntry) => (entry.kind === 'inbound' ? entry.receivedAt : entry.at);
  return isFailure(a) - isFailure(b) || a.at - b.at || arrival(a) - arrival(b) || (a.id < b.id ? -1 : 1);
}
