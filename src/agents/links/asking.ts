import type { AgentOutcome } from '../../flow/agent/agent-reply.js';
import type { AgentQuery, OpenedAgent } from '../agent-engine.js';
import { DeadlineExceeded, within } from '../../clock/within.js';
import type { Budget } from './budget.js';
import { ownFailure, tooLate } from './failures.js';

/**
 * Failures after which the same query may be asked again, and how often. Never DEADLINE_EXCEEDED: a query is not
 * idempotent, and that one may have moved the dialogue on already.
 */
const TRIED_AGAIN: Readonly<Record<string, number>> = { UNAVAILABLE: 2, CANCELLED: 2, INTERNAL: 1 };
const PAUSE_MS = { least: 100, more: 300 };
/** Milliseconds; with less left there is no use in asking. */
export const USEFUL_MS = 100;
/** An engine keeps the deadline itself; one that does not is left after as long again. */
const GRACE_MS = 500;

/** What asking again depends on, besides time. */
export interface MayAskAgain {
  /** In [0, 1). */
  random: () => number;
  /** Looked at before each further attempt: the quota, the breaker. */
  mayAskAgain: () => Promise<boolean>;
}

/** Asks, and asks again where that may help and time is left. Never throws. */
export async function askInBudget(
  agent: OpenedAgent,
  query: AgentQuery,
  budget: Budget,
  { random, mayAskAgain }: MayAskAgain,
): Promise<AgentOutcome> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await askOnce(agent, query, budget);
    if (outcome.kind === 'answered' || attempt >= (TRIED_AGAIN[outcome.failure.code] ?? 0)) return outcome;
    const pauseMs = PAUSE_MS.least + PAUSE_MS.more * random();
    if (budget.left < pauseMs + USEFUL_MS) return outcome;
    await new Promise((over) => setTimeout(over, pauseMs));
    if (!(await mayAskAgain()) || budget.left < USEFUL_MS) return outcome;
  }
}

async function askOnce(agent: OpenedAgent, query: AgentQuery, budget: Budget): Promise<AgentOutcome> {
  const deadlineMs = Math.max(1, Math.floor(budget.left));
  try {
    return await within(deadlineMs + GRACE_MS, () => agent.ask(query, { deadlineMs }));
  } catch (error) {
    if (error instanceof DeadlineExceeded) return tooLate(budget.totalMs);
    const reason = error instanceof Error ? error.message : String(error);
    return ownFailure('UNEXPECTED', `The agent could not be asked: ${reason}`);
  }
}
