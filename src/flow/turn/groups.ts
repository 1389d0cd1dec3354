import { drawOrder, drawWeighted } from '../chance.js';
import type { Blocks, CompiledNext, CompiledRound, CompiledSplit } from '../compiled-flow.js';
import type { Turn } from './turn.js';

/** Where a random order begins; undefined where the steps follow as they are written. */
export function firstBlock(turn: Turn, order: Blocks | undefined): number | undefined {
  return order && startOf(order, drawnOrder(turn, order)[0]);
}

/** The block that this session comes to after the one which ends here, or what is behind them all. */
export function blockAfter(turn: Turn, { order, block }: CompiledNext): number {
  const drawn = drawnOrder(turn, order);
  return startOf(order, drawn[drawn.indexOf(order.blocks[block]?.id ?? '') + 1]);
}

/** How many rounds a repeated group is to have; what is no number means none. */
export function roundsWanted(turn: Turn, round: CompiledRound): number {
  if (typeof round.times === 'number') return round.times;
  const times = turn.evaluate(round.times, round);
  return typeof times === 'number' ? Math.floor(times) : 0;
}

/** The arm of a split, drawn once a session; its name becomes the split's value. */
export function drawArm(turn: Turn, { id, arms }: CompiledSplit): CompiledSplit['arms'][number] {
  const weights = arms.map(({ weight }) => weight);
  const [name] = turn.drawn(id, (seed) => [arms[drawWeighted(weights, seed)]?.name ?? '']);
  const arm = arms.find((one) => one.name === name) ?? arms[0];
  if (!arm) throw new Error(`split "${id}" has no arms`);
  turn.session.vars[id] = arm.name;
  return arm;
}

function drawnOrder(turn: Turn, { id, blocks, keepLast }: Blocks): readonly string[] {
  return turn.drawn(id, (seed) => drawOrder(blocks, keepLast, seed));
}

function startOf({ blocks, behind }: Blocks, id: string | undefined): number {
  return blocks.find((block) => block.id === id)?.start ?? behind;
}
