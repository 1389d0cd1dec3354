import type { Document } from 'yaml';
import { isMap } from 'yaml';
import { walkSteps, type StepPath } from '../../draft/step-path.js';
import { fieldOf } from '../../fields/read.js';
import { kindOf } from '../step-kind.js';
import { freeName, takenNames } from './names.js';

export interface JumpTarget {
  step: object;
  path: StepPath;
  key: string;
}

/**
 * The steps that a step may go to, by the compiler's rule: out of groups, never into one, nor from one part of a random
 * order into another. The step itself is not among them.
 */
export function jumpTargets(steps: unknown, from: StepPath): JumpTarget[] {
  const own = partsAround(steps, from);
  return [...walkSteps(steps)].filter(
    ({ path }) => path.join() !== from.join() && partsAround(steps, path).every((part) => own.includes(part)),
  );
}

/** The groups that a step stands in, and of those with a random order which part of it. */
function partsAround(steps: unknown, path: StepPath): string[] {
  const parts: string[] = [];
  for (let depth = 2; depth + 2 <= path.length; depth += 2) {
    const group = path.slice(0, depth);
    const part = path.slice(0, depth + 2);
    parts.push(group.join());
    if (fieldOf(steps, ...group.slice(1), 'randomise') !== undefined) parts.push(part.join());
  }
  return parts;
}

/** The name that a step can be gone to by. A step without one gets one. Undefined where there is no step. */
export function nameOfTarget(doc: Document, path: StepPath): string | undefined {
  const step = doc.getIn(path);
  if (!isMap(step)) return undefined;
  for (const field of ['id', 'group']) {
    const name = step.get(field);
    if (typeof name === 'string') return name;
  }
  const plain: unknown = step.toJS(doc);
  const kind = typeof plain === 'object' && plain !== null ? kindOf(plain) : undefined;
  const id = freeName(kind ?? 'step', takenNames(doc));
  step.items.unshift(doc.createPair('id', id));
  return id;
}
