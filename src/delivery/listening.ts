import type { Clock } from '../clock/clock.js';
import { SYSTEM } from '../storage/documents.js';
import { TooMuchContention } from '../storage/errors.js';
import type { Store } from '../store/store.js';
import { SECOND, type Instant } from '../time/instant.js';

/** Web processes say this often that webhooks can come in. */
export const BEAT_EVERY_MS = 5 * SECOND;
/** A silence longer than this is a time in which none could. */
const SILENCE_MS = 3 * BEAT_EVERY_MS;
const ID = 'webhooks';

/**
 * Since when webhooks have been able to reach us without a break, by whichever process: what a provider wanted to tell
 * in a break, it tells some time after it. Kept in the database, since those who wait for an echo are workers and those
 * who hear it are not.
 */
export class Listening {
  #known: { since: Instant; readAt: Instant } | undefined;

  constructor(
    private readonly store: Pick<Store, 'listening'>,
    private readonly clock: Clock,
  ) {}

  /** Called by every process that takes webhooks, at its start and every `BEAT_EVERY_MS`. */
  async beat(): Promise<void> {
    const now = this.clock.now();
    const inserted = await this.store.listening.insertMissing(SYSTEM, [{ id: ID, doc: { since: now, until: now } }]);
    if (inserted.size > 0) return;
    try {
      await this.store.listening.update(SYSTEM, ID, ({ since, until }) => {
        if (now - until > SILENCE_MS) return { since: now, until: now };
        // Several web processes: one of them having said so lately is enough.
        return now - until < BEAT_EVERY_MS / 2 ? undefined : { since, until: now };
      });
    } catch (error) {
      // Others wrote it twenty times meanwhile.
      if (!(error instanceof TooMuchContention)) throw error;
    }
  }

  /** In the future while nobody listens. */
  async since(): Promise<Instant> {
    const now = this.clock.now();
    if (this.#known && now - this.#known.readAt < SECOND) return this.#known.since;
    const stored = await this.store.listening.get(SYSTEM, ID);
    const since = stored && now - stored.until <= SILENCE_MS ? stored.since : now;
    this.#known = { since, readAt: now };
    return since;
  }
}
