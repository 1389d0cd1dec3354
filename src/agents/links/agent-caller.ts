import type { Clock } from '../../clock/clock.js';
import type { AgentCall } from '../../flow/agent/agent-call.js';
import type { AgentOutcome } from '../../flow/agent/agent-reply.js';
import type { WorkspaceId } from '../../storage/documents.js';
import { SECOND } from '../../time/instant.js';
import type { Watching } from '../../watching/watching.js';
import type { AgentEngine, QueryInput } from '../agent-engine.js';
import { DeadlineExceeded, within } from '../../clock/within.js';
import type { AgentDirectory, AgentLease, KnownLink, Leased } from './agent-directory.js';
import { USEFUL_MS, askInBudget } from './asking.js';
import { Budget } from './budget.js';
import { failed, ownFailure, tooLate, type Failed } from './failures.js';
import { breakerOpen } from './link-breaker.js';
import type { LinkGuard, LinkGuards } from './link-guards.js';
import type { AgentKinds } from './link-opener.js';
import type { LinkQuotas } from './link-quotas.js';
import type { LinkStates } from './link-states.js';
import { toQuery } from './to-query.js';

/** Fetches a voice note that the contact sent; undefined where it cannot be had. */
export type FetchVoice = (mediaId: string) => Promise<{ bytes: Buffer; mime: string } | undefined>;

/** The shell's clocks and chance. */
export interface CallerWorld {
  /** Of conversations: tells how long ago an agent last answered one. */
  conversationClock: Clock;
  /** Of this machine: deadlines and pauses. */
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
}

/** One query on its way to one link's agent. */
interface Asking {
  scope: WorkspaceId;
  link: KnownLink;
  guard: LinkGuard;
  call: AgentCall;
  voice: FetchVoice;
  budget: Budget;
}

/**
 * Asks linked agents. Each link has a deadline of its own for a query in all, so many queries at once and in a minute,
 * and a breaker: an agent that is down, slow or out of quota costs its own customers a moment and no one else anything.
 */
export class AgentCaller {
  constructor(
    private readonly kinds: AgentKinds,
    private readonly directory: AgentDirectory,
    private readonly guards: LinkGuards,
    private readonly quotas: LinkQuotas,
    private readonly states: LinkStates,
    private readonly world: CallerWorld,
    private readonly watching: Watching,
  ) {}

  /** Never throws: whatever stands in the way is an outcome. */
  async ask(scope: WorkspaceId, call: AgentCall, voice: FetchVoice): Promise<AgentOutcome> {
    const { metrics, log } = this.watching;
    const began = this.world.clock.now();
    let outcome: AgentOutcome;
    try {
      outcome = await this.#ask(scope, call, voice);
    } catch (err) {
      log.error({ event: 'agent.ask-failed', agent: call.agent, err }, 'an agent could not be asked');
      const reason = err instanceof Error ? err.message : String(err);
      outcome = ownFailure('UNEXPECTED', `The agent could not be asked: ${reason}`);
    }
    const became = outcome.kind === 'answered' ? 'answered' : outcome.failure.class;
    metrics.agentQuery(call.agent, became, (this.world.clock.now() - began) / SECOND);
    return outcome;
  }

