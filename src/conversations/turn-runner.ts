import type { ChannelDirectory, ConnectedChannel } from '../channels/connected/channel-directory.js';
import type { Clock } from '../clock/clock.js';
import type { Outbox, Drained } from '../delivery/outbox.js';
import type { ContactView } from '../flow/session.js';
import type { FlowLibrary } from '../flows/flow-library.js';
import type { Ids } from '../ids/ids.js';
import type { Logger } from '../logging/logger.js';
import type { Bell } from '../queue/bell.js';
import { decodeTap } from '../rendering/binding.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Contact } from '../store/contact.js';
import type { Store } from '../store/store.js';
import type { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import { newConversation, type Conversation, type InboundEntry, type ThreadEntry } from './conversation.js';
import { takeTurn } from './turn/take-turn.js';
import { attentionAt } from './turn/timers.js';
import type { TurnInput } from './turn/turn-input.js';
import type { TurnWorld } from './turn/world.js';

/** A conversation that keeps a worker busy hands it back after so many rounds and rings again. */
const MAX_ROUNDS = 20;
/** Timers that may come due one after the other in one round. */
const MAX_TIMERS = 5;

type StoredConversation = Conversation & Stored;
type StoredEntry = ThreadEntry & Stored;

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
  readonly #owner: string;

  constructor(
    private readonly store: Store,
    private readonly channels: ChannelDirectory,
    private readonly flows: FlowLibrary,
    private readonly templates: TemplateCatalogue,
    private readonly outbox: Outbox,
    private readonly bell: Bell,
    private readonly clock: Clock,
    /** Leases are about processes, not about conversations: they run by the machine's clock. */
    private readonly leaseClock: Clock,
    private readonly ids: Ids,
    /** How long a worker may be silent before another takes its conversation: more than twice the slowest single send. */
    private readonly leaseMs: number,
    private readonly log: Logger,
  ) {
    this.#owner = ids.next();
  }

  async run(scope: WorkspaceId, conversationId: string): Promise<RunResult> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const result = await this.#round(scope, conversationId);
      if (result !== 'again') return result;
    }
    await this.bell.ring([{ scope, conversationId }]);
    return 'idle';
  }

  async #round(scope: WorkspaceId, conversationId: string): Promise<RunResult | 'again'> {
    const [stored, waiting] = await Promise.all([
      this.store.conversations.get(scope, conversationId),
      this.store.thread.find(scope, { where: { waiting: conversationId }, limit: 100 }),
    ]);
    const conversation = stored ?? (await this.#create(scope, conversationId, waiting.items));
    if (!conversation) return 'idle';
    if (this.#isHeldByAnother(conversation)) return 'busy';

    const taken = new Set(conversation.applied);
    const entries = waiting.items.filter((entry) => !taken.has(entry.id)).toSorted(byTime);
    if (entries.length < waiting.items.length) await this.#markTaken(scope, waiting.items.filter((entry) => taken.has(entry.id)));

    const now = this.clock.now();
    const isDue = conversation.attentionAt !== null && conversation.attentionAt <= now;
    if (entries.length === 0 && !isDue) {
      await this.#rearm(scope, conversation);
      return 'idle';
    }
    const connected = await this.channels.byId(scope, conversation.channelId);
    if (!connected) {
      this.log.error({ event: 'conversation.without-channel', conversationId, channelId: conversation.channelId }, 'its channel is gone');
      return 'idle';
    }

    const changed = await this.#takeTurns(connected, conversation, entries);
    const held = await this.store.conversations.replace(scope, {
      ...changed,
      id: conversation.id,
      rev: conversation.rev,
      applied: entries.map((entry) => entry.id),
      lease: { owner: this.#owner, until: this.leaseClock.now() + this.leaseMs },
    });
    if (!held) return 'again';

    const marked = this.#markTaken(scope, entries);
    const drained = await this.#drain(connected, held, entries);
    await marked;
    await this.#release(scope, held, drained);
    this.log.info(
      { event: 'turn', conversationId, inputs: entries.length, sent: drained.sent, turn: held.session?.turn, tookMs: this.clock.now() - now },
      'turn',
    );
    return drained.failed || waiting.next !== undefined ? 'again' : 'idle';
  }

  /** Applies the mailbox in order, then the timers that are due by now. */
  async #takeTurns(
    connected: ConnectedChannel,
    conversation: StoredConversation,
    entries: readonly StoredEntry[],
  ): Promise<Conversation> {
    const world = await this.#world(connected, conversation, entries);
    let current: Conversation = conversation;
    for (const entry of entries) {
      const input = await this.#inputOf(connected.scope, entry);
      if (entry.kind === 'inbound') current = { ...current, to: { ...current.to, ...entry.from } };
      current = takeTurn(current, input, world);
    }
    for (let count = 0; count < MAX_TIMERS; count += 1) {
      // The latest that is due: after a pause a reminder before a closing that is past would come too late.
      const due = current.timers.filter((timer) => timer.dueAt <= world.now).toSorted((a, b) => b.dueAt - a.dueAt)[0];
      if (!due) break;
      current = takeTurn(current, { kind: 'timer', timer: due }, world);
    }
    return current;
  }

  async #world(
    connected: ConnectedChannel,
    conversation: StoredConversation,
    entries: readonly StoredEntry[],
  ): Promise<TurnWorld> {
    const { scope, channel, adapter } = connected;
    const [{ view, marketingAllowed }, flows, templates] = await Promise.all([
      this.#contact(scope, conversation, entries),
      this.flows.lookup(scope, conversation.session),
      this.templates.lookup(scope, channel.id),
    ]);
    const { defaultFlow, closed, quietHours, templateCaps } = channel.settings;
    return {
      now: this.clock.now(),
      newId: () => this.ids.next(),
      channel: { capabilities: adapter.capabilities, defaultFlow, closed, quietHours, templateCaps },
      contact: view,
      marketingAllowed,
      flows,
      templates,
    };
  }

  /** The contact as texts see it; made at the first message, renamed when the profile says so. */
  async #contact(scope: WorkspaceId, conversation: StoredConversation, entries: readonly StoredEntry[]): Promise<{ view: ContactView; marketingAllowed: boolean }> {
    const inbound = entries.filter((entry): entry is InboundEntry & Stored => entry.kind === 'inbound');
    const name = inbound.findLast((entry) => entry.profileName !== undefined)?.profileName;
    const identifiers = inbound.reduce((all, entry) => ({ ...all, ...entry.from }), conversation.to);
    let contact: Contact | undefined = await this.store.contacts.get(scope, conversation.contactId);
    if (!contact) {
      contact = { identifiers, attributes: {}, createdAt: this.clock.now(), ...(name === undefined ? {} : { name }) };
      await this.store.contacts.insertMissing(scope, [{ id: conversation.contactId, doc: contact }]);
    } else if (name !== undefined && name !== contact.name) {
      contact = (await this.store.contacts.update(scope, conversation.contactId, (stored) => ({ ...stored, name }))) ?? contact;
    }
    const phone = identifiers.phone ?? (identifiers.waId === undefined ? undefined : `+${identifiers.waId}`);
    const view: ContactView = {
      ...(contact.name === undefined ? {} : { name: contact.name }),
      ...(contact.language === undefined ? {} : { language: contact.language }),
      ...(phone === undefined ? {} : { phone }),
      attributes: contact.attributes,
    };
    return { view, marketingAllowed: contact.marketingAllowed ?? true };
  }

  async #inputOf(scope: WorkspaceId, entry: StoredEntry): Promise<TurnInput> {
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
  async #quotedQuestion(scope: WorkspaceId, entry: InboundEntry): Promise<{ sessionId: string; stepId: string } | undefined> {
    if (entry.repliesTo === undefined) return undefined;
    if (entry.content.kind === 'tap' && decodeTap(entry.content.id)) return undefined;
    const page = await this.store.thread.find(scope, { where: { providerMessageId: entry.repliesTo }, limit: 2 });
    const quoted = page.items.find((item) => item.kind === 'outbound' && item.conversationId === entry.conversationId);
    return quoted?.kind === 'outbound' ? quoted.question : undefined;
  }

  async #drain(connected: ConnectedChannel, held: StoredConversation, entries: readonly StoredEntry[]): Promise<Drained> {
    await this.#showTyping(connected, held, entries);
    let lease = held.lease?.until ?? 0;
    const holdLease = async (): Promise<boolean> => {
      const now = this.leaseClock.now();
      if (lease - now > this.leaseMs / 2) return true;
      let mine = false;
      await this.store.conversations.update(connected.scope, held.id, (current) => {
        mine = current.lease?.owner === this.#owner;
        return mine ? { ...current, lease: { owner: this.#owner, until: now + this.leaseMs } } : undefined;
      });
      lease = now + this.leaseMs;
      return mine;
    };
    return this.outbox.drain(connected, held.id, held, holdLease);
  }

  async #showTyping(connected: ConnectedChannel, held: StoredConversation, entries: readonly StoredEntry[]): Promise<void> {
    const last = entries.findLast((entry) => entry.kind === 'inbound');
    const replies = held.outbox.some((item) => item.kind === 'message');
    if (!connected.channel.settings.typing || !connected.adapter.typing || last?.kind !== 'inbound' || !replies) return;
    const shown = await connected.adapter.typing.show(connected.access, last.providerMessageId);
    if (!shown.ok) this.log.debug({ event: 'typing.refused', code: shown.failure.code }, 'typing not shown');
  }

  /**
   * Takes what is through out of the outbox, gives the lease back, and sets the bell for the next thing that is due
   * unless one is set that rings before it.
   */
  async #release(scope: WorkspaceId, held: StoredConversation, drained: Drained): Promise<void> {
    const now = this.clock.now();
    let ringAt: number | undefined;
    const after = (current: StoredConversation): StoredConversation => {
      const next = {
        ...current,
        outbox: current.outbox
          .filter((item) => !drained.done.has(item.id))
          .map((item) => (item.id === drained.head?.id ? drained.head : item)),
        to: { ...current.to, ...drained.learned },
        lease: current.lease?.owner === this.#owner ? null : current.lease,
        lastActivityAt: drained.sent > 0 ? now : current.lastActivityAt,
      };
      next.attentionAt = attentionAt(next, now);
      ringAt = bellNeeded(next, now);
      return { ...next, bellAt: ringAt ?? next.bellAt };
    };
    // Nobody else writes while the lease is ours, save a person through the API: then once more from what they wrote.
    if (!(await this.store.conversations.replace(scope, after(held)))) {
      await this.store.conversations.update(scope, held.id, after);
    }
    if (ringAt !== undefined) await this.bell.ringAt({ scope, conversationId: held.id }, ringAt);
  }

  /** A bell rang and nothing is due: what it was set for has moved on. Set it for what is due next. */
  async #rearm(scope: WorkspaceId, conversation: StoredConversation): Promise<void> {
    const ringAt = bellNeeded(conversation, this.clock.now());
    if (ringAt === undefined) return;
    await this.store.conversations.update(scope, conversation.id, (current) => ({ ...current, bellAt: ringAt }));
    await this.bell.ringAt({ scope, conversationId: conversation.id }, ringAt);
  }

  async #create(scope: WorkspaceId, id: string, entries: readonly StoredEntry[]): Promise<StoredConversation | undefined> {
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

  async #markTaken(scope: WorkspaceId, entries: readonly StoredEntry[]): Promise<void> {
    if (entries.length > 0) await this.store.thread.setFields(scope, entries.map((entry) => entry.id), { waiting: null });
  }

  #isHeldByAnother({ lease }: Conversation): boolean {
    return lease !== null && lease.until > this.leaseClock.now();
  }
}

const UNEXPLAINED = {
  class: 'refused' as const,
  code: 'none',
  detail: 'failed without a reason',
  text: 'The provider failed the message without saying why.',
  tellPerson: false,
};

/** The time to set a bell for; undefined when nothing is due or a bell is set that rings by then. */
function bellNeeded({ attentionAt: due, bellAt }: Conversation, now: number): number | undefined {
  if (due === null) return undefined;
  return bellAt !== null && bellAt > now && bellAt <= due ? undefined : due;
}

/** By the contact's time, then by arrival: whole seconds from the provider do not tell two quick messages apart. */
function byTime(a: StoredEntry, b: StoredEntry): number {
  const arrival = (entry: StoredEntry) => (entry.kind === 'inbound' ? entry.receivedAt : entry.at);
  return a.at - b.at || arrival(a) - arrival(b) || (a.id < b.id ? -1 : 1);
}
