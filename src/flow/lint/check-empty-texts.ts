import type { Report } from '../definition/finding.js';
import type { Step } from '../definition/flow-definition.js';
import type { FlowGraph } from './flow-graph.js';
import type { UnguardedUse } from './text-compiler.js';

/** Warns of texts that pipe in what may not be there, without a `default`. */
export function checkEmptyTexts(
  uses: readonly UnguardedUse[],
  steps: readonly Step[],
  graph: FlowGraph,
  report: Report,
): void {
  const certain = graph.certainBefore();
  for (const { step, variable, path } of uses) {
    const name = variable[0] === 'answers' ? variable[1] : variable[0];
    if (name === undefined) continue;
    if (name !== 'contact' && step !== undefined && (certain[step]?.has(name) || isImplied(name, step, steps)))
      continue;
    report({
      severity: 'warning',
      rule: 'text-may-be-empty',
      message: `"${variable.join('.')}" may be empty here`,
      mend: `say what to write then: {{ ${variable.join('.')} | default: '…' }}`,
      path,
    });
  }
}

/** The step's own condition names it, or is the very one under which it was asked. */
function isImplied(name: string, index: number, steps: readonly Step[]): boolean {
  const when = steps[index]?.when;
  if (when === undefined) return false;
  if (new RegExp(`\\b${name}\\b`).test(when)) return true;
  const source = steps.find((step) => 'ask' in step && step.id === name);
  return source?.when === when && 'ask' in source && !source.optional;
}
