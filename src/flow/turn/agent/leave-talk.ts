import type { CompiledAgent, CompiledHandoff } from '../../compiled-flow.js';
import type { Json } from '../../conditions.js';
import type { Answer, AnswerValue, AgentTalk } from '../../session.js';
import type { Turn } from '../turn.js';
import { walk } from '../walk.js';
import { factsOf } from './memory.js';
import { wayOn } from './talk-ways.js';
import type { Left } from './talk-ways.js';

/** Leaves a talk with an agent: its value and what is kept of it are answers, and the flow goes on. @throws BudgetExceeded */
export function leaveAgent(
  turn: Turn,
  step: CompiledAgent,
  talk: AgentTalk,
  left: Left,
  given?: { value: Json },
): void {
  const facts = factsOf(talk);
  const own = step.returns ? turn.evaluate(step.returns, step, facts) : (given?.value ?? left.by ?? left.how);
  const kept = step.keeps.map(({ name, expression }) => ({ name, value: turn.evaluate(expression, step, facts) }));
  turn.note('agent.left', { stepId: step.id, how: left.how, ...(left.by !== undefined && { by: left.by }) });
  // Which way it was left by is needed when the flow is walked again.
  turn.record(step.id, answer(turn, own, { ...left }));
  for (const { name, value } of kept) {
    turn.record(name, answer(turn, value));
    turn.passed = [...turn.passed.filter((id) => id !== name), name];
    turn.kept = turn.kept.filter((id) => id !== name);
  }
  walk(turn, wayOn(step, left));
}

/** The person gave the conversation back. @throws BudgetExceeded */
export function leaveHandoff(turn: Turn, step: CompiledHandoff): void {
  turn.record(step.id, answer(turn, true));
  walk(turn, step.index + 1);
}

function answer({ context }: Turn, given: Json, detail?: Answer['detail']): Answer {
  const value = answerValue(given);
  const label = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
  return { value, raw: label, label, via: 'agent', at: context.now, ...(detail && { detail }) };
}

/** An answer's list holds texts; one of other things is kept as their JSON. */
function answerValue(value: Json): AnswerValue {
  if (!Array.isArray(value)) return value;
  return value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}
