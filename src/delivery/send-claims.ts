import type { SendFailure } from '../channels/failure.js';
import type { Clock } from '../clock/clock.js';
import type { OutboundEntry, OutboxMessage, ThreadEntry } from '../conversations/conversation.js';
import type { Logger } from '../logging/logger.js';
import type { Stored } from '../storage/documents.js';
import { UniqueViolation } from '../storage/errors.js';
import type { Store } from '../store/store.js';
import type { Instant } from '../time/instant.js';
import { isUnsettled, type Delivery, type Sending } from './delivery.js';
import type { Listening } from './listening.js';
import { echoWait } from './retry-policy.js';

/** Sends of one message without answer or echo, before it is given up: each may have reached the contact. */
const MAX_UNANSWERED = 5;

export type Claim =
  /** With the entry as it was written just now, where it was. */
  | { kind: 'claimed'; attempts: number; entry?: OutboundEntry & Stored }
  /** It may not be sent, or not again. */
  | { kind: 'hopeless'; failure: SendFailure }
  | Delivery;

/**
 * Before a message is sent, its thread entry is written under our own id, which the provider echoes: whoever finds such
 * an entry after a crash knows that the message may be out, waits for the echo and only then sends it again.
 */
export class SendClaims {
  constructor(
    private readonly store: Pick<Store, 'thread'>,
    private readonly listening: Pick<Listening, 'since'>,
    private readonly clock: Clock,
    /** How long the provider's echo of a first unanswered send is awaited before it is sent again. */
    private readonly echoWaitMs: number,
    private readonly log: Logger,
  ) {}

  /**
   * Writes down that this message is about to be sent; or finds that it was, perhaps by a process that died. What may
   * already be with the contact is looked into before anything is said to be too late.
   *
   * @param hopeless why it may not be sent any more, where it may not
   */
  async claim(sending: Sending, item: OutboxMessage, hopeless: SendFailure | undefined): Promise<Claim> {
    const { connected, conversationId } = sending;
    const now = this.clock.now();
    const insert = async (): Promise<Claim> => {
      if (hopeless) return { kind: 'hopeless', failure: hopeless };
      const entry = entryOf(sending, item, now);
      const { id, rev } = await this.store.thread.insert(connected.scope, item.id, entry);
      return { kind: 'claimed', attempts: entry.attempts, entry: { ...entry, id, rev } };
    };
    if (!hopeless && item.attempts === 0 && item.awaitingEchoUntil === undefined) {
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

    const echoUntil = await this.#echoUntil(item, entry, now);
    if (echoUntil > now) return this.#awaitEcho(sending, item, echoUntil);
    const unanswered = (entry.unanswered ?? 0) + (echoUntil > 0 ? 1 : 0);
    if (unanswered >= MAX_UNANSWERED) return { kind: 'hopeless', failure: NEVER_ANSWERED };
    if (hopeless) return { kind: 'hopeless', failure: hopeless };
    if (echoUntil > 0) {
      this.log.warn(
        { event: 'send.unknown-again', conversationId, ref: item.id },
        'no echo of a message in time: sent again',
      );
    }
    return this.#claimAgain(sending, item, unanswered, now);
  }

  /**
   * Until when the echo of the last send is awaited; 0 where that send is known to have come to nothing. Echoes come by
   * webhook, and a provider keeps them for as long as nobody takes them: only time in which we could hear one counts.
   */
  async #echoUntil(item: OutboxMessage, entry: OutboundEntry, now: Instant): Promise<Instant> {
    const awaited = item.awaitingEchoUntil ?? 0;
    const wait = echoWait(this.echoWaitMs, entry.unanswered);
    // An earlier one is of an earlier send.
    if (awaited > entry.sendingAt) {
      const since = await this.listening.since();
      return entry.sendingAt < since ? Math.max(awaited, since + wait) : awaited;
    }
    // Begun and never finished, by a process that died or had lost its database.
    return entry.attempts > item.attempts ? now + wait : 0;
  }

  /** From now on the entry says that its echo is awaited, so that whoever hears it rings for the conversation. */
  async #awaitEcho({ connected }: Sending, item: OutboxMessage, awaitingEchoUntil: Instant): Promise<Claim> {
    let claim: Claim = { kind: 'wait', head: { ...item, awaitingEchoUntil } };
    await this.store.thread.update(connected.scope, item.id, (current) => {
      if (current.kind === 'outbound' && current.state === 'sending') return { ...current, state: 'unknown' as const };
      claim = settledMeanwhile(current) ?? { kind: 'wait', head: { ...item, awaitingEchoUntil } };
      return undefined;
    });
    return claim;
  }

  async #claimAgain({ connected }: Sending, item: OutboxMessage, unanswered: number, now: Instant): Promise<Claim> {
    let claim: Claim = { kind: 'done' };
    await this.store.thread.update(connected.scope, item.id, (current) => {
      const settled = settledMeanwhile(current);
      if (settled || current.kind !== 'outbound') {
        claim = settled ?? claim;
        return undefined;
      }
      const attempts = current.attempts + 1;
      claim = { kind: 'claimed', attempts };
      return { ...current, state: 'sending' as const, sendingAt: now, attempts, unanswered };
    });
    return claim;
  }
}

/** The echo, or a failure by status, came in this very moment. */
function settledMeanwhile(entry: ThreadEntry): Delivery | undefined {
  if (entry.kind !== 'outbound') return { kind: 'done' };
  if (isUnsettled(entry.state)) return undefined;
  return entry.state === 'failed' ? { kind: 'failed' } : { kind: 'done' };
}

/** The thread's line for a message that is being sent for the first time. */
export function entryOf(
  { connected, conversationId, conversation }: Sending,
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
    ...(item.flowId === undefined ? {} : { flowId: item.flowId }),
    ...(item.question ? { question: item.question } : {}),
    inboundCount: item.inboundCount,
    ...(item.resends === undefined ? {} : { resends: item.resends }),
    ...(item.by && { by: item.by }),
    state: 'sending',
    attempts: item.attempts + 1,
    sendingAt: now,
    providerMessageId: null,
  };
}

/** Tried as often as is decent, and nobody can say whether it went out. */
const NEVER_ANSWERED: SendFailure = {
  class: 'maybe-sent',
  code: 'unanswered',
  detail: `no answer and no status after ${MAX_UNANSWERED} attempts`,
  text: 'The provider did not answer and sent no status for this message, several times in a row; it was given up.',
  tellPerson: true,
};
