import type { Report } from '../definition/finding.js';
import type { FlowGraph } from './flow-graph.js';
import type { PlacedStep } from './place-steps.js';
import type { UnguardedUse } from './text-compiler.js';

/** Warns of texts that pipe in what may not be there, without a `default`. */
export function checkEmptyTexts(
  uses: readonly UnguardedUse[],
  steps: readonly PlacedStep[],
  graph: FlowGraph,
  report: Report,
): void {
  const isCertain = graph.certainBefore();
  const conditions = new Conditions(steps);
  for (const { step, variable, path } of uses) {
    const name = variable[0] === 'answers' ? variable[1] : variable[0];
    if (name === undefined) continue;
    if (name !== 'contact' && step !== undefined && (isCertain(step, name) || conditions.imply(name, step))) continue;
    report({
      severity: 'warning',
      rule: 'text-may-be-empty',
      message: `"${variable.join('.')}" may be empty here`,
      mend: `say what to write then: {{ ${variable.join('.')} | default: '…' }}`,
      path,
    });
  }
}

/** The conditions under which each step comes: its own, and those of the groups around it. */
class Conditions {
  private readonly at = new Map<number, readonly string[]>();
  private readonly sources = new Map<string, { whens: readonly string[]; optional: boolean }>();

  constructor(steps: readonly PlacedStep[]) {
    this.gather(steps, []);
  }

  /** They name it, or are the very ones under which it was asked. */
  imply(name: string, index: number): boolean {
    const whens = this.at.get(index) ?? [];
    if (whens.some((when) => new RegExp(`\\b${name}\\b`).test(when))) return true;
    const source = this.sources.get(name);
    return (
      source !== undefined &&
      !source.optional &&
      source.whens.length > 0 &&
      source.whens.every((when) => whens.includes(when))
    );
  }

  private gather(steps: readonly PlacedStep[], around: readonly string[]): void {
    for (const placed of steps) {
      const step = placed.read.step;
      const whens = step?.when === undefined ? around : [...around, step.when];
      this.at.set(placed.index, whens);
      if (placed.kind === 'group') this.gather(placed.inner, whens);
      else if (step && 'ask' in step) this.sources.set(step.id, { whens, optional: step.optional ?? false });
      else if (step && 'subflow' in step) this.sources.set(step.id, { whens, optional: false });
    }
  }
}
