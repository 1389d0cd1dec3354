import type { Queue } from 'bullmq';
import type { Clock } from '../clock/clock.js';
import { Gatherer } from '../storage/gathering/gatherer.js';
import { SECOND, type Instant } from '../time/instant.js';
import type { Tracer } from '../watching/tracer.js';
import type { Bell, ConversationRef } from './bell.js';
import { FairShare } from './fair-share.js';
import { RETENTION, TURN, WAKE, type TurnJob } from './jobs.js';

/** A queue that takes nothing must not fill the memory of those who ring: the sweep does the rest. */
const MOST_WAITING = 20_000;

export class BellOverloaded extends Error {
  override readonly name = 'BellOverloaded';
  constructor(limit: number) {
    super(`${limit} conversations wait for the queue to take their bells; the sweep will ring for the others`);
  }
}

const RETRY = { attempts: 4, backoff: { type: 'exponential', delay: SECOND } } as const;

/**
 * The bell as BullMQ jobs. Rings for one conversation are one job while it waits; one that comes while the job runs
 * makes it run once more, so that no message is overlooked between the last look at the mailbox and the job's end.
 */
export class BullBell implements Bell {
  /** Rings that wait for their round trip, by conversation: one more for the same is the same. */
  readonly #waiting = new Map<string, Promise<void>>();
  readonly #rings = new Gatherer<ConversationRef, void>({
    all: async (conversations) => {
      await this.#add(conversations);
      return conversations.map(() => undefined);
    },
    one: (conversation) => this.#add([conversation]),
  });
  readonly #shares = new FairShare();

  constructor(
    private readonly queue: Queue,
    private readonly clock: Clock,
    private readonly tracer: Pick<Tracer, 'carrier'>,
  ) {}

  async ring(conversations: readonly ConversationRef[]): Promise<void> {
    const rings = conversations.map((ref) => {
      const waiting = this.#waiting.get(ref.conversationId);
      if (waiting) return waiting;
      if (this.#waiting.size >= MOST_WAITING) return Promise.reject(new BellOverloaded(MOST_WAITING));
      const traceparent = this.tracer.carrier();
      const rung = this.#rings.do(traceparent === undefined ? ref : { ...ref, traceparent });
      this.#waiting.set(ref.conversationId, rung);
      return rung;
    });
    await Promise.all(rings);
  }

  async #add(conversations: readonly ConversationRef[]): Promise<void> {
    // From here on a ring is a new one: this job may have looked into the mailbox already when it comes.
    for (const { conversationId } of conversations) this.#waiting.delete(conversationId);
    await this.queue.addBulk(
      conversations.map((conversation) => ({
        name: TURN,
        data: this.#payload(conversation),
        opts: {
          ...RETRY,
          ...RETENTION,
          ...this.#place(conversation),
          deduplication: { id: `turn-${conversation.conversationId}`, keepLastIfActive: true },
        },
      })),
    );
  }

  async ringAt(conversation: ConversationRef, at: Instant): Promise<void> {
    await this.queue.add(WAKE, this.#payload(conversation), {
      ...RETRY,
      ...RETENTION,
      ...this.#place(conversation),
      delay: Math.max(0, at - this.clock.now()),
      // One delayed bell a conversation: another time moves it. One that is set while it rings follows it.
      deduplication: { id: `wake-${conversation.conversationId}`, reschedule: true, keepLastIfActive: true },
    });
  }

  /** Whose turn it is among all that wait: a plain place in the line costs BullMQ less than a priority. */
  #place({ channelId, bulk }: ConversationRef): { priority?: number } {
    if (channelId === undefined) return {};
    const priority = this.#shares.place(channelId, bulk ? 'bulk' : 'reply', this.clock.now());
    return priority === 0 ? {} : { priority };
  }

  #payload({ scope, conversationId, traceparent }: ConversationRef): TurnJob {
    return { workspaceId: scope, conversationId, ...(traceparent === undefined ? {} : { traceparent }) };
  }
}
