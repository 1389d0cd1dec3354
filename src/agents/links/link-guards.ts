import { LRUCache } from 'lru-cache';
import type { Logger } from '../../logging/logger.js';
import type { WorkspaceId } from '../../storage/documents.js';
import { MINUTE, type Instant } from '../../time/instant.js';
import type { Watching } from '../../watching/watching.js';
import { LinkBreaker, type BreakerState } from './link-breaker.js';
import type { KnownLink } from './agent-directory.js';
import { Places } from './places.js';

/** Links that this process asks; of more the one that has rested longest begins anew. */
const MANY_LINKS = 2_000;
/** How often a link that a person has to mend is tried all the same: much is mended at Google's end. */
const BROKEN_TRIED_EVERY_MS = 5 * MINUTE;

/** What stands between one link's agent and those who ask it. */
export class LinkGuard {
  readonly places = new Places();
  readonly breaker: LinkBreaker;
  #brokenTriedAt: Instant = 0;

  constructor(
    readonly setup: string,
    random: () => number,
    tell: (state: BreakerState) => void,
  ) {
    this.breaker = new LinkBreaker(random, tell);
  }

  /** Whether this query may find out if a broken link works again; one in five minutes may. */
  mayTryBroken(brokenAt: Instant, now: Instant): boolean {
    if (now - Math.max(brokenAt, this.#brokenTriedAt) < BROKEN_TRIED_EVERY_MS) return false;
    this.#brokenTriedAt = now;
    return true;
  }
}

/** The guards of all links, each of its own: one agent that is down takes nothing from another. */
export class LinkGuards {
  readonly #guards = new LRUCache<string, LinkGuard>({
    max: MANY_LINKS,
    dispose: (guard) => guard.breaker.close(),
  });

  constructor(
    /** In [0, 1). */
    private readonly random: () => number,
    private readonly watching: Watching,
  ) {}

  /** A link that was set up anew has a new one. */
  of(scope: WorkspaceId, { id, setup }: KnownLink): LinkGuard {
    const key = `${scope} ${id}`;
    const known = this.#guards.get(key);
    if (known?.setup === setup) return known;
    const guard = new LinkGuard(setup, this.random, (state) => this.#tell(id, state));
    this.#guards.set(key, guard);
    this.watching.metrics.agentBreaker(id, 'closed');
    return guard;
  }

  /** At a stop. */
  close(): void {
    this.#guards.clear();
  }

  #tell(agent: string, state: BreakerState): void {
    this.watching.metrics.agentBreaker(agent, state);
    tellState(this.watching.log, agent, state);
  }
}

function tellState(log: Logger, agent: string, state: BreakerState): void {
  switch (state) {
    case 'open':
      return log.warn(
        { event: 'agent.breaker-open', agent },
        'the agent does not answer and is left alone for a moment',
      );
    case 'half-open':
      return log.debug({ event: 'agent.breaker-trying', agent }, 'the next query tries whether the agent answers');
    case 'closed':
      return log.info({ event: 'agent.breaker-closed', agent }, 'the agent answers again');
  }
}
