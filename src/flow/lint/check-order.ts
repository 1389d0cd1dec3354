import type { CompiledStep } from '../compiled-flow.js';
import type { Expression } from '../conditions.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import { answersOf } from './flow-graph.js';
import type { FlowGraph } from './flow-graph.js';

/**
 * Warns of conditions on questions that come only later: there they have no answer yet, whatever the person will say.
 * Only the flow's own steps are looked at, each once: those of a called flow are checked with that flow.
 */
export function checkOrder(steps: readonly CompiledStep[], graph: FlowGraph, report: Report): void {
  const questions = new Set(
    steps.flatMap((step) => (step.kind === 'ask' && step.prefix === undefined ? answersOf(step) : [])),
  );
  const isPossible = graph.possibleBefore();
  for (const step of steps) {
    if (step.prefix !== undefined || (step.round && step.round.n > 1)) continue;
    for (const { expression, path } of conditionsOf(step)) {
      const name = expression.names.find((each) => questions.has(each) && !isPossible(step.index, each));
      if (name === undefined) continue;
      report({
        severity: 'warning',
        rule: 'condition-too-early',
        message: `"${name}" is asked only after this step; here it never has an answer`,
        mend: 'move this step behind the question, or the question to the front',
        path,
      });
    }
  }
}

function conditionsOf(step: CompiledStep): { expression: Expression; path: DocumentPath }[] {
  const own = step.when ? [{ expression: step.when, path: [...step.path, 'when'] }] : [];
  if (step.kind === 'branch') {
    return [
      ...own,
      ...step.arms.flatMap(({ when }, at) =>
        when ? [{ expression: when, path: [...step.path, 'branch', at, 'when'] }] : [],
      ),
    ];
  }
  if (step.kind !== 'ask') return own;
  const carried = step.options.filter((option) => option.carried).length;
  return [
    ...own,
    ...step.options.flatMap(({ when }, at) =>
      when && at >= carried ? [{ expression: when, path: [...step.path, 'options', at - carried, 'when'] }] : [],
    ),
  ];
}
