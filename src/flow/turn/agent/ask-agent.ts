import type { AgentCall, AgentInput } from '../../agent/agent-call.js';
import type { CompiledAgent } from '../../compiled-flow.js';
import type { Waiting } from '../../session.js';
import type { Turn } from '../turn.js';
import { memoryOf, NEW_TALK } from './memory.js';

export interface AgentQuestion {
  input: AgentInput;
  /** Shared with it. */
  location?: { latitude: number; longitude: number };
}

/** Asks the agent of a talk. An answer that is still awaited is not awaited any more. */
export function askAgent(turn: Turn, step: CompiledAgent, waiting: Waiting, { input, location }: AgentQuestion): void {
  const { session, context } = turn;
  const id = `${session.id}.${session.turn}`;
  const call: AgentCall = {
    id,
    sessionId: session.id,
    stepId: step.id,
    agent: step.agent,
    input,
    language: session.language,
    parameters: Object.fromEntries(step.values.map(({ name, expression }) => [name, turn.evaluate(expression, step)])),
    memory: memoryOf(session, step.agent),
    timezone: turn.timezone,
    ...(location && { location }),
  };
  session.waiting = {
    ...waiting,
    since: context.now,
    shown: 'question',
    agent: { ...(waiting.agent ?? NEW_TALK), pending: id },
  };
  turn.effects.push({ kind: 'ask-agent', call });
}
