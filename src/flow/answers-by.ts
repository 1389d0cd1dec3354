import type { CompiledFlow, CompiledStep } from './compiled-flow.js';

/** Ids of the answers that come of a step: a question's, those of a talk with an agent, that of a hand-over. */
export function answersBy(step: CompiledStep): string[] {
  if (step.kind === 'ask' || step.kind === 'handoff') return [step.id];
  return step.kind === 'agent' ? [step.id, ...step.keeps.map(({ name }) => name)] : [];
}

/** Ids of the answers of a flow that are no question's. */
export function answersOfTalks({ talks }: Pick<CompiledFlow, 'talks'>): Set<string> {
  return new Set([...talks.values()].flatMap(answersBy));
}
