import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logging/logger.js';
import type { Documents } from '../storage/documents.js';
import { StorageUnavailable } from '../storage/errors.js';
import { SECOND } from '../time/instant.js';

const LOOK_EVERY_MS = SECOND;

/**
 * Where jobs wait while the database is away. Without it a worker would take job after job, fail each and use up their
 * attempts; so it holds what it has in hand and takes no more. When the database is back they go on one after the
 * other over a second, not all at once.
 */
export class DatabaseGate {
  #back: Promise<void> | undefined;
  readonly #stopping = new AbortController();

  constructor(
    private readonly documents: Pick<Documents, 'ping'>,
    private readonly log: Logger,
    private readonly random: () => number,
    private readonly pause: (ms: number, signal: AbortSignal) => Promise<unknown> = sleep,
  ) {}

  /** Runs the work, again from the start whenever the database was away meanwhile. @throws what the work throws, and StorageUnavailable once stopped */
  async through<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StorageUnavailable) || this.#stopping.signal.aborted) throw error;
        await this.#untilBack(error);
      }
    }
  }

  /** Lets go of everyone who waits: their work fails and is done by another process. */
  stop(): void {
    this.#stopping.abort();
  }

  async #untilBack(error: StorageUnavailable): Promise<void> {
    this.#back ??= this.#look(error).finally(() => (this.#back = undefined));
    await this.#back;
    await this.#wait(this.random() * SECOND, error);
  }

  async #look(error: StorageUnavailable): Promise<void> {
    this.log.error({ event: 'storage.unavailable', err: error }, 'the database does not answer; work waits for it');
    for (;;) {
      await this.#wait(LOOK_EVERY_MS * (0.5 + this.random()), error);
      try {
        await this.documents.ping();
        break;
      } catch (again) {
        if (!(again instanceof StorageUnavailable)) throw again;
      }
    }
    this.log.warn({ event: 'storage.back' }, 'the database answers again');
  }

  async #wait(ms: number, error: StorageUnavailable): Promise<void> {
    await this.pause(ms, this.#stopping.signal).catch(() => {
      throw error;
    });
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<unknown> {
  return delay(ms, undefined, { signal });
}
