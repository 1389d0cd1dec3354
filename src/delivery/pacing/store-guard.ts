import type { Logger } from '../../logging/logger.js';
import { SECOND, type Instant } from '../../time/instant.js';
import type { PacingStore } from './pacing-store.js';

/** How often a shared store that is away is tried again. */
const PROBE_EVERY_MS = SECOND;
/** More than any window holds: what the store did not answer counts as full. */
const FULL = 2 ** 16 - 1;

/**
 * A store that never fails. While the shared one is away, the process counts for itself, and may use only a share of
 * every limit, since it cannot know what the others use.
 */
export class StoreGuard implements PacingStore {
  #isAway = false;
  #triedAt: Instant = 0;
  /** Counts the changes from one store to the other: what was known of a window no longer holds. */
  changes = 0;

  constructor(
    private readonly shared: PacingStore,
    private readonly own: PacingStore,
    private readonly shareWhenAlone: number,
    private readonly log: Logger,
  ) {}

  /** Of every limit, how much this process may use now. */
  get share(): number {
    return this.#isAway ? this.shareWhenAlone : 1;
  }

  async add(key: string, points: number, seconds: number): Promise<number> {
    return this.#run((store) => store.add(key, points, seconds), FULL);
  }

  /** The same, by this process alone where the shared store does not answer: what is not known is not taken for full. */
  async addAnyhow(key: string, points: number, seconds: number): Promise<number> {
    return (
      (await this.#run<number | undefined>((store) => store.add(key, points, seconds), undefined)) ??
      this.own.add(key, points, seconds)
    );
  }

  async instant(key: string, now: Instant): Promise<Instant | undefined> {
    return this.#run((store) => store.instant(key, now), undefined);
  }

  async setInstant(key: string, at: Instant, seconds: number): Promise<void> {
    return this.#run((store) => store.setInstant(key, at, seconds), undefined);
  }

  /** Looks from time to time whether the shared store is back; nobody waits for it. */
  lookForShared(now: Instant): void {
    if (!this.#isAway || Math.abs(now - this.#triedAt) < PROBE_EVERY_MS) return;
    this.#triedAt = now;
    void this.shared.add('probe', 1, 1).then(
      () => {
        if (!this.#isAway) return;
        this.#isAway = false;
        this.changes += 1;
        this.log.info({ event: 'pacing.recovered' }, 'the limits are shared with the other processes again');
      },
      (err: unknown) => this.log.debug({ event: 'pacing.degraded', err }, 'the shared limits are still out of reach'),
    );
  }

  async #run<T>(call: (store: PacingStore) => Promise<T>, unknown: T): Promise<T> {
    if (this.#isAway) return call(this.own);
    try {
      return await call(this.shared);
    } catch (err) {
      if (!this.#isAway) {
        this.#isAway = true;
        this.changes += 1;
        this.log.warn(
          { event: 'pacing.degraded', err, share: this.shareWhenAlone },
          'the store of the shared limits is away: this process sends at a share of the rate',
        );
      }
      return unknown;
    }
  }
}
