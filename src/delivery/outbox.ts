import type { Clock } from '../clock/clock.js';
import type { ConnectedChannel } from '../channels/connected/channel-directory.js';
import type { Identifiers } from '../channels/events.js';
import type { Conversation, OutboxMessage } from '../conversations/conversation.js';
import type { Mailbox } from '../conversations/mailbox.js';
import type { Session } from '../flow/session.js';
import type { QuotaPlaces } from '../quotas/quota-places.js';
import { writeResponse, type WrittenResponse } from '../results/write-response.js';
import type { Store } from '../store/store.js';
import type { Instant } from '../time/instant.js';
import type { Sending } from './delivery.js';
import type { MessageSender } from './message-sender.js';
import { PairPace } from './pacing/pair-pace.js';

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
  /** The conversation's, moved on by what went. */
  pairFreeFrom: Instant | null;
  /** Of the session that runs. */
  lastResponse: WrittenResponse | null;
  /** The provider's answers on their way into the thread; to be awaited before the turn is over. */
  written: readonly Promise<unknown>[];
}

/** Sends what a conversation has to say, in order; the caller holds its lease. */
export class Outbox {
  constructor(
    private readonly store: Pick<Store, 'responses'>,
    private readonly mailbox: Mailbox,
    private readonly sender: MessageSender,
    private readonly quotas: Pick<QuotaPlaces, 'giveBack'>,
    /** The machine's own. */
    private readonly clock: Clock,
  ) {}

  /**
   * Responses are our own and wait for no message; they are written while messages are sent. What is still being
   * written down when the last message is out is `written`.
   *
   * Should the process die before the caller has stored what comes back, then messages that had gone are found again
   * by their thread entries and counted for the pair then (MessageSender).
   *
   * @param holdLease called before each send; false when the lease was lost, and nothing more may be sent
   * @param onSent called after each message that the provider accepted
   */
  async drain(
    of: Omit<Sending, 'pairPace'>,
    holdLease: () => Promise<boolean>,
    onSent: (item: OutboxMessage) => void = () => {},
  ): Promise<Drained> {
    const { connected, conversation, conversationId } = of;
    const pairPace = new PairPace(connected.adapter.limits.pair, conversation.pairFreeFrom);
    const sending = { ...of, pairPace };
    const done = new Set<string>();
    let lastResponse = conversation.lastResponse ?? null;
    const responses = conversation.outbox
      .filter((item) => item.kind === 'response')
      .map(async ({ id, session }) => {
        const owner = { ...conversation, conversationId };
        const written = await writeResponse(
          this.store,
          connected.scope,
          owner,
          session,
          lastResponse,
          this.clock.now(),
        );
        if (givesPlacesBack(session)) await this.quotas.giveBack(connected.scope, session.id);
        if (session.id === conversation.session?.id) lastResponse = written;
        done.add(id);
      });
    const [sent, ...written] = await Promise.allSettled([this.#send(sending, holdLease, onSent, done), ...responses]);
    for (const result of [sent, ...written]) if (result.status === 'rejected') throw result.reason;
    if (sent.status === 'rejected') throw sent.reason;
    return { done, ...sent.value, pairFreeFrom: pairPace.freeFrom, lastResponse };
  }

  async #send(
    sending: Sending,
    holdLease: () => Promise<boolean>,
    onSent: (item: OutboxMessage) => void,
    done: Set<string>,
  ): Promise<Omit<Drained, 'done' | 'pairFreeFrom' | 'lastResponse'>> {
    const { connected, conversationId, conversation } = sending;
    const drained = { learned: {} as Identifiers, turnFirst: false, sent: 0, written: [] as Promise<unknown>[] };
    for (const item of conversation.outbox) {
      if (item.kind === 'response') continue;
      if (item.message.kind === 'template' && (await this.#hasWritten(connected, conversationId, conversation))) {
        return { ...drained, turnFirst: true };
      }
      if (!(await holdLease())) break;
      const delivery = await this.sender.deliver(sending, item);
      if (delivery.kind === 'wait') return { ...drained, head: delivery.head };
      done.add(item.id);
      if (delivery.kind === 'failed') return { ...drained, turnFirst: true };
      if (delivery.settled) drained.written.push(observed(delivery.settled));
      if (delivery.sent) {
        drained.sent += 1;
        onSent(item);
      }
      drained.learned = { ...drained.learned, ...delivery.recipient };
    }
    return drained;
  }

  /** Has the contact written since the turn that this outbox comes from? Then no template may go out any more. */
  async #hasWritten({ scope }: ConnectedChannel, conversationId: string, { applied }: Conversation): Promise<boolean> {
    const { entries } = await this.mailbox.waitingFor(scope, conversationId);
    return entries.some(({ kind, id }) => kind === 'inbound' && !applied.includes(id));
  }
}

/** Who does not complete a survey leaves the place to somebody else. */
function givesPlacesBack({ status, disposition, quotas }: Session): boolean {
  return quotas !== undefined && status === 'ended' && disposition !== 'completed';
}

/** Awaited later: until then its failure must not count as one that nobody looks at. */
function observed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
