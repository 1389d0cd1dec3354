import { LRUCache } from 'lru-cache';
import type { Clock } from '../../clock/clock.js';
import type { AgentFailure } from '../../flow/agent/agent-reply.js';
import type { Logger } from '../../logging/logger.js';
import type { Stored, WorkspaceId } from '../../storage/documents.js';
import type { AgentLink } from '../../store/agent-link.js';
import type { Store } from '../../store/store.js';
import { within } from '../../clock/within.js';
import { SECOND } from '../../time/instant.js';
import type { AgentEngine, OpenedAgent } from '../agent-engine.js';
import type { LinkOpener } from './link-opener.js';

export type KnownLink = AgentLink & Stored;

/** An opened agent for as long as it is needed. */
export interface AgentLease {
  agent: OpenedAgent;
  engine: AgentEngine;
  /** To be called once, when nothing more is asked through it. */
  release(): void;
}

export type Leased = { ok: true; lease: AgentLease } | { ok: false; failure: AgentFailure };

/** How long a link read once is believed; another process may have changed it. */
const BELIEVED_MS = 2 * SECOND;
/** Agents open at once in a process. */
const MANY_AGENTS = 200;
/** At a stop: an answer that has not come by then is asked for again by another process. */
const CLOSING_MS = 2 * SECOND;
/** Names come from flows and from outside: those that are unknown must not fill the memory. */
const MANY_NAMES = 2_000;

/** Finds links by name and keeps their agents open, each opened when it is first asked. */
export class AgentDirectory {
  readonly #links = new LRUCache<string, { until: number; link: Promise<KnownLink | undefined> }>({ max: MANY_NAMES });
  readonly #open = new LRUCache<string, SharedAgent>({
    max: MANY_AGENTS,
    dispose: (shared) => this.#retire(shared),
  });
  readonly #closing = new Set<Promise<void>>();

  constructor(
    private readonly store: Pick<Store, 'agentLinks'>,
    private readonly opener: LinkOpener,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  link(scope: WorkspaceId, id: string): Promise<KnownLink | undefined> {
    const key = keyOf(scope, id);
    const now = this.clock.now();
    const remembered = this.#links.get(key);
    if (remembered && remembered.until > now) return remembered.link;
    const link = this.store.agentLinks.get(scope, id).then((found) => {
      if (!found) this.#open.delete(key);
      return found;
    });
    this.#links.set(key, { until: now + BELIEVED_MS, link });
    link.catch(() => this.#links.delete(key));
    return link;
  }

  /** The link's agent, opened where it is not yet. Never throws. */
  async lease(scope: WorkspaceId, link: KnownLink): Promise<Leased> {
    const key = keyOf(scope, link.id);
    let shared = this.#open.get(key);
    // Whoever still has the link as it was before a change gets the agent as it is now.
    if (!shared || (shared.setup !== link.setup && shared.rev < link.rev)) {
      shared = new SharedAgent(link.setup, link.rev, this.opener.open(scope, link));
      this.#open.set(key, shared);
    }
    const lease = await shared.lease();
    if (!lease.ok && this.#open.peek(key) === shared) this.#open.delete(key);
    return lease;
  }

  /** After a change made here. */
  forget(scope: WorkspaceId, id: string): void {
    this.#links.delete(keyOf(scope, id));
  }

  /** At a stop: closes every agent once nothing is asked through it any more, and waits for that a moment. */
  async close(): Promise<void> {
    this.#open.clear();
    await within(CLOSING_MS, () => Promise.allSettled(this.#closing)).catch((err: unknown) =>
      this.log.debug({ event: 'agent.close-failed', err }, 'agents were still asked at the stop'),
    );
  }

  #retire(shared: SharedAgent): void {
    const closing = shared
      .retire()
      .catch((err: unknown) =>
        this.log.debug({ event: 'agent.close-failed', err }, 'a connection to an agent was not closed'),
      )
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}

/** One opened agent and those who ask through it; closed when it is retired and the last of them has gone. */
class SharedAgent {
  #leases = 0;
  #idle: (() => void) | undefined;

  constructor(
    readonly setup: string,
    readonly rev: number,
    private readonly opened: ReturnType<LinkOpener['open']>,
  ) {}

  async lease(): Promise<Leased> {
    this.#leases += 1;
    const opened = await this.opened;
    if (!opened.ok) {
      this.#release();
      return { ok: false, failure: opened.failure };
    }
    return { ok: true, lease: { agent: opened.agent, engine: opened.engine, release: () => this.#release() } };
  }

  async retire(): Promise<void> {
    const opened = await this.opened;
    if (this.#leases > 0) await new Promise<void>((idle) => (this.#idle = idle));
    if (opened.ok) await opened.agent.close();
  }

  #release(): void {
    this.#leases -= 1;
    if (this.#leases === 0) this.#idle?.();
  }
}

function keyOf(scope: WorkspaceId, id: string): string {
  return `${scope} ${id}`;
}
