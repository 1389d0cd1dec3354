import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from '../logging/logger.js';
import type { UpkeepClaims } from './upkeep-claims.js';

export interface UpkeepTask {
  name: string;
  everyMs: number;
  /** Done before this process takes on anything else, unless another has just done it. */
  atStart: boolean;
  /** @returns `more` when it left work over and should soon be done again */
  run(): Promise<'done' | 'more'>;
}

/** A little later than the rest, by chance: processes that started together do not ask together for ever. */
const JITTER = 0.1;
/** Not even at the start when another process has done it that short a while ago. */
const JUST_DONE_MS = 500;
const MORE_AFTER_MS = 1_000;

/**
 * Does what has to be done again and again, each task in one process at a time across all of them, and some once when
 * a process starts. A task that fails is logged and comes again in its time.
 */
export class Upkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(
    private readonly tasks: readonly UpkeepTask[],
    private readonly claims: UpkeepClaims,
    private readonly random: () => number,
    private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await Promise.all(
      this.tasks.map(async (task) => {
        if (task.atStart) await this.#do(task, JUST_DONE_MS);
        else this.#track(this.#do(task, task.everyMs));
      }),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all(this.#running);
  }

  async #do(task: UpkeepTask, unlessWithinMs: number): Promise<void> {
    let next = task.everyMs;
    try {
      if (await this.claims.take(task.name, unlessWithinMs)) {
        if ((await task.run()) === 'more') next = Math.min(next, MORE_AFTER_MS);
      }
    } catch (err) {
      this.log.error({ event: 'upkeep.failed', task: task.name, err }, 'a recurring task failed; it comes again');
    }
    if (this.#stopped) return;
    const timer = setTimeout(
      () => {
        this.#track(this.#do(task, next * 0.9));
      },
      next * (1 + JITTER * this.random()),
    );
    this.#timers.set(task.name, timer);
  }
  #track(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }
}
