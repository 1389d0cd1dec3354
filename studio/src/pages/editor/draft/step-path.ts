import { formatPath, type DocumentPath } from '@core/flow/definition/finding.js';
import { isMap, isSeq, type Document } from 'yaml';

export type StepPath = (string | number)[];

/** Any step as plain data: with an id, the name of a group, or neither. */
const nameOf = (step: object): string | undefined => {
  const { id, group } = step as { id?: unknown; group?: unknown };
  if (typeof id === 'string') return id;
  return typeof group === 'string' ? group : undefined;
};

/** What a step is called in the editor: its id, its group's name, or else its place, such as `steps[2]`. */
export const stepKey = (step: object, path: DocumentPath): string => nameOf(step) ?? formatPath(path);

/** All steps in the order of the document, those inside groups after their group. Not lists are taken for empty ones. */
export function* walkSteps(
  steps: unknown,
  at: DocumentPath = ['steps'],
): Generator<{ step: object; path: StepPath; key: string }> {
  if (!Array.isArray(steps)) return;
  for (const [index, step] of steps.entries()) {
    if (typeof step !== 'object' || step === null) continue;
    const path = [...at, index];
    yield { step, path, key: stepKey(step, path) };
    yield* walkSteps((step as { steps?: unknown }).steps, [...path, 'steps']);
  }
}

/** Where the step with this key stands in the document; undefined where there is none. */
export function stepPath(doc: Document, key: string, at: StepPath = ['steps']): StepPath | undefined {
  const steps = doc.getIn(at);
  if (!isSeq(steps)) return undefined;
  for (const [index, step] of steps.items.entries()) {
    if (!isMap(step)) continue;
    const path = [...at, index];
    if (stepKey({ id: step.get('id'), group: step.get('group') }, path) === key) return path;
    const inside = stepPath(doc, key, [...path, 'steps']);
    if (inside) return inside;
  }
  return undefined;
}

/** The key of the step that a finding's path lies in, the innermost; undefined where it lies in none. */
export function stepKeyAt(steps: unknown, path: string): string | undefined {
  let found: string | undefined;
  for (const step of walkSteps(steps)) {
    const own = formatPath(step.path);
    if (path === own || path.startsWith(`${own}.`) || path.startsWith(`${own}[`)) found = step.key;
  }
  return found;
}
