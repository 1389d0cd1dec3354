import { CallName, Id, Name } from '@core/flow/definition/names.js';
import { isMap, isSeq, type Document } from 'yaml';
import type { StepPath } from '../../draft/step-path.js';
import { fieldOf } from '../../fields/read.js';
import { kindOf, type StepKind } from '../step-kind.js';
import { renameInExpression, renameInText, type NewName } from './references.js';
import { takenNames } from './names.js';
import { scalars, useAt, type Place } from './places.js';

/** How a name is used: somebody goes there, a condition or value looks at it, a text shows it. */
export type Use = 'jump' | 'condition' | 'text';

/** `changed`: how many places use the name, and were changed with it. `unclear`: nothing is changed, for this place. */
export type Renamed = { ok: true; changed: Record<Use, number> } | { ok: false; unclear: string };

/** What speaks against a name: letters that it may not have, or somebody else who has it. */
export type NameTrouble = 'bad' | 'reserved' | 'taken';

/** Kinds whose name conditions know, and whose name is therefore that of a value. */
const VALUES: readonly StepKind[] = ['ask', 'split', 'agent', 'handoff', 'subflow'];
export const needsName = (kind: StepKind | undefined): boolean => kind !== undefined && VALUES.includes(kind);

/** What speaks against giving the step at `path` this name; undefined where nothing does. */
export function nameTrouble(doc: Document, path: StepPath, name: string): NameTrouble | undefined {
  const step = plainStep(doc, path);
  const kind = step && kindOf(step);
  const schema = kind === 'subflow' ? CallName : needsName(kind) ? Name : Id;
  if (!Id.safeParse(name).success) return 'bad';
  if (!schema.safeParse(name).success) return /^[A-Za-z_]\w*$/u.test(name) ? 'reserved' : 'bad';
  const own = step && (kind === 'group' ? fieldOf(step, 'group') : fieldOf(step, 'id'));
  return name !== own && takenNames(doc).has(name) ? 'taken' : undefined;
}

function plainStep(doc: Document, path: StepPath): object | undefined {
  const node = doc.getIn(path);
  const plain: unknown = isMap(node) ? node.toJS(doc) : undefined;
  return typeof plain === 'object' && plain !== null ? plain : undefined;
}

/**
 * Gives a step another name, and writes it wherever the old one is used: in jumps, conditions, values and texts. Where
 * that cannot be done for certain nothing is changed at all. The name has to be a good one (`nameTrouble`).
 */
export function renameStep(doc: Document, path: StepPath, name: string): Renamed {
  const step = plainStep(doc, path);
  const kind = step && kindOf(step);
  const field = kind === 'group' ? 'group' : 'id';
  const before = doc.getIn([...path, field]);
  if (typeof before !== 'string') {
    const node = doc.getIn(path);
    if (isMap(node)) node.items.unshift(doc.createPair(field, name));
    return { ok: true, changed: { jump: 0, condition: 0, text: 0 } };
  }
  const renamed = renameReferences(doc, before, name, kind === 'subflow');
  if (renamed.ok) doc.setIn([...path, field], name);
  return renamed;
}

/** The same for the name of a value, where only its uses are to be changed. */
export function renameReferences(doc: Document, from: string, to: string, isCall = false): Renamed {
  return renameWithin(doc, doc.contents, from, to, isCall);
}

/** The same in a part of the document. */
export function renameWithin(doc: Document, part: unknown, from: string, to: string, isCall = false): Renamed {
  const prefix = `${from}__`;
  const newName: NewName = (name) => {
    if (name === from) return to;
    return isCall && name.startsWith(prefix) ? `${to}__${name.slice(prefix.length)}` : undefined;
  };
  const changed: Record<Use, number> = { jump: 0, condition: 0, text: 0 };
  const writes: (() => void)[] = [];
  const mentioned = new RegExp(`(?<![\\w-])${from}(?:__|(?![\\w-]))`, 'u');
  for (const { scalar, path } of scalars(part)) {
    const { value } = scalar;
    if (typeof value !== 'string' || !mentioned.test(value)) continue;
    const use = useAt(path);
    if (use === undefined && !/\{[{%]/u.test(value)) continue;
    const written = rewritten(value, use, newName);
    if (written === undefined) return { ok: false, unclear: value };
    if (written === value) continue;
    changed[use === 'jump' ? 'jump' : use === undefined ? 'text' : 'condition'] += 1;
    writes.push(() => {
      scalar.value = written;
    });
  }
  const arms = [...namelessArms(part, from)];
  for (const write of writes) write();
  // Conditions and results know such an arm by the step it goes to: they go on doing so.
  for (const arm of arms) arm.set('name', doc.createNode(from));
  return { ok: true, changed };
}

function rewritten(value: string, use: Place | undefined, newName: NewName): string | undefined {
  if (use === 'jump' || use === 'name') return newName(value) ?? value;
  return use === 'expression' ? renameInExpression(value, newName) : renameInText(value, newName);
}

/** Arms of splits that are called after the step they go to. */
function* namelessArms(node: unknown, target: string): Generator<{ set(key: string, value: unknown): void }> {
  if (isSeq(node)) for (const item of node.items) yield* namelessArms(item, target);
  if (!isMap(node)) return;
  const split = node.get('split');
  if (isSeq(split)) {
    for (const arm of split.items) if (isMap(arm) && arm.get('goto') === target && !arm.has('name')) yield arm;
  }
  for (const { value } of node.items) yield* namelessArms(value, target);
}
