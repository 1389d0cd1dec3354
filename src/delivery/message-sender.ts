import type { ChannelTrouble } from '../channels/connected/channel-trouble.js';
import type { SendOutcome } from '../channels/channel.js';
import type { SendFailure } from '../channels/failure.js';
import type { Clock } from '../clock/clock.js';
import type { OutboundEntry, OutboxMessage, ThreadEntry } from '../conversations/conversation.js';
import type { Stored } from '../storage/documents.js';
import { replaceSurely } from '../storage/replace-surely.js';
import type { Store } from '../store/store.js';
import { DAY, MINUTE, SECOND } from '../time/instant.js';
import type { Watching } from '../watching/watching.js';
import { isOpenAt } from '../window/rules.js';
import { isUnsettled, type Delivery, type Sending } from './delivery.js';
import type { Pacer } from './pacing/pacer.js';
import { echoWait, pauseBefore, restOfChannel } from './retry-policy.js';
import { entryOf, type SendClaims } from './send-claims.js';
import { advance } from './status-order.js';

/** How often a stopped channel's messages look whether it has been resumed. */
const STOPPED_RETRY = MINUTE;

export interface SenderSettings {
  /** How long the provider's echo of an unanswered send is awaited before it is sent again. */
  echoWaitMs: number;
  /** A message that has waited for longer is dropped; a template a day later, since WhatsApp may tell it to wait a day. */
  staleAfterMs: number;
}

/** Sends one message: when its channel's pace allows, at most once as far as anybody can know, and follows up a failure by its class. */
export class MessageSender {
  constructor(
    private readonly store: Pick<Store, 'thread'>,
    private readonly claims: SendClaims,
    private readonly pacer: Pacer,
    private readonly trouble: ChannelTrouble,
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly settings: SenderSettings,
    private readonly watching: Watching,
  ) {}

  async deliver(sending: Sending, item: OutboxMessage): Promise<Delivery> {
    const { connected } = sending;
    const { scope, channel } = connected;
    const now = this.clock.now();
    if (item.notBefore !== undefined && item.notBefore > now) return { kind: 'wait', head: item };
    const hopeless = this.#tooLate(sending, item);
    if (!hopeless) {
      if (channel.state === 'stopped') return { kind: 'wait', head: { ...item, notBefore: now + STOPPED_RETRY } };
      const paced = await this.#pace(sending, item);
      if (paced) return paced;
    }
    const claim = await this.claims.claim(sending, item, hopeless);
    if (claim.kind === 'hopeless') {
      const { code, text, tellPerson } = claim.failure;
      if (tellPerson) await this.trouble.notice(scope, channel.id, code, text);
      return this.#fail(sending, item, claim.failure);
    }
    if (claim.kind !== 'claimed') {
      // It had gone before this drain: by a process that died and did not come to write down what this person has got.
      if (item.awaitingEchoUntil === undefined) sending.pairPace.sent(this.clock.now());
      return claim;
    }

    const outcome = await this.#send(sending, item);
    if (outcome.kind === 'failed') return this.#afterFailure(sending, item, claim.attempts, outcome.failure);
    const accepted = <E extends OutboundEntry>(entry: E): E => ({
      ...entry,
      state: isUnsettled(entry.state) ? 'accepted' : entry.state,
      providerMessageId: outcome.providerMessageId,
    });
    const settle = async (): Promise<void> => {
      // As a rule nobody has touched it since, and it need not be read again; else a status was quicker.
      const isSettled =
        claim.entry && (await replaceSurely<ThreadEntry>(this.store.thread, scope, accepted(claim.entry)));
      if (!isSettled) await this.#settle(sending, item, accepted);
    };
    return { kind: 'done', recipient: outcome.recipient, sent: true, settled: settle() };
  }

