import type { CompiledAsk } from '../compiled-flow.js';
import type { Expression, Expressions } from '../conditions.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import type { FlowDefinition } from '../definition/flow-definition.js';
import type { FlowCourse } from './compile-course.js';
import type { Place } from './place-steps.js';
import type { TextCompiler } from './text-compiler.js';

/** What compiling one step needs to know of the rest of the flow. */
export interface StepContext {
  definition: Partial<Pick<FlowDefinition, 'kind' | 'retries' | 'quotas'>>;
  course: FlowCourse;
  texts: TextCompiler;
  /** With the names as they are where the step stands. */
  expressions: Expressions;
  /** Steps by their id. */
  targets: ReadonlyMap<string, Place>;
  /** Questions compiled so far, by the ids that authors use. */
  asked: ReadonlyMap<string, CompiledAsk>;
  report: Report;
}

/** Parses a condition; what is wrong with it is reported. */
export function condition(source: string, path: DocumentPath, context: StepContext): Expression | undefined {
  return parse(source, 'condition', path, context);
}

/** Parses a condition or a value; what is wrong with it is reported. */
export function parse(
  source: string,
  wanted: 'condition' | 'value',
  path: DocumentPath,
  { expressions, report }: StepContext,
): Expression | undefined {
  const { expression, problems } = expressions.parse(source, wanted);
  for (const problem of problems) report({ ...problem, path });
  return expression;
}

/** Index of the step to go to. `within` are the groups that one goes from: out of them is well, into others is not. */
export function target(
  id: string,
  path: DocumentPath,
  { targets, report }: Pick<StepContext, 'targets' | 'report'>,
  within: Place['within'],
): number {
  const place = targets.get(id);
  if (!place) report({ severity: 'error', rule: 'goto-unknown-step', message: `there is no step "${id}"`, path });
  else if (place.within.some((around) => !within.includes(around)))
    report({
      severity: 'error',
      rule: 'goto-into-group',
      message: `"${id}" stands in a group, or in a part of one with a random order, that this step is not in`,
      mend: 'go to the group itself',
      path,
    });
  return place?.index ?? 0;
}
