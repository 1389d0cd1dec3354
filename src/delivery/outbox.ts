import type { ConnectedChannel } from '../channels/connected/channel-directory.js';
import type { ChannelTrouble } from '../channels/connected/channel-trouble.js';
import type { Identifiers } from '../channels/events.js';
import type { SendFailure } from '../channels/failure.js';
import type { Clock } from '../clock/clock.js';
import type { Conversation, OutboundEntry, OutboundState, OutboxMessage } from '../conversations/conversation.js';
import type { Logger } from '../logging/logger.js';
import { writeResponse } from '../results/write-response.js';
import { UniqueViolation } from '../storage/errors.js';
import type { Stored } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { MINUTE, SECOND, type Instant } from '../time/instant.js';
import { isOpenAt } from '../window/rules.js';
import { advance } from './status-order.js';

/** Sends of one message that were certainly refused for the moment, before it is given up. */
const MAX_ATTEMPTS = 6;
/** Sends of one message without answer or echo, before it is given up: each may have reached the contact. */
const MAX_UNANSWERED = 3;
const LONGEST_BACKOFF = MINUTE;
/** How often a stopped channel's messages look whether it has been resumed. */
const STOPPED_RETRY = MINUTE;

export interface OutboxSettings {
  /** How long the provider's echo of an unanswered send is awaited before it is sent again. */
  echoWaitMs: number;
}

/** What is left of an outbox after draining it. */
export interface Drained {
  /** Items that are through, by id. */
  done: ReadonlySet<string>;
  /** The head as it must be kept, where it has to wait. */
  head?: OutboxMessage;
  /** Identifiers that the provider told us in its answers. */
  learned: Identifiers;
  /** The mailbox holds what a turn has to look at before anything else is sent: a failure, or the contact's return. */
  turnFirst: boolean;
  sent: number;
}

type Delivery =
  | { kind: 'done'; recipient?: Identifiers; sent?: boolean }
  | { kind: 'failed' }
  | { kind: 'wait'; head: OutboxMessage };

type Claim =
  /** With the entry as it was written just now, where it was. */
  | { kind: 'claimed'; attempts: number; entry?: OutboundEntry & Stored }
  /** It may not be sent, or not again. */
  | { kind: 'hopeless'; failure: SendFailure }
  | Delivery;

/**
 * Sends what a conversation has to say, in order; the caller holds its lease. Before a message is sent, its thread
 * entry is written under our own id, which the provider echoes: whoever finds such an entry after a crash knows that
 * the message may be out, waits for the echo and only then sends it again.
 */
export class Outbox {
  readonly #listeningSince: Instant;

  constructor(
    private readonly store: Store,
    private readonly trouble: ChannelTrouble,
    private readonly clock: Clock,
    private readonly settings: OutboxSettings,
    private readonly log: Logger,
  ) {
    this.#listeningSince = clock.now();
  }

  /** @param holdLease called before each send; false when the lease was lost, and nothing more may be sent */
  async drain(
    connected: ConnectedChannel,
    conversationId: string,
    conversation: Conversation,
    holdLease: () => Promise<boolean>,
  ): Promise<Drained> {
    const done = new Set<string>();
    let learned: Identifiers = {};
    let sent = 0;
    for (const item of conversation.outbox) {
      if (item.kind === 'response') {
        await writeResponse(this.store, connected.scope, { ...conversation, conversationId }, item.session);
        done.add(item.id);
        continue;
      }
      if (item.message.kind === 'template' && (await this.#hasWritten(connected, conversationId, conversation))) {
        return { done, learned, turnFirst: true, sent };
      }
      if (!(await holdLease())) break;
      const delivery = await this.#deliver(connected, conversationId, conversation, item);
      if (delivery.kind === 'wait') {
        await this.#writeResponsesBehind(connected, conversationId, conversation, done);
        return { done, head: delivery.head, learned, turnFirst: false, sent };
      }
      done.add(item.id);
      if (delivery.kind === 'failed') return { done, learned, turnFirst: true, sent };
      if (delivery.sent) sent += 1;
      learned = { ...learned, ...delivery.recipient };
    }
    return { done, learned, turnFirst: false, sent };
  }

  /** Has the contact written since the turn that this outbox comes from? Then no template may go out any more. */
  async #hasWritten({ scope }: ConnectedChannel, conversationId: string, { applied }: Conversation): Promise<boolean> {
    const waiting = await this.store.thread.find(scope, { where: { waiting: conversationId } });
    return waiting.items.some(({ kind, id }) => kind === 'inbound' && !applied.includes(id));
  }