  /** Why this message should not go out any more: told as a failure, so that the conversation can act on it. */
  #tooLate({ connected, conversation }: Sending, item: OutboxMessage): SendFailure | undefined {
    const now = this.clock.now();
    const { windowHours } = connected.adapter.capabilities;
    const template = item.message.kind === 'template';
    // The bot's were taken out of the outbox; a person has to see that theirs did not go.
    if (item.by && conversation.optedOutAt !== null) return OPTED_OUT;
    if (!template && !isOpenAt(conversation.window, windowHours, now)) return WINDOW_CLOSED;
    const keptFor = this.settings.staleAfterMs + (template ? DAY : 0);
    return now - item.createdAt > keptFor ? STALE : undefined;
  }

  /** Its turn by the pace of the pair or the channel has not come: it waits. What only waits for an echo takes no place. */
  async #pace({ connected, pairPace }: Sending, item: OutboxMessage): Promise<Delivery | undefined> {
    const { channel, adapter } = connected;
    const now = this.clock.now();
    if (item.awaitingEchoUntil !== undefined && item.awaitingEchoUntil > now) return undefined;
    const pairUntil = pairPace.waitUntil(now);
    if (pairUntil !== undefined) {
      this.watching.metrics.pacingWait('pair', (pairUntil - now) / SECOND);
      return { kind: 'wait', head: { ...item, notBefore: pairUntil } };
    }
    const waits = item.paceWaits ?? 0;
    const answer = await this.pacer.take({
      channelId: channel.id,
      perSecond: Math.min(channel.settings.messagesPerSecond, adapter.limits.perSecond.most),
      priority: item.bulk ? 'bulk' : 'reply',
      waits,
      now,
    });
    if (answer.kind === 'go') return undefined;
    this.watching.metrics.pacingWait(answer.because, answer.ms / SECOND);
    return { kind: 'wait', head: { ...item, notBefore: now + answer.ms, paceWaits: waits + 1 } };
  }

  async #send(sending: Sending, item: OutboxMessage): Promise<SendOutcome> {
    const { connected, conversationId, conversation, pairPace } = sending;
    const { adapter, access, channel } = connected;
    const { metrics, tracer } = this.watching;
    const facts = { conversationId, channelId: channel.id, provider: adapter.provider };
    return tracer.span('send', facts, async (span) => {
      const began = performance.now();
      const outcome = await adapter.send(access, { to: conversation.to, message: item.message, ref: item.id });
      // What was refused uses nothing of the burst up.
      if (outcome.kind === 'accepted' || outcome.failure.class === 'maybe-sent') pairPace.sent(this.clock.now());
      const became = outcome.kind === 'accepted' ? 'accepted' : outcome.failure.class;
      metrics.send(adapter.provider, became, (performance.now() - began) / SECOND);
      span.add({ outcome: became });
      return outcome;
    });
  }

  async #afterFailure(
    sending: Sending,
    item: OutboxMessage,
    attempts: number,
    failure: SendFailure,
  ): Promise<Delivery> {
    const { connected, conversationId, pairPace } = sending;
    const { scope, channel } = connected;
    const now = this.clock.now();
    this.watching.log.warn(
      { event: 'send.refused', conversationId, ref: item.id, class: failure.class, code: failure.code },
      failure.text,
    );
    if (failure.tellPerson) await this.trouble.notice(scope, channel.id, failure.code, failure.text);
    if (failure.tooFast === 'channel') await this.pacer.slowDown(channel.id, restOfChannel(failure, attempts));

    switch (failure.class) {
      case 'stop-channel': {
        await this.trouble.stop(scope, channel.id, failure);
        return { kind: 'wait', head: { ...withoutEcho(item), attempts, notBefore: now + STOPPED_RETRY } };
      }
      case 'maybe-sent': {
        const entry = await this.#settle(sending, item, (current) =>
          current.state === 'sending' ? { ...current, state: 'unknown' } : current,
        );
        // The echo was quicker than the answer that never came.
        if (entry?.state === 'failed') return { kind: 'failed' };
        if (entry && !isUnsettled(entry.state)) return { kind: 'done', sent: true };
        const { notBefore: _, ...rest } = item;
        const awaitingEchoUntil = now + echoWait(this.settings.echoWaitMs, entry?.unanswered);
        return { kind: 'wait', head: { ...rest, attempts, awaitingEchoUntil } };
      }
      case 'retry':
      case 'wait': {
        const tooFastForPair = failure.tooFast === 'pair';
        // Its pause grows steeply: with what else was refused meanwhile it has nothing to do.
        const pairRefusals = (item.pairRefusals ?? 0) + (tooFastForPair ? 1 : 0);
        const pause = pauseBefore(failure, tooFastForPair ? pairRefusals : attempts, this.random());
        if (pause === undefined) break;
        const notBefore = Math.ceil(now + pause);
        if (tooFastForPair) pairPace.rest(notBefore);
        return { kind: 'wait', head: { ...withoutEcho(item), attempts, pairRefusals, notBefore } };
      }
      case 'fall-back':
      case 'refused':
      case 'undeliverable':
      case 'template-unusable':
      case 'stale':
        break;
    }
    return this.#fail(sending, item, failure);
  }

  /** Records the failure and puts it into the mailbox in one write; the next turn decides what follows. */
  async #fail(sending: Sending, item: OutboxMessage, failure: SendFailure): Promise<Delivery> {
    const { connected, conversationId } = sending;
    const failed = { state: 'failed' as const, failure, waiting: conversationId };
    let delivered = false;
    const saved = await this.store.thread.update(connected.scope, item.id, (entry) => {
      if (entry.kind !== 'outbound' || entry.state === 'failed') return undefined;
      delivered = advance(entry.state, 'failed') !== 'failed';
      return delivered ? undefined : { ...entry, ...failed };
    });
    if (!saved) {
      const entry = entryOf(sending, item, this.clock.now());
      await this.store.thread.insert(connected.scope, item.id, { ...entry, ...failed });
    }
    return delivered ? { kind: 'done' } : { kind: 'failed' };
  }

  async #settle(
    { connected }: Sending,
    item: OutboxMessage,
    change: (entry: OutboundEntry & Stored) => OutboundEntry,
  ): Promise<OutboundEntry | undefined> {
    const entry = await this.store.thread.update(connected.scope, item.id, (current) =>
      current.kind === 'outbound' ? change(current) : undefined,
    );
    return entry?.kind === 'outbound' ? entry : undefined;
  }
}

/** Our own clock says that it is too late; told in the same words as the provider's refusal. */
const WINDOW_CLOSED: SendFailure = {
  class: 'fall-back',
  code: 'window-closed',
  detail: 'not sent: the 24-hour window has closed',
  text: 'The 24-hour window has closed; only an approved template may be sent.',
  tellPerson: false,
};

const OPTED_OUT: SendFailure = {
  class: 'refused',
  code: 'opted-out',
  detail: 'not sent: the contact said stop',
  text: 'This person has asked to get no more messages; nothing may be sent until they write a start word.',
  tellPerson: false,
};

const STALE: SendFailure = {
  class: 'stale',
  code: 'stale',
  detail: 'not sent: it has waited for too long',
  text: 'The message could not be sent for so long that it is no longer worth sending; it was dropped.',
  tellPerson: true,
};

function withoutEcho(item: OutboxMessage): OutboxMessage {
  const { awaitingEchoUntil: _, ...rest } = item;
  return rest;
}
