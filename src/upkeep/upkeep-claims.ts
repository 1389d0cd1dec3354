import type { Clock } from '../clock/clock.js';
import { SYSTEM } from '../storage/documents.js';
import type { Store } from '../store/store.js';

/**
 * Of all processes that want to begin a recurring task, one does. Kept in the database and not in the queue, since it
 * is the task that brings back what a queue has lost.
 */
export class UpkeepClaims {
  constructor(
    private readonly store: Pick<Store, 'upkeepRuns'>,
    private readonly clock: Clock,
  ) {}

  /** @returns whether the caller is to do it now: nobody has begun it in the last `everyMs` */
  async take(task: string, everyMs: number): Promise<boolean> {
    const now = this.clock.now();
    const inserted = await this.store.upkeepRuns.insertMissing(SYSTEM, [{ id: task, doc: { startedAt: now } }]);
    if (inserted.has(task)) return true;
    const run = await this.store.upkeepRuns.get(SYSTEM, task);
    // A time ahead of ours is of a machine whose clock is wrong; it must not stop the upkeep.
    if (run && run.startedAt <= now && now - run.startedAt < everyMs) return false;
    const mine = run && (await this.store.upkeepRuns.replace(SYSTEM, { ...run, startedAt: now }));
    return mine !== undefined;
  }
}
