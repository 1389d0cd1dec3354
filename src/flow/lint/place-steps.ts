import type { DocumentPath, Report } from '../definition/finding.js';
import { MAX_STEPS } from '../definition/flow-definition.js';
import { MAX_ROUNDS } from '../definition/steps.js';
import type { GroupHead } from '../definition/steps.js';
import type { Calls } from './calls.js';
import { fieldOf } from './field-of.js';
import { lengthInPlace } from './inline-flow.js';
import { reportTooMany } from './read-steps.js';
import type { ReadGroup, ReadPlain, ReadStep } from './read-steps.js';

/** Where a step stands in the flow laid flat. */
export interface Place {
  index: number;
  path: DocumentPath;
  /** The groups it is in, and the blocks of those with a random order: whoever goes to it has to be in all of them. */
  within: readonly string[];
}

export interface PlacedPlain extends Place {
  kind: 'step';
  read: ReadPlain;
  /** Index of the step behind it, and behind what it calls. */
  after: number;
}

export interface PlacedGroup extends Place {
  kind: 'group';
  read: ReadGroup;
  inner: PlacedStep[];
  /** Index of the step behind it. */
  after: number;
  /** Steps of one round with the one in front of them; undefined where it is not repeated. */
  round?: { count: number; length: number };
}

export type PlacedStep = PlacedPlain | PlacedGroup;

export interface Placed {
  steps: PlacedStep[];
  /** By id; those of steps with mistakes too, so that a mistake in a step does not make every way to it one. */
  targets: ReadonlyMap<string, Place>;
  /** False where the flow has more steps than one may have. */
  fits: boolean;
}

/**
 * Gives each step its index in the flow laid flat. A group is: the way in; its steps, each with a way on behind it where
 * the order is random; and that once a round, each with a step in front, where it is repeated. A call is: the way in; the
 * steps of the called flow; the way back.
 */
export function placeSteps(steps: readonly ReadStep[], calls: Calls, report: Report): Placed {
  const targets = new Map<string, Place>();
  const visit: Visit = (place, read) => {
    note(targets, place, read, report);
    const flow = calls.get(read);
    return flow ? lengthInPlace(flow) : 1;
  };
  const { placed, next } = placeAll(steps, 0, [], visit);
  const fits = next <= MAX_STEPS;
  if (!fits) reportTooMany(report);
  return { steps: placed, targets, fits };
}

/** Gives the number of steps that a plain step is. */
type Visit = (place: Place, read: ReadStep) => number;

function placeAll(
  steps: readonly ReadStep[],
  from: number,
  within: readonly string[],
  visit: Visit,
  between = 0,
): { placed: PlacedStep[]; next: number } {
  let next = from;
  const placed = steps.map((read): PlacedStep => {
    // With a way on behind it, the step is a block of its own.
    const around = between > 0 ? [...within, `block ${next}`] : within;
    const step = placeOne(read, next, around, visit);
    next = step.after + between;
    return step;
  });
  return { placed, next };
}

function placeOne(read: ReadStep, index: number, within: readonly string[], visit: Visit): PlacedStep {
  const place = { index, path: read.path, within };
  const own = visit(place, read);
  if (read.kind === 'step') return { kind: 'step', read, ...place, after: index + own };
  const head = read.step ?? read.rest;
  const count = roundsOf(head);
  const first = count === undefined ? index + 1 : index + 2;
  const between = head?.randomise === undefined ? 0 : 1;
  const { placed, next } = placeAll(read.inner, first, [...within, `group ${index}`], visit, between);
  if (count === undefined) return { kind: 'group', read, ...place, inner: placed, after: next };
  const length = next - first + 1;
  return { kind: 'group', read, ...place, inner: placed, after: index + 1 + count * length, round: { count, length } };
}

/** At most how many rounds there are. */
function roundsOf(head: GroupHead | undefined): number | undefined {
  if (!head?.repeat) return undefined;
  const { times, max = MAX_ROUNDS } = head.repeat;
  return typeof times === 'number' ? Math.min(times, max) : max;
}

function note(targets: Map<string, Place>, place: Place, { raw, kind }: ReadStep, report: Report): void {
  const field = kind === 'group' ? 'group' : 'id';
  const id = fieldOf(raw, field);
  if (typeof id !== 'string') return;
  if (!targets.has(id)) targets.set(id, place);
  else
    report({
      severity: 'error',
      rule: 'step-id-duplicate',
      message: `the step id "${id}" is there twice`,
      path: [...place.path, field],
    });
}