  async #ask(scope: WorkspaceId, call: AgentCall, voice: FetchVoice): Promise<AgentOutcome> {
    const link = await this.directory.link(scope, call.agent);
    if (!link)
      return ownFailure('link-unknown', `There is no agent link "${call.agent}". Link an agent under this name.`);
    const guard = this.guards.of(scope, link);
    const { clock } = this.world;
    if (link.state === 'broken' && !guard.mayTryBroken(link.stateAt, clock.now())) {
      return ownFailure('link-broken', `The link "${link.id}" has to be mended: ${link.stateReason ?? 'test it.'}`);
    }
    if (call.input.kind === 'voice' && !link.limits.voice) {
      return ownFailure('voice-off', `The link "${link.id}" takes no voice notes: its limits say voice: false.`);
    }
    if (guard.breaker.state === 'open') return breakerOpen();
    const budget = new Budget(clock, link.limits.deadlineMs);
    switch (await guard.places.take(link.limits.atOnce, budget.left)) {
      case 'full':
        return ownFailure(
          'line-full',
          `The agent is asked ${link.limits.atOnce} times at once already, and many wait.`,
        );
      case 'late':
        return ownFailure('line-late', `The agent is asked ${link.limits.atOnce} times at once; no place came free.`);
      case 'in':
        break;
    }
    try {
      const outcome = await this.#askInPlace({ scope, link, guard, call, voice, budget });
      await this.#learn(scope, link, outcome);
      return outcome;
    } finally {
      guard.places.leave();
    }
  }

  async #askInPlace(asking: Asking): Promise<AgentOutcome> {
    const { scope, link, budget } = asking;
    const leasing = this.directory.lease(scope, link);
    let leased: Leased;
    try {
      leased = await within(budget.left, () => leasing);
    } catch (error) {
      if (!(error instanceof DeadlineExceeded)) throw error;
      // It comes some time all the same, and must not keep the agent open.
      void leasing.then((late) => late.ok && late.lease.release());
      return tooLate(budget.totalMs);
    }
    if (!leased.ok) return failed(leased.failure);
    try {
      return await this.#askThrough(leased.lease, asking);
    } finally {
      leased.lease.release();
    }
  }

  async #askThrough({ agent, engine }: AgentLease, asking: Asking): Promise<AgentOutcome> {
    const { scope, link, guard, call, budget } = asking;
    const input = await this.#inputOf(asking, engine);
    if (input.kind === 'failed') return input;
    const query = toQuery(call, input, {
      scope,
      now: this.world.conversationClock.now(),
      remembersMs: this.kinds[link.kind]?.remembersMs ?? 0,
    });
    // Asked now it could only fail, and the agent would be blamed for it.
    if (budget.left < USEFUL_MS) return tooLate(budget.totalMs);
    if (!(await this.#mayAsk(scope, link))) {
      return ownFailure(
        'per-minute',
        `The link "${link.id}" has been asked ${link.limits.perMinute} times this minute, or its quota is used up; ` +
          'it is asked again when the minute turns.',
      );
    }
    const outcome = await guard.breaker.run(() =>
      askInBudget(agent, query, budget, {
        random: this.world.random,
        mayAskAgain: async () => guard.breaker.state === 'closed' && (await this.#mayAsk(scope, link)),
      }),
    );
    if (outcome.kind === 'failed' && outcome.failure.class === 'busy') {
      await this.quotas.exhaust(quotaOf(scope, link), link.limits.perMinute);
    }
    return outcome;
  }

  async #inputOf({ call, voice, budget }: Asking, engine: AgentEngine): Promise<QueryInput | Failed> {
    const { input } = call;
    if (input.kind !== 'voice') return input;
    if (!engine.voice) return ownFailure('voice-unsupported', 'An agent of this kind hears no voice notes.');
    let note;
    try {
      note = await within(budget.left, () => voice(input.mediaId));
    } catch (err) {
      this.watching.log.debug({ event: 'agent.voice-unavailable', err }, 'a voice note was not fetched');
    }
    if (!note) return ownFailure('voice-unavailable', 'The voice note could not be fetched from the channel.');
    return { kind: 'voice', bytes: note.bytes, mime: input.mime ?? note.mime };
  }

  #mayAsk(scope: WorkspaceId, link: KnownLink): Promise<boolean> {
    return this.quotas.take(quotaOf(scope, link), link.limits.perMinute);
  }

  /** What is learnt is for later: that it could not be kept changes nothing of this answer. */
  async #learn(scope: WorkspaceId, link: KnownLink, outcome: AgentOutcome): Promise<void> {
    try {
      await this.states.learn(scope, link, outcome);
    } catch (err) {
      this.watching.log.warn({ event: 'agent.state-unkept', agent: link.id, err }, 'the state of a link was not kept');
    }
  }
}

function quotaOf(scope: WorkspaceId, { id }: KnownLink): string {
  return `${scope}:${id}`;
}