  /** Messages wait for the head; responses are our own and need not. */
  async #writeResponsesBehind(
    connected: ConnectedChannel,
    conversationId: string,
    conversation: Conversation,
    done: Set<string>,
  ): Promise<void> {
    for (const item of conversation.outbox) {
      if (item.kind !== 'response' || done.has(item.id)) continue;
      await writeResponse(this.store, connected.scope, { ...conversation, conversationId }, item.session);
      done.add(item.id);
    }
  }

  async #deliver(
    connected: ConnectedChannel,
    conversationId: string,
    conversation: Conversation,
    item: OutboxMessage,
  ): Promise<Delivery> {
    const now = this.clock.now();
    if (item.notBefore !== undefined && item.notBefore > now) return { kind: 'wait', head: item };
    if (connected.channel.state === 'stopped') {
      return { kind: 'wait', head: { ...item, notBefore: now + STOPPED_RETRY } };
    }
    const { windowHours } = connected.adapter.capabilities;
    const allowed = item.message.kind === 'template' || isOpenAt(conversation.window, windowHours, now);
    const claim = await this.#claim(connected, conversationId, conversation, item, allowed);
    if (claim.kind === 'hopeless') {
      const { code, text, tellPerson } = claim.failure;
      if (tellPerson) await this.trouble.notice(connected.scope, connected.channel.id, code, text);
      return this.#fail(connected, conversationId, conversation, item, claim.failure);
    }
    if (claim.kind !== 'claimed') return claim;

    const outcome = await connected.adapter.send(connected.access, {
      to: conversation.to,
      message: item.message,
      ref: item.id,
    });
    if (outcome.kind === 'accepted') {
      const accepted = <E extends OutboundEntry>(entry: E): E => ({
        ...entry,
        state: isUnsettled(entry.state) ? 'accepted' : entry.state,
        providerMessageId: outcome.providerMessageId,
      });
      // As a rule nobody has touched it since, and it need not be read again; else a status was quicker.
      const isSettled = claim.entry && (await this.store.thread.replace(connected.scope, accepted(claim.entry)));
      if (!isSettled) await this.#settle(connected, item, accepted);
      return { kind: 'done', recipient: outcome.recipient, sent: true };
    }
    return this.#afterFailure(connected, conversationId, conversation, item, claim.attempts, outcome.failure);
  }

  /**
   * Writes down that this message is about to be sent; or finds that it was, perhaps by a process that died. What may
   * already be with the contact is looked into before anything is said to be too late.
   */
  async #claim(
    connected: ConnectedChannel,
    conversationId: string,
    conversation: Conversation,
    item: OutboxMessage,
    allowed: boolean,
  ): Promise<Claim> {
    const now = this.clock.now();
    const insert = async (): Promise<Claim> => {
      if (!allowed) return { kind: 'hopeless', failure: WINDOW_CLOSED };
      const entry = entryOf(connected, conversationId, conversation, item, now);
      const { id, rev } = await this.store.thread.insert(connected.scope, item.id, entry);
      return { kind: 'claimed', attempts: entry.attempts, entry: { ...entry, id, rev } };
    };
    if (allowed && item.attempts === 0 && item.awaitingEchoUntil === undefined) {
      try {
        return await insert();
      } catch (error) {
        if (!(error instanceof UniqueViolation)) throw error;
      }
    }
    const entry = await this.store.thread.get(connected.scope, item.id);
    // Never tried; or tried, and the entry was lost with its database: begin anew.
    if (entry?.kind !== 'outbound') return insert();
    if (entry.state === 'failed') return { kind: 'failed' };
    if (!isUnsettled(entry.state)) return { kind: 'done' };

    const echoUntil = this.#echoUntil(item, entry, now);
    if (echoUntil > now) return { kind: 'wait', head: { ...item, awaitingEchoUntil: echoUntil } };
    const unanswered = (entry.unanswered ?? 0) + (echoUntil > 0 ? 1 : 0);
    if (unanswered >= MAX_UNANSWERED) return { kind: 'hopeless', failure: NEVER_ANSWERED };
    if (!allowed) return { kind: 'hopeless', failure: WINDOW_CLOSED };
    if (echoUntil > 0) {
      this.log.warn(
        { event: 'send.unknown-again', conversationId, ref: item.id },
        'no echo of a message in time: sent again',
      );
    }
    return this.#claimAgain(connected, item, unanswered, now);
  }

  /**
   * Until when the echo of the last send is awaited; 0 where that send is known to have come to nothing. Echoes come by
   * webhook, and a provider keeps them for as long as nobody takes them: only time in which we could hear one counts.
   */
  #echoUntil(item: OutboxMessage, entry: OutboundEntry, now: Instant): Instant {
    const { echoWaitMs } = this.settings;
    const awaited = item.awaitingEchoUntil ?? 0;
    // An earlier one is of an earlier send.
    if (awaited > entry.sendingAt) {
      return entry.sendingAt < this.#listeningSince ? Math.max(awaited, this.#listeningSince + echoWaitMs) : awaited;
    }
    // Begun and never finished, by a process that died or had lost its database.
    return entry.attempts > item.attempts ? now + echoWaitMs : 0;
  }

  async #claimAgain(
    connected: ConnectedChannel,
    item: OutboxMessage,
    unanswered: number,
    now: Instant,
  ): Promise<Claim> {
    let claim: Claim = { kind: 'done' };
    await this.store.thread.update(connected.scope, item.id, (current) => {
      if (current.kind !== 'outbound' || !isUnsettled(current.state)) {
        // The echo, or a failure by status, came in this very moment.
        claim = current.kind === 'outbound' && current.state === 'failed' ? { kind: 'failed' } : { kind: 'done' };
        return undefined;
      }
      const attempts = current.attempts + 1;
      claim = { kind: 'claimed', attempts };
      return { ...current, state: 'sending' as const, sendingAt: now, attempts, unanswered };
    });
    return claim;
  }

  async #afterFailure(
    connected: ConnectedChannel,
    conversationId: string,
    conversation: Conversation,
    item: OutboxMessage,
    attempts: number,
    failure: SendFailure,
  ): Promise<Delivery> {
    const { scope, channel } = connected;
    const now = this.clock.now();
    this.log.warn(
      { event: 'send.refused', conversationId, ref: item.id, class: failure.class, code: failure.code },
      failure.text,
    );
    if (failure.tellPerson) await this.trouble.notice(scope, channel.id, failure.code, failure.text);

    switch (failure.class) {
      case 'stop-channel': {
        await this.trouble.stop(scope, channel.id, failure);
        return { kind: 'wait', head: { ...withoutEcho(item), attempts, notBefore: now + STOPPED_RETRY } };
      }
      case 'maybe-sent': {
        const entry = await this.#settle(connected, item, (current) =>
          current.state === 'sending' ? { ...current, state: 'unknown' } : current,
        );
        // The echo was quicker than the answer that never came.
        if (entry?.state === 'failed') return { kind: 'failed' };
        if (entry && !isUnsettled(entry.state)) return { kind: 'done', sent: true };
        const { notBefore: _, ...rest } = item;
        return { kind: 'wait', head: { ...rest, attempts, awaitingEchoUntil: now + this.settings.echoWaitMs } };
      }
      case 'retry':
      case 'wait': {
        if (attempts >= MAX_ATTEMPTS) break;
        const backoff = failure.retryAfterMs ?? Math.min(SECOND * 2 ** (attempts - 1), LONGEST_BACKOFF);
        return { kind: 'wait', head: { ...withoutEcho(item), attempts, notBefore: now + backoff } };
      }
      case 'fall-back':
      case 'refused':
      case 'undeliverable':
      case 'template-unusable':
        break;
    }
    return this.#fail(connected, conversationId, conversation, item, failure);
  }

  /** Records the failure and puts it into the mailbox in one write; the next turn decides what follows. */
  async #fail(
    connected: ConnectedChannel,
    conversationId: string,
    conversation: Conversation,
    item: OutboxMessage,
    failure: SendFailure,
  ): Promise<Delivery> {
    const failed = { state: 'failed' as const, failure, waiting: conversationId };
    let delivered = false;
    const saved = await this.store.thread.update(connected.scope, item.id, (entry) => {
      if (entry.kind !== 'outbound' || entry.state === 'failed') return undefined;
      delivered = advance(entry.state, 'failed') !== 'failed';
      return delivered ? undefined : { ...entry, ...failed };
    });
    if (!saved) {
      const entry = entryOf(connected, conversationId, conversation, item, this.clock.now());
      await this.store.thread.insert(connected.scope, item.id, { ...entry, ...failed });
    }
    return delivered ? { kind: 'done' } : { kind: 'failed' };
  }

  async #settle(
    connected: ConnectedChannel,
    item: OutboxMessage,
    change: (entry: OutboundEntry & Stored) => OutboundEntry,
  ): Promise<OutboundEntry | undefined> {
    const entry = await this.store.thread.update(connected.scope, item.id, (current) =>
      current.kind === 'outbound' ? change(current) : undefined,
    );
    return entry?.kind === 'outbound' ? entry : undefined;
  }
}

