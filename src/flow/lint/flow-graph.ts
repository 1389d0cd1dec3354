import type { CompiledStep } from '../compiled-flow.js';
import type { Report } from '../definition/finding.js';
import { circles } from './circles.js';
import { NameSet } from './name-set.js';

interface Edge {
  to: number;
  /** Names that certainly have a value after going this way. */
  gives: readonly string[];
}

/** Where each step can lead. The index behind the last step is the end. */
export class FlowGraph {
  private readonly edges: readonly (readonly Edge[])[];

  constructor(private readonly steps: readonly CompiledStep[]) {
    this.edges = steps.map(edgesOf);
  }

  check(report: Report): void {
    const reachable = this.reachable();
    for (const step of this.steps) {
      if (reachable.has(step.index) || !isWritten(step)) continue;
      report({
        severity: 'warning',
        rule: 'step-unreachable',
        message: `no way leads to this step${step.id === undefined ? '' : ` ("${step.id}")`}`,
        path: step.path,
      });
    }
    const silent = (index: number): number[] => {
      if (!reachable.has(index) || this.waits(index)) return [];
      return (this.edges[index] ?? []).map(({ to }) => to).filter((to) => !this.waits(to));
    };
    for (const index of circles(this.steps.length, silent)) {
      const step = this.steps[index];
      if (!step || (step.round && step.round.n > 1)) continue;
      report({
        severity: 'error',
        rule: 'loop-without-question',
        message: 'from here the flow comes back here without asking anything',
        path: step.path,
      });
    }
  }

  /** Does the flow stop at this step until somebody says something? */
  private waits(index: number): boolean {
    const kind = this.steps[index]?.kind;
    return kind === 'ask' || kind === 'agent' || kind === 'handoff';
  }

  /** Does the name of a question, a split or a `set` value have a value on every way to the step? */
  certainBefore(): (index: number, name: string) => boolean {
    let blocks = new Map<number, NameSet>();
    // What the blocks of a random order give together is only known once each has been looked at, the innermost first.
    for (;;) {
      const certain = this.certainWith(blocks);
      const more = this.givenByBlocks(certain);
      const known = [...more].every(([index, names]) => blocks.get(index)?.size === names.size);
      if (known) return (index, name) => certain[index]?.has(name) ?? false;
      blocks = more;
    }
  }

  /** May the question have been asked on some way to the step? Random orders may bring any of their blocks before. */
  possibleBefore(): (index: number, name: string) => boolean {
    const asked = this.steps.map((step) => (step.kind === 'ask' ? answersOf(step) : []));
    const possible: (NameSet | undefined)[] = this.steps.map(() => undefined);
    possible[0] = NameSet.of(asked.flat());
    const queue = [0];
    for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
      const after = possible[index]?.with(asked[index] ?? []);
      const step = this.steps[index];
      const ways = (this.edges[index] ?? []).map(({ to }) => to);
      for (const to of step?.kind === 'next' ? [...ways, ...starts(step.order, index + 1)] : ways) {
        if (to >= this.steps.length || !after) continue;
        const before = possible[to];
        const merged = before ? before.or(after) : after;
        if (before && merged.size === before.size) continue;
        possible[to] = merged;
        queue.push(to);
      }
    }
    // Of a step that no way leads to, nothing need be said.
    return (index, name) => possible[index]?.has(name) ?? true;
  }

  private certainWith(blocks: ReadonlyMap<number, NameSet>): readonly (NameSet | undefined)[] {
    const certain: (NameSet | undefined)[] = this.steps.map(() => undefined);
    const names = NameSet.of(this.edges.flatMap((edges) => edges.flatMap(({ gives }) => gives)));
    certain[0] = names;
    const queue = [0];
    for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
      for (const { to, gives } of this.edges[index] ?? []) {
        const here = certain[index];
        if (to >= this.steps.length || !here) continue;
        const after = here.with(gives, blocks.get(index));
        const before = certain[to];
        const merged = before ? before.and(after) : after;
        if (before && merged.size === before.size) continue;
        certain[to] = merged;
        queue.push(to);
      }
    }
    return certain;
  }

  /** By the step behind the last block of each random order. */
  private givenByBlocks(certain: readonly (NameSet | undefined)[]): Map<number, NameSet> {
    const given = new Map<object, { last: number; names: NameSet }>();
    for (const step of this.steps) {
      const names = certain[step.index];
      if (step.kind !== 'next' || !names) continue;
      const before = given.get(step.order);
      given.set(step.order, { last: step.index, names: before ? before.names.or(names) : names });
    }
    return new Map([...given.values()].map(({ last, names }) => [last, names]));
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
}

