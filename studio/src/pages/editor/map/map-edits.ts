import { isSeq, type Document } from 'yaml';
import { stepPath } from '../draft/step-path.js';
import { nameOfTarget } from '../form/edits/jump-targets.js';
import { insertItem } from '../form/edits/list-edits.js';
import { freeName, takenNames } from '../form/edits/names.js';

/** Puts a step behind this one, in the same list. @returns whether there is such a step */
function addBehind(doc: Document, key: string, step: object): boolean {
  const path = stepPath(doc, key);
  const index = path?.at(-1);
  if (!path || typeof index !== 'number') return false;
  insertItem(doc, path.slice(0, -1), index + 1, step);
  return true;
}

/** A question to begin with, behind this step. @returns its key */
export function addQuestion(doc: Document, key: string, text: string): string | undefined {
  const id = freeName('question_', takenNames(doc));
  return addBehind(doc, key, { id, ask: 'text', text }) ? id : undefined;
}

/** Takes the step out. The last of its list stays: a list without steps is no flow. @returns whether it is gone */
export function removeStep(doc: Document, key: string): boolean {
  const path = stepPath(doc, key);
  if (!path) return false;
  const list = doc.getIn(path.slice(0, -1));
  if (!isSeq(list) || list.items.length < 2) return false;
  doc.deleteIn(path);
  return true;
}

/** Makes the flow jump from behind one step to another, which gets an id where it has none. */
export function addJump(doc: Document, from: string, to: string): void {
  const target = stepPath(doc, to);
  const id = target && nameOfTarget(doc, target);
  if (id === undefined) return;
  const source = stepPath(doc, from);
  if (source && doc.hasIn([...source, 'goto'])) doc.setIn([...source, 'goto'], id);
  else addBehind(doc, from, { goto: id });
}
