import { answerTypes, type AnswerKind } from '@core/flow/answers/registry.js';
import { askSchema } from '@core/flow/definition/ask-step.js';
import { isMap, isScalar, type Document } from 'yaml';
import type { StepPath } from '../../draft/step-path.js';
import { walkSteps } from '../../draft/step-path.js';
import { fieldOf } from '../../fields/read.js';
import { insertItem } from './list-edits.js';
import { freeName, takenNames } from './names.js';
import { renameWithin } from './rename.js';

export const isAnswerKind = (kind: unknown): kind is AnswerKind => typeof kind === 'string' && kind in answerTypes;

const takesOptions = (kind: AnswerKind): boolean => answerTypes[kind].options === 'required';

/**
 * Another type for a question. What the new type has no field for goes; a choice that had no options begins with the
 * two given ones.
 */
export function changeType(
  doc: Document,
  path: StepPath,
  kind: AnswerKind,
  firstOptions: readonly { id: string; label: unknown }[],
): void {
  const step = doc.getIn(path);
  if (!isMap(step)) return;
  const known = askSchema(answerTypes[kind]).shape;
  for (const name of step.items.map(({ key }) => (isScalar(key) ? String(key.value) : String(key)))) {
    if (!(name in known)) step.delete(name);
  }
  step.set('ask', kind);
  if (takesOptions(kind) && !step.has('options') && !step.has('optionsFrom')) {
    step.set('options', doc.createNode(firstOptions));
  }
}

/**
 * The same step once more behind itself. Names in it are new ones, for each may be there once; what looks at them inside
 * of the copy looks at the new ones. @returns where it stands
 */
export function duplicateStep(doc: Document, path: StepPath): StepPath | undefined {
  const step = doc.getIn(path);
  const at = path.at(-1);
  if (!isMap(step) || typeof at !== 'number') return undefined;
  const taken = takenNames(doc);
  const copy = step.clone();
  // What is said of the one need not be true of the other.
  if (isMap(copy)) copy.commentBefore = null;
  const place = [...path.slice(0, -1), at + 1];
  insertItem(doc, path.slice(0, -1), at + 1, copy);
  const inside: unknown = isMap(copy) ? copy.toJS(doc) : undefined;
  for (const { step: one, path: below } of walkSteps([inside], [])) {
    const field = fieldOf(one, 'group') === undefined ? 'id' : 'group';
    const name = fieldOf(one, field);
    if (typeof name !== 'string') continue;
    const fresh = freeName(`${name.replace(/_\d+$/u, '')}_`, taken);
    taken.add(fresh);
    renameWithin(doc, copy, name, fresh, fieldOf(one, 'subflow') !== undefined);
    doc.setIn([...place, ...below.slice(1), field], fresh);
  }
  return place;
}