/** Steps of later rounds, and those between them, are not in the file a second time; those of a called flow are in another. */
function isWritten({ kind, round, prefix }: CompiledStep): boolean {
  return kind !== 'next' && kind !== 'round' && prefix === undefined && (round === undefined || round.n === 1);
}

function edgesOf(step: CompiledStep): Edge[] {
  const next = step.index + 1;
  const passedBy: Edge[] = step.when ? [{ to: passesMany(step) ? step.after : next, gives: [] }] : [];
  return [...passedBy, ...waysOn(step, next)];
}

function waysOn(step: CompiledStep, next: number): Edge[] {
  switch (step.kind) {
    case 'say':
      return [{ to: next, gives: [] }];
    case 'set':
      return [{ to: next, gives: step.values.map((value) => value.name) }];
    case 'ask': {
      const { retries, timeout, optional, optionsVary } = step;
      const elsewhere = [retries.then, timeout?.then];
      const sure = !optional && !optionsVary && !elsewhere.includes('skip');
      const answered: Edge = { to: next, gives: sure ? answersOf(step) : [] };
      const ways = elsewhere.flatMap((then) => (typeof then === 'object' ? [{ to: then.goto, gives: [] }] : []));
      return [answered, ...ways];
    }
    case 'agent': {
      const { ways, trouble, timeout } = step;
      const elsewhere = [...ways.map(({ way }) => way), trouble.then, timeout?.then].flatMap((way) =>
        typeof way === 'object' && 'goto' in way ? [{ to: way.goto, gives: [step.id] }] : [],
      );
      return [{ to: next, gives: [step.id] }, ...elsewhere];
    }
    case 'handoff':
      return [{ to: next, gives: [step.id] }];
    case 'branch': {
      const arms = step.arms.map((arm) => ({ to: arm.target, gives: [] }));
      return step.arms.some((arm) => !arm.when) ? arms : [...arms, { to: next, gives: [] }];
    }
    case 'split':
      return step.arms.map((arm) => ({ to: arm.target ?? next, gives: [step.id] }));
    case 'quota':
      return [{ to: next, gives: [] }, ...(step.full === 'end' ? [] : [{ to: step.full.goto, gives: [] }])];
    case 'goto':
      return [{ to: step.target, gives: [] }];
    case 'end':
      return [];
    case 'subflow':
      return [{ to: next, gives: step.values.map((value) => value.name) }];
    case 'return':
      return [{ to: step.target, gives: [step.call] }];
    case 'group':
      return starts(step.order, next).map((to) => ({ to, gives: [] }));
    case 'round': {
      const gives = step.as === undefined ? [] : [step.as];
      const into = starts(step.order, next).map((to) => ({ to, gives }));
      return typeof step.times === 'number' ? into : [...into, { to: step.after, gives: [] }];
    }
    // As if the blocks came in the order of the file: it makes no circles, and passes all of them.
    case 'next':
      return [{ to: step.order.blocks[step.block + 1]?.start ?? step.order.behind, gives: [] }];
  }
}

function passesMany(step: CompiledStep): step is Extract<CompiledStep, { kind: 'group' | 'subflow' }> {
  return step.kind === 'group' || step.kind === 'subflow';
}

/** Any block may be the first. */
function starts(order: { blocks: readonly { start: number }[] } | undefined, next: number): number[] {
  return order ? order.blocks.map(({ start }) => start) : [next];
}

/** Of a repeated question, one answer is enough for its name to mean something. */
export function answersOf({ id, round }: Extract<CompiledStep, { kind: 'ask' }>): string[] {
  if (!round) return [id];
  return round.n === 1 ? [id.replace(/__1$/, '')] : [];
}
