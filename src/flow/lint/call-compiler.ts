import { answersBy } from '../answers-by.js';
import type { CompiledFlow, CompiledStep } from '../compiled-flow.js';
import type { SubflowStep } from '../definition/steps.js';
import { callPrefix, inlineFlow } from './inline-flow.js';
import type { PlacedPlain } from './place-steps.js';
import { condition, parse } from './step-context.js';
import type { StepContext } from './step-context.js';

/** The steps that a call is. `flow` is undefined where it cannot be called, which has been reported. */
export function compileCall(
  step: SubflowStep,
  { index, path, after }: Pick<PlacedPlain, 'index' | 'path' | 'after'>,
  flow: CompiledFlow | undefined,
  context: StepContext,
): CompiledStep[] {
  const { id } = step;
  const prefix = callPrefix(id);
  const when = step.when === undefined ? undefined : condition(step.when, [...path, 'when'], context);
  const values = Object.entries(step.with ?? {}).flatMap(([name, source]) => {
    const expression = parse(String(source), 'value', [...path, 'with', name], context);
    return expression ? [{ name: prefix + name, expression }] : [];
  });
  const questions = (flow?.steps ?? []).flatMap(answersBy).map((name) => prefix + name);
  const vars = [...(flow?.vars ?? [])].map((name) => prefix + name);
  return [
    { kind: 'subflow', index, path, id, ...(when && { when }), values, vars, questions, after },
    ...(flow ? inlineFlow(flow, { id, index, path, after }) : []),
  ];
}
