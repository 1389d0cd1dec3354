import type { Clock } from '../../clock/clock.js';
import type { AgentFailure, AgentOutcome } from '../../flow/agent/agent-reply.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { LinkState } from '../../store/agent-link.js';
import type { Store } from '../../store/store.js';
import type { Watching } from '../../watching/watching.js';
import type { AgentDirectory, KnownLink } from './agent-directory.js';

/** Keeps with each link whether it works, and tells once when that changes. */
export class LinkStates {
  constructor(
    private readonly store: Pick<Store, 'agentLinks'>,
    private readonly directory: AgentDirectory,
    private readonly clock: Clock,
    private readonly watching: Watching,
  ) {}

  /** Learns from what came of a query; only an answer and a broken link say something about the link. */
  async learn(scope: WorkspaceId, link: KnownLink, outcome: AgentOutcome): Promise<void> {
    if (outcome.kind === 'answered') return this.works(scope, link);
    if (outcome.failure.class === 'broken') await this.isBroken(scope, link, outcome.failure);
  }

  async works(scope: WorkspaceId, link: KnownLink): Promise<void> {
    if (link.state === 'ok') return;
    const before = await this.#change(scope, link, 'ok', null);
    if (before === 'broken') {
      this.watching.log.info({ event: 'agent.mended', agent: link.id }, 'the agent can be asked again');
    }
  }

  async isBroken(scope: WorkspaceId, link: KnownLink, { code, text }: AgentFailure): Promise<void> {
    const before = await this.#change(scope, link, 'broken', text);
    // Once, however many queries found it out.
    if (before === undefined || before === 'broken') return;
    this.watching.log.error({ event: 'agent.broken', agent: link.id, code }, text);
    this.watching.metrics.decided('agent.broken');
  }

  /** @returns the state before; undefined where the link has been set up anew meanwhile, or is gone */
  async #change(
    scope: WorkspaceId,
    { id, setup }: KnownLink,
    state: LinkState,
    stateReason: string | null,
  ): Promise<LinkState | undefined> {
    let before: LinkState | undefined;
    await this.store.agentLinks.update(scope, id, (link) => {
      before = link.setup === setup ? link.state : undefined;
      if (before === undefined || (before === state && state === 'ok')) return undefined;
      return { ...link, state, stateReason, stateAt: this.clock.now() };
    });
    this.directory.forget(scope, id);
    return before;
  }
}
