import type { Document } from 'yaml';
import { walkSteps } from '../../draft/step-path.js';
import { fieldOf, listOf } from '../../fields/read.js';

/** `q1`, `q2`, …: the first that is not taken. */
export function freeName(stem: string, taken: ReadonlySet<string>): string {
  let n = 1;
  while (taken.has(`${stem}${n}`)) n += 1;
  return `${stem}${n}`;
}

/**
 * Whatever is a name already: of steps and groups, of values that are set, kept, hidden or counted. A new name beside
 * these never takes another's place.
 */
export function takenNames(doc: Document): Set<string> {
  const flow: unknown = doc.toJS({ maxAliasCount: 100 });
  const names = new Set<unknown>(listOf(fieldOf(flow, 'hidden')));
  for (const { step } of walkSteps(fieldOf(flow, 'steps'))) {
    for (const name of [fieldOf(step, 'id'), fieldOf(step, 'group'), fieldOf(step, 'repeat', 'as')]) names.add(name);
    for (const values of [fieldOf(step, 'set'), fieldOf(step, 'keep')]) {
      if (typeof values === 'object' && values !== null) for (const name of Object.keys(values)) names.add(name);
    }
  }
  return new Set([...names].filter((name) => typeof name === 'string'));
}
