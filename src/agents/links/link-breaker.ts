import CircuitBreaker from 'opossum';
import type { AgentOutcome } from '../../flow/agent/agent-reply.js';
import { SECOND } from '../../time/instant.js';
import { ownFailure } from './failures.js';

export type BreakerState = 'closed' | 'half-open' | 'open';

const IN_A_ROW = 5;
const WINDOW_MS = 30 * SECOND;
const PERCENT = 50;
/** Fewer queries in the window are no measure of a share. */
const AT_LEAST = 20;
/** An open one lets a query through after this long, and as much again at most: processes should not all try at once. */
const OPEN_MS = 15 * SECOND;

/** An outcome that speaks against the agent, as opossum wants to hear of it. */
class NoAnswer extends Error {
  constructor(readonly outcome: AgentOutcome) {
    super('the agent gave no answer');
  }
}

/**
 * Keeps from an agent that does not answer what would only wait for it. It opens after 5 failures in a row, or when more
 * than half of at least 20 queries within 30 seconds failed; after 15 to 30 seconds one query may try. Only `down` and
 * `busy` count: an agent that refuses a query has answered.
 */
export class LinkBreaker {
  readonly #breaker: CircuitBreaker<[() => Promise<AgentOutcome>], AgentOutcome>;
  #inARow = 0;

  /** @param random in [0, 1) */
  constructor(random: () => number, tell: (state: BreakerState) => void) {
    const breaker = new CircuitBreaker(runQuery, {
      // The query keeps its own deadline.
      timeout: false,
      resetTimeout: OPEN_MS * (1 + random()),
      errorThresholdPercentage: PERCENT,
      volumeThreshold: AT_LEAST,
      rollingCountTimeout: WINDOW_MS,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
    breaker.on('success', () => {
      this.#inARow = 0;
    });
    breaker.on('failure', () => {
      this.#inARow += 1;
      if (this.#inARow >= IN_A_ROW) breaker.open();
    });
    breaker.on('open', () => tell('open'));
    breaker.on('halfOpen', () => tell('half-open'));
    breaker.on('close', () => tell('closed'));
    this.#breaker = breaker;
  }

  get state(): BreakerState {
    if (this.#breaker.closed) return 'closed';
    return this.#breaker.halfOpen ? 'half-open' : 'open';
  }

  /** Runs the query unless the breaker is open, and learns from its outcome. @throws what the query throws */
  async run(query: () => Promise<AgentOutcome>): Promise<AgentOutcome> {
    try {
      return await this.#breaker.fire(query);
    } catch (error) {
      if (error instanceof NoAnswer) return error.outcome;
      if (error instanceof Error && CircuitBreaker.isOurError(error)) return breakerOpen();
      throw error;
    }
  }

  /** Stops its timers; whatever runs in it goes on. */
  close(): void {
    this.#breaker.shutdown();
  }
}

export function breakerOpen(): AgentOutcome {
  return ownFailure(
    'breaker-open',
    'The agent has failed many times in a row and is left alone for a moment; it is tried again by itself.',
  );
}

async function runQuery(query: () => Promise<AgentOutcome>): Promise<AgentOutcome> {
  const outcome = await query();
  if (outcome.kind === 'failed' && (outcome.failure.class === 'down' || outcome.failure.class === 'busy')) {
    throw new NoAnswer(outcome);
  }
  return outcome;
}
