import { Name } from '@core/flow/definition/names.js';
import { visit, type Document } from 'yaml';
import { walkSteps } from '../draft/step-path.js';
import { fieldOf } from '../fields/read.js';
import { renameKey } from '../form/edits/rename-key.js';

/** Whether a step takes places of this quota. */
export const isQuotaUsed = (steps: unknown, name: string): boolean =>
  [...walkSteps(steps)].some(({ step }) => fieldOf(step, 'quota') === name);

/**
 * Gives a quota another name, in the steps that take its places, too.
 *
 * @returns why not; then nothing is changed
 */
export function renameQuota(doc: Document, from: string, to: string): 'bad' | 'used' | undefined {
  if (!Name.safeParse(to).success) return 'bad';
  if (!renameKey(doc, ['quotas'], from, to)) return 'used';
  visit(doc, {
    Map: (_, step) => {
      if (step.get('quota') === from) step.set('quota', to);
    },
  });
  return undefined;
}
