import type { Blocks, CompiledGroup, CompiledStep, Round, WayOn } from '../compiled-flow.js';

/** From the first round's place to that of another. */
interface Move {
  round: Round;
  /** Indexes of the first round; `to` is the step behind it. */
  from: number;
  to: number;
  by: number;
}

/** A step of the first round as it stands in another one: its own ids, and ways that stay within the round. */
export function inRound<S extends CompiledStep>(step: S, move: Move): S;
export function inRound(step: CompiledStep, move: Move): CompiledStep {
  const { round, by } = move;
  const moved = { index: step.index + by, round };
  const id = (own: string): string => `${own}__${round.n}`;
  switch (step.kind) {
    case 'ask': {
      const { retries, timeout } = step;
      return {
        ...step,
        ...moved,
        id: id(step.id),
        retries: { ...retries, then: wayOn(retries.then, move) },
        ...(timeout && { timeout: { ...timeout, then: wayOn(timeout.then, move) } }),
      };
    }
    case 'agent': {
      const { trouble, timeout } = step;
      return {
        ...step,
        ...moved,
        id: id(step.id),
        keeps: step.keeps.map((keep) => ({ ...keep, name: id(keep.name) })),
        ways: step.ways.map((way) => ({ ...way, way: 'goto' in way.way ? { goto: to(way.way.goto, move) } : way.way })),
        trouble: {
          ...trouble,
          then: typeof trouble.then === 'object' ? { goto: to(trouble.then.goto, move) } : trouble.then,
        },
        ...(timeout && { timeout: { ...timeout, then: wayOn(timeout.then, move) } }),
      };
    }
    case 'handoff':
      return { ...step, ...moved, id: id(step.id) };
    case 'branch':
      return { ...step, ...moved, arms: step.arms.map((arm) => ({ ...arm, target: to(arm.target, move) })) };
    // Chance decides once a session, not once a round.
    case 'split':
      return {
        ...step,
        ...moved,
        arms: step.arms.map((arm) => ({ ...arm, ...(arm.target !== undefined && { target: to(arm.target, move) }) })),
      };
    // One place for the session, however often it comes by.
    case 'quota':
      return { ...step, ...moved, full: typeof step.full === 'object' ? { goto: to(step.full.goto, move) } : 'end' };
    case 'goto':
      return { ...step, ...moved, target: to(step.target, move) };
    case 'group':
      return {
        ...step,
        ...moved,
        id: id(step.id),
        after: to(step.after, move),
        questions: step.questions.map(id),
        ...ordered(step, move),
      };
    // Its condition on the number of rounds is asked outside of them.
    case 'round':
      return { ...step, index: moved.index, ...ordered(step, move) };
    // As a `set` value, what it gives back is that of the last round.
    case 'subflow':
      return { ...step, ...moved, after: to(step.after, move), questions: step.questions.map(id) };
    case 'return':
      return { ...step, ...moved, target: to(step.target, move) };
    case 'next':
      return { ...step, ...moved, order: blocks(step.order, move) };
    case 'say':
    case 'set':
    case 'end':
      return { ...step, ...moved, ...(step.id !== undefined && { id: id(step.id) }) };
  }
}

/** Ways out of the round stay what they are. What is behind the last step of a round is the next one. */
function to(target: number, { from, to: end, by }: Move): number {
  return target >= from && target <= end ? target + by : target;
}

function wayOn(then: WayOn, move: Move): WayOn {
  return typeof then === 'object' ? { goto: to(then.goto, move) } : then;
}

function ordered({ order }: Pick<CompiledGroup, 'order'>, move: Move): Pick<CompiledGroup, 'order'> {
  return order ? { order: blocks(order, move) } : {};
}

function blocks(order: Blocks, move: Move): Blocks {
  return {
    ...order,
    id: `${order.id}__${move.round.n}`,
    behind: to(order.behind, move),
    blocks: order.blocks.map((block) => ({ ...block, start: to(block.start, move) })),
  };
}
