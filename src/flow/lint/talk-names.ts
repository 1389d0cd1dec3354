import { isName } from '../definition/names.js';
import { fieldOf } from './field-of.js';
import type { ReadStep } from './read-steps.js';

/** Names that a step gives a value which no person answers: a talk with an agent, what is kept of it, a hand-over. */
export function talkNames({ raw }: ReadStep): string[] {
  if (fieldOf(raw, 'agent') === undefined && fieldOf(raw, 'handoff') === undefined) return [];
  const id = fieldOf(raw, 'id');
  return [...(isName(id) ? [id] : []), ...keptNames(raw)];
}

/** What is kept of a talk, whether the rest of the step is right or not. */
export function keptNames(raw: unknown): string[] {
  const keep = fieldOf(raw, 'keep');
  return typeof keep === 'object' && keep !== null ? Object.keys(keep).filter(isName) : [];
}
