import type { Report } from '../definition/finding.js';
import type { CompiledStep } from '../compiled-flow.js';

interface Edge {
  to: number;
  /** Names that certainly have a value after going this way. */
  gives: readonly string[];
}

/** Where each step can lead. The index behind the last step is the end. */
export class FlowGraph {
  private readonly edges: Edge[][];

  constructor(private readonly steps: readonly CompiledStep[]) {
    this.edges = steps.map(edgesOf);
  }

  check(report: Report): void {
    const reachable = this.reachable();
    for (const step of this.steps) {
      if (!reachable.has(step.index)) {
        report({
          severity: 'warning',
          rule: 'step-unreachable',
          message: `no way leads to this step${step.id === undefined ? '' : ` ("${step.id}")`}`,
          path: ['steps', step.index],
        });
      }
    }
    for (const index of this.loopsWithoutQuestion(reachable)) {
      report({
        severity: 'error',
        rule: 'loop-without-question',
        message: 'from here the flow comes back here without asking anything',
        path: ['steps', index],
      });
    }
  }

  /** For each step, the questions and `set` names that have a value on every way to it. */
  certainBefore(): readonly ReadonlySet<string>[] {
    const certain: (Set<string> | undefined)[] = this.steps.map(() => undefined);
    const queue = [0];
    certain[0] = new Set();
    for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
      for (const edge of this.edges[index] ?? []) {
        if (edge.to >= this.steps.length) continue;
        const after = new Set([...(certain[index] ?? []), ...edge.gives]);
        const before = certain[edge.to];
        const merged = before ? new Set([...before].filter((name) => after.has(name))) : after;
        if (before && merged.size === before.size) continue;
        certain[edge.to] = merged;
        queue.push(edge.to);
      }
    }
    return certain.map((names) => names ?? new Set());
  }

  private reachable(): Set<number> {
    const seen = new Set<number>();
    const queue = [0];
    for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
      if (seen.has(index)) continue;
      seen.add(index);
      for (const edge of this.edges[index] ?? []) queue.push(edge.to);
    }
    return seen;
  }

  /** One step of each circle that passes no question: those steps from which one comes back, smallest index first. */
  private loopsWithoutQuestion(reachable: ReadonlySet<number>): number[] {
    const reported = new Set<number>();
    const loops: number[] = [];
    for (const start of this.steps) {
      if (start.kind === 'ask' || !reachable.has(start.index) || reported.has(start.index)) continue;
      const seen = new Set<number>();
      const queue = (this.edges[start.index] ?? []).map((edge) => edge.to);
      for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
        if (seen.has(index) || this.steps[index]?.kind === 'ask') continue;
        seen.add(index);
        for (const edge of this.edges[index] ?? []) queue.push(edge.to);
      }
      if (!seen.has(start.index)) continue;
      loops.push(start.index);
      for (const index of seen) reported.add(index);
    }
    return loops;
  }
}

function edgesOf(step: CompiledStep): Edge[] {
  const next = step.index + 1;
  const passedBy: Edge[] = step.when ? [{ to: next, gives: [] }] : [];
  return [...passedBy, ...waysOn(step, next)];
}

function waysOn(step: CompiledStep, next: number): Edge[] {
  switch (step.kind) {
    case 'say':
      return [{ to: next, gives: [] }];
    case 'set':
      return [{ to: next, gives: step.values.map((value) => value.name) }];
    case 'ask': {
      const { then } = step.retries;
      const sure = !step.optional && then !== 'skip';
      const answered: Edge = { to: next, gives: sure ? [step.id] : [] };
      return typeof then === 'object' ? [answered, { to: then.goto, gives: [] }] : [answered];
    }
    case 'branch': {
      const arms = step.arms.map((arm) => ({ to: arm.target, gives: [] }));
      return step.arms.some((arm) => !arm.when) ? arms : [...arms, { to: next, gives: [] }];
    }
    case 'goto':
      return [{ to: step.target, gives: [] }];
    case 'end':
      return [];
  }
}
