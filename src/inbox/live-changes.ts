import type { Clock } from '../clock/clock.js';
import type { Logger } from '../logging/logger.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { SECOND } from '../time/instant.js';

/** Somebody who wants to know that conversations have changed. */
export interface Listener {
  changed(ids: readonly string[]): void;
  /** More has changed than can be told one by one. */
  changedALot(): void;
}

/** Other processes change conversations too: looked for so often, while anybody listens. */
const LOOK_EVERY_MS = SECOND;
/** Machines' clocks differ, and a write takes a moment from its time to its being seen. */
const OVERLAP_MS = 5 * SECOND;
/** Of one look; with more, everybody reads anew what they show. */
const MOST_AT_ONCE = 200;

/**
 * Tells whoever listens in this process which conversations change, wherever they are changed. What this process does
 * is told at once; what others do is found in the database by when it changed, one look a second for all listeners of a
 * workspace together, and none while nobody listens. Ticks of a message (delivered, read) are told by the process whose
 * webhook brought them.
 */
export class LiveChanges {
  readonly #watches = new Map<WorkspaceId, Watch>();

  constructor(
    private readonly store: Pick<Store, 'conversations'>,
    /** The machine's. */
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** @returns how to stop listening */
  listen(scope: WorkspaceId, listener: Listener): () => void {
    let watch = this.#watches.get(scope);
    if (!watch) this.#watches.set(scope, (watch = new Watch(this.store, scope, this.clock, this.log)));
    watch.listeners.add(listener);
    watch.begin();
    return () => {
      watch.listeners.delete(listener);
      if (watch.listeners.size === 0) {
        watch.end();
        this.#watches.delete(scope);
      }
    };
  }

  /** These have changed here. */
  tell(scope: WorkspaceId, ids: readonly string[]): void {
    if (ids.length > 0) this.#watches.get(scope)?.tell(ids);
  }
}

/** One workspace, while somebody listens. */
class Watch {
  readonly listeners = new Set<Listener>();
  /** Told already, with their revision; as far back as is looked at. */
  #told = new Map<string, number>();
  #next: NodeJS.Timeout | undefined;
  #from = 0;
  #isOver = false;
  #isBegun = false;
  #isBroken = false;

  constructor(
    private readonly store: Pick<Store, 'conversations'>,
    private readonly scope: WorkspaceId,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  begin(): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    this.#from = this.clock.now();
    this.#later();
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#next);
  }

  tell(ids: readonly string[]): void {
    for (const listener of this.listeners) listener.changed(ids);
  }

  #later(): void {
    if (this.#isOver) return;
    this.#next = setTimeout(() => void this.#look().finally(() => this.#later()), LOOK_EVERY_MS);
    // Nobody waits for it when the process ends.
    this.#next.unref();
  }

  async #look(): Promise<void> {
    const now = this.clock.now();
    try {
      const { items, next } = await this.store.conversations.find(this.scope, {
        where: { changedAt: { gte: this.#from - OVERLAP_MS } },
        sort: { field: 'changedAt', direction: 'desc' },
        limit: MOST_AT_ONCE,
      });
      const news = items.filter(({ id, rev }) => this.#told.get(id) !== rev).map(({ id }) => id);
      const wasEmpty = this.#told.size === 0;
      this.#told = new Map(items.map(({ id, rev }) => [id, rev]));
      this.#from = now;
      if (this.#isBroken) this.log.info({ event: 'events.caught-up' }, 'changes of conversations are told again');
      if (this.#isBroken || (next !== undefined && news.length > 0 && !wasEmpty)) {
        for (const listener of this.listeners) listener.changedALot();
      } else if (news.length > 0) this.tell(news);
      this.#isBroken = false;
    } catch (err) {
      if (!this.#isBroken) this.log.warn({ event: 'events.blind', err }, 'changes of conversations cannot be read');
      this.#isBroken = true;
    }
  }
}
