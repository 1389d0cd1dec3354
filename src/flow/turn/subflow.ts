import type { CompiledSubflow } from '../compiled-flow.js';
import type { Turn } from './turn.js';

/** Gives a called flow its values. Nothing is left of those that it had or worked out when it was called before. */
export function enterSubflow(turn: Turn, step: CompiledSubflow): void {
  const given = step.values.map(({ name, expression }) => [name, turn.evaluate(expression, step)] as const);
  for (const name of step.vars) delete turn.session.vars[name];
  for (const [name, value] of given) turn.session.vars[name] = value;
}
