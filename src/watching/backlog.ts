import type { Clock } from '../clock/clock.js';
import type { Logger } from '../logging/logger.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { SECOND } from '../time/instant.js';
import type { Metrics, QueueDepth } from './metrics.js';
import { within } from '../clock/within.js';

/** What has been read is believed for so long: a second Prometheus, or a person, costs the database nothing. */
const BELIEVED_MS = 5 * SECOND;
/** Prometheus gives up after 10 s as a rule; an answer without these figures is better than none. */
const READ_WITHIN_MS = 2 * SECOND;

/** How full the queue is; implemented on BullMQ by src/queue/queue-watch.ts. */
export interface QueueDepthReader {
  /** @throws when the queue's server does not answer */
  read(): Promise<QueueDepth>;
}

/**
 * How much waits, in queue and database, put into the metrics when they are asked for. The figures are those of the
 * whole installation, whichever process is asked. A part that does not answer in time is left out and shows as not
 * readable; asking for metrics never fails and never waits for long.
 */
export class Backlog {
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  readonly #unreadable = new Set<string>();

  constructor(
    private readonly metrics: Metrics,
    private readonly queue: QueueDepthReader,
    private readonly store: Pick<Store, 'thread' | 'conversations'>,
    private readonly scope: WorkspaceId,
    /** The conversations' clock, which their times are of. */
    private readonly clock: Clock,
    private readonly machineClock: Clock,
    private readonly log: Logger,
  ) {}

  /** Brings the figures up to date, unless they were read within the last five seconds. Never throws. */
  refresh(): Promise<void> {
    if (this.#reading) return this.#reading;
    if (this.machineClock.now() - this.#readAt < BELIEVED_MS) return Promise.resolve();
    this.#reading = this.#read().finally(() => {
      this.#readAt = this.machineClock.now();
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const [depth, waiting] = await Promise.all([
      this.#attempt('queue', () => this.queue.read()),
      this.#attempt('database', () => this.#waiting()),
    ]);
    this.metrics.queue(depth);
    this.metrics.waiting(waiting);
  }

  async #attempt<T>(source: 'queue' | 'database', read: () => Promise<T>): Promise<T | undefined> {
    try {
      const value = await within(READ_WITHIN_MS, read);
      this.#unreadable.delete(source);
      return value;
    } catch (err) {
      if (!this.#unreadable.has(source))
        this.log.warn({ event: 'metrics.unreadable', source, err }, `the ${source} does not tell how much waits`);
      this.#unreadable.add(source);
      return undefined;
    }
  }

  async #waiting(): Promise<{ mailboxSeconds: number; overdueSeconds: number }> {
    const [mailbox, due] = await Promise.all([
      this.store.thread.find(this.scope, {
        where: { waiting: { gt: '' } },
        sort: { field: 'at', direction: 'asc' },
        limit: 1,
      }),
      this.store.conversations.find(this.scope, {
        where: { attentionAt: { lte: this.clock.now() } },
        sort: { field: 'attentionAt', direction: 'asc' },
        limit: 1,
      }),
    ]);
    const now = this.clock.now();
    const secondsSince = (at: number | null | undefined) => Math.max(0, now - (at ?? now)) / SECOND;
    const entry = mailbox.items[0];
    return {
      // When it reached us, not when it was written: a provider may have kept it.
      mailboxSeconds: secondsSince(entry?.kind === 'inbound' ? entry.receivedAt : entry?.at),
      overdueSeconds: secondsSince(due.items[0]?.attentionAt),
    };
  }
}
