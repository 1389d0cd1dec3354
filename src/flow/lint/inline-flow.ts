import type { Blocks, CompiledFlow, CompiledReturn, CompiledStep, Round, WayOn } from '../compiled-flow.js';
import type { DocumentPath } from '../definition/finding.js';

/** Where a flow is called. */
export interface CallPlace {
  /** Name of the call. */
  id: string;
  /** Index of the step that calls it. */
  index: number;
  path: DocumentPath;
  /** Index of the step behind it all. */
  after: number;
}

/** In front of the names of the called flow. */
export function callPrefix(id: string): string {
  return `${id}__`;
}

/** Steps that a call of the flow is: the way in, its own, and the way back for who comes to their end. */
export function lengthInPlace({ steps }: CompiledFlow): number {
  return steps.length + 2;
}

/** The steps of a called flow as they follow the step that calls it: with ids of their own, and ends that lead behind the call. */
export function inlineFlow(flow: CompiledFlow, call: CallPlace): CompiledStep[] {
  const { id, path, after } = call;
  const prefix = callPrefix(id);
  const back: CompiledReturn = {
    ...{ kind: 'return', call: id, disposition: 'completed', target: after },
    ...{ index: after - 1, path, prefix },
  };
  const rounds = new Map<Round, Round>();
  for (const { round } of flow.steps) {
    if (!round || rounds.has(round)) continue;
    const questions = new Set([...round.questions].map((name) => prefix + name));
    rounds.set(round, { ...round, questions, ...(round.as !== undefined && { as: prefix + round.as }) });
  }
  const move: Move = { call, prefix, by: call.index + 1, rounds };
  return [...flow.steps.map((step) => inPlace(step, move)), back];
}

interface Move {
  call: CallPlace;
  prefix: string;
  by: number;
  /** Rounds of the called flow → as they are here. */
  rounds: ReadonlyMap<Round, Round>;
}

function inPlace(step: CompiledStep, move: Move): CompiledStep {
  const { call, prefix, by, rounds } = move;
  const named = (name: string): string => prefix + name;
  const round = step.round && rounds.get(step.round);
  const common = {
    index: step.index + by,
    path: call.path,
    prefix: prefix + (step.prefix ?? ''),
    ...(step.id !== undefined && { id: named(step.id) }),
    ...(round && { round }),
  };
  switch (step.kind) {
    case 'ask': {
      const { retries, timeout } = step;
      return {
        ...step,
        ...common,
        retries: { ...retries, then: wayOn(retries.then, by) },
        ...(timeout && { timeout: { ...timeout, then: wayOn(timeout.then, by) } }),
      };
    }
    case 'agent': {
      const { trouble, timeout } = step;
      return {
        ...step,
        ...common,
        id: named(step.id),
        keeps: step.keeps.map((keep) => ({ ...keep, name: named(keep.name) })),
        ways: step.ways.map((way) => ({ ...way, way: 'goto' in way.way ? { goto: way.way.goto + by } : way.way })),
        trouble: {
          ...trouble,
          then: typeof trouble.then === 'object' ? { goto: trouble.then.goto + by } : trouble.then,
        },
        ...(timeout && { timeout: { ...timeout, then: wayOn(timeout.then, by) } }),
      };
    }
    case 'handoff':
      return { ...step, ...common, id: named(step.id) };
    case 'set':
      return { ...step, ...common, values: step.values.map((value) => ({ ...value, name: named(value.name) })) };
    case 'branch':
      return { ...step, ...common, arms: step.arms.map((arm) => ({ ...arm, target: arm.target + by })) };
    case 'split':
      return {
        ...step,
        ...common,
        arms: step.arms.map((arm) => ({ ...arm, ...(arm.target !== undefined && { target: arm.target + by }) })),
      };
    case 'quota':
      return { ...step, ...common, full: typeof step.full === 'object' ? { goto: step.full.goto + by } : 'end' };
    case 'goto':
      return { ...step, ...common, target: step.target + by };
    case 'group':
      return {
        ...step,
        ...common,
        after: step.after + by,
        questions: step.questions.map(named),
        ...(step.order && { order: blocks(step.order, move) }),
      };
    case 'round':
      return {
        ...step,
        ...common,
        ...(step.as !== undefined && { as: named(step.as) }),
        after: step.after + by,
        questions: step.questions.map(named),
        ...(step.order && { order: blocks(step.order, move) }),
      };
    case 'next':
      return { ...step, ...common, order: blocks(step.order, move) };
    case 'subflow':
      return {
        ...step,
        ...common,
        values: step.values.map((value) => ({ ...value, name: named(value.name) })),
        vars: step.vars.map(named),
        questions: step.questions.map(named),
        after: step.after + by,
      };
    case 'return':
      return { ...step, ...common, call: named(step.call), target: step.target + by };
    case 'end':
      return { ...step, ...common, kind: 'return', call: call.id, target: call.after };
    case 'say':
      return { ...step, ...common };
  }
}

function wayOn(then: WayOn, by: number): WayOn {
  return typeof then === 'object' ? { goto: then.goto + by } : then;
}

function blocks(order: Blocks, { prefix, by }: Move): Blocks {
  return {
    ...order,
    id: prefix + order.id,
    behind: order.behind + by,
    blocks: order.blocks.map((block) => ({ ...block, start: block.start + by })),
  };
}
