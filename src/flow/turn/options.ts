import { drawOrder } from '../chance.js';
import type { CompiledAsk, CompiledOption } from '../compiled-flow.js';
import { picksOf } from '../scope.js';
import type { AnswerValue } from '../session.js';
import type { Turn } from './turn.js';

/** The options that this person is offered now, in the order in which this session shows them. */
export function offeredOptions(turn: Turn, step: CompiledAsk): readonly CompiledOption[] {
  const ordered = inOrder(turn, step);
  return step.optionsVary ? ordered.filter((option) => holds(turn, step, option)) : ordered;
}

/** Are all picks of a stored answer among the options offered now? */
export function isOffered(turn: Turn, step: CompiledAsk, value: AnswerValue): boolean {
  const offered = new Set(offeredOptions(turn, step).map(({ id }) => id));
  return picksOf(value).every((id) => offered.has(id));
}

function inOrder(turn: Turn, { id, options, randomised }: CompiledAsk): readonly CompiledOption[] {
  if (!randomised) return options;
  const order = turn.drawn(id, (seed) => drawOrder(options, randomised.keepLast, seed));
  const places = new Map(order.map((optionId, place) => [optionId, place]));
  // One that came with a newer version of the flow has no place yet: it goes to the end.
  const placeOf = (option: CompiledOption): number => places.get(option.id) ?? order.length;
  return options.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function holds(turn: Turn, step: CompiledAsk, { id, when, carried }: CompiledOption): boolean {
  if (carried) {
    const answer = turn.names(step).answer(carried.question);
    const picked = answer !== undefined && picksOf(answer.value).includes(id);
    if (picked !== (carried.only === 'picked') || !holds(turn, step, carried.option)) return false;
  }
  return !when || turn.holds(when, step);
}