/** Tried as often as is decent, and nobody can say whether it went out. */
const NEVER_ANSWERED: SendFailure = {
  class: 'maybe-sent',
  code: 'unanswered',
  detail: `no answer and no status after ${MAX_UNANSWERED} attempts`,
  text: 'The provider did not answer and sent no status for this message, several times in a row; it was given up.',
  tellPerson: true,
};

/** Our own clock says that it is too late; told in the same words as the provider's refusal. */
const WINDOW_CLOSED: SendFailure = {
  class: 'fall-back',
  code: 'window-closed',
  detail: 'not sent: the 24-hour window has closed',
  text: 'The 24-hour window has closed; only an approved template may be sent.',
  tellPerson: false,
};

/** Nobody knows yet what has become of it. */
function isUnsettled(state: OutboundState): boolean {
  return state === 'sending' || state === 'unknown';
}

function withoutEcho(item: OutboxMessage): OutboxMessage {
  const { awaitingEchoUntil: _, ...rest } = item;
  return rest;
}

function entryOf(
  connected: ConnectedChannel,
  conversationId: string,
  conversation: Conversation,
  item: OutboxMessage,
  now: Instant,
): OutboundEntry {
  return {
    kind: 'outbound',
    conversationId,
    channelId: connected.channel.id,
    contactId: conversation.contactId,
    at: now,
    waiting: null,
    message: item.message,
    ...(item.question ? { question: item.question } : {}),
    inboundCount: item.inboundCount,
    ...(item.resends === undefined ? {} : { resends: item.resends }),
    state: 'sending',
    attempts: item.attempts + 1,
    sendingAt: now,
    providerMessageId: null,
  };
}
