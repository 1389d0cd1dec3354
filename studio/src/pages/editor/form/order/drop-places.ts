import { formatPath } from '@core/flow/definition/finding.js';
import type { StepPath } from '../../draft/step-path.js';
import { fieldOf, listOf } from '../../fields/read.js';
import type { ListPlace } from '../edits/list-edits.js';

/** What a place is known by while something is dragged. */
export const placeId = ({ list, at }: ListPlace): string => `${formatPath(list)} ${at}`;

/** All places that a step can be put at, in the order of the document: in front of each step, and behind the last of each list. */
export function* dropPlaces(steps: unknown, list: StepPath = ['steps']): Generator<ListPlace> {
  const items = listOf(steps);
  for (const [at, step] of items.entries()) {
    yield { list, at };
    if (fieldOf(step, 'group') !== undefined) yield* dropPlaces(fieldOf(step, 'steps'), [...list, at, 'steps']);
  }
  yield { list, at: items.length };
}

const isWithin = (list: StepPath, moved: StepPath): boolean => moved.every((key, depth) => list[depth] === key);
const isListOf = (list: StepPath, moved: StepPath): boolean =>
  list.length === moved.length - 1 && list.every((key, depth) => moved[depth] === key);

/** Those that this step can be put at: not inside of itself. Of the two around it, which are the same, the one in front. */
export function placesFor(steps: unknown, moved: StepPath): ListPlace[] {
  const index = moved.at(-1);
  return [...dropPlaces(steps)].filter(
    ({ list, at }) =>
      !isWithin(list, moved) && !(isListOf(list, moved) && typeof index === 'number' && at === index + 1),
  );
}

/** How a place is told: the how manieth of how many the step is there, and in which group. */
export interface PlaceWords {
  n: number;
  all: number;
  /** Undefined: in none. */
  group: string | undefined;
}

export function placeWords(steps: unknown, moved: StepPath, { list, at }: ListPlace): PlaceWords {
  const inside = list.slice(1);
  const items = inside.length === 0 ? steps : fieldOf(steps, ...inside);
  const group = inside.length === 0 ? undefined : fieldOf(steps, ...inside.slice(0, -1), 'group');
  const index = moved.at(-1);
  const isOwn = isListOf(list, moved);
  const isBehind = isOwn && typeof index === 'number' && at > index;
  const { length } = listOf(items);
  return {
    n: isBehind ? at : at + 1,
    all: isOwn ? length : length + 1,
    group: typeof group === 'string' ? group : undefined,
  };
}
