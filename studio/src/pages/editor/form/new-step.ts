import { answerTypes, type AnswerKind } from '@core/flow/answers/registry.js';
import { isMap, type Document } from 'yaml';
import { stepKey, walkSteps, type StepPath } from '../draft/step-path.js';
import { fieldOf } from '../fields/read.js';
import { jumpTargets, nameOfTarget } from './edits/jump-targets.js';
import { insertItem, type ListPlace } from './edits/list-edits.js';
import { freeName, takenNames } from './edits/names.js';
import { isAnswerKind } from './edits/step-edits.js';
import type { StepKind } from './step-kind.js';

/** Words that a new step begins with, in the studio's language: its author writes better ones. */
export interface FirstWords {
  question: string;
  statement: string;
  thanks: string;
  options: [string, string];
  topic: string;
}

/** What a new step is made of. */
export interface Makings {
  words: FirstWords;
  /** Id of the agent link that a talk begins with; empty where there is none yet. */
  agent: string;
  /** Id of the survey that a call begins with; empty where there is none yet. */
  flow: string;
}

/** A question of a type, or a step of any other kind. */
export type NewKind = AnswerKind | Exclude<StepKind, 'ask'>;

/** Places of a quota that has no limit yet. */
const FIRST_LIMIT = 100;

export const firstOptions = (words: FirstWords) =>
  words.options.map((label, index) => ({ id: `option${index + 1}`, label }));

/** A question that is whole, so that the phone shows it at once. */
function newQuestion(kind: AnswerKind, id: string, words: FirstWords): Record<string, unknown> {
  return {
    id,
    ask: kind,
    text: words.question,
    ...(answerTypes[kind].options === 'required' && { options: firstOptions(words) }),
    ...(kind === 'matrix' && {
      rows: firstOptions(words).map(({ label }, index) => ({ id: `row${index + 1}`, label })),
    }),
    ...(kind === 'consent' && { version: '1' }),
  };
}

/** The step without what it needs from the rest of the flow. */
function newStep(kind: NewKind, named: (stem: string) => string, { words, agent, flow }: Makings): object {
  if (isAnswerKind(kind)) return newQuestion(kind, named('q'), words);
  switch (kind) {
    case 'say':
      return { say: words.statement };
    case 'group':
      return { group: named('group'), steps: [{ say: words.statement }] };
    case 'handoff':
      return { id: named('handoff'), handoff: words.topic };
    case 'end':
      return { end: 'completed', say: words.thanks };
    case 'set':
      return { set: { [named('value')]: 0 } };
    case 'branch':
      return { branch: [{}] };
    case 'split':
      return { id: named('split'), split: [{ name: 'a' }, { name: 'b' }] };
    case 'quota':
      return { quota: '' };
    case 'goto':
      return { goto: '' };
    case 'subflow':
      return { id: named('call'), subflow: flow };
    case 'agent':
      return { id: named('agent'), agent };
  }
}

/** Puts a new step at a place, whole as far as the flow has what it needs. @returns its key (`stepKey`) */
export function addStep(doc: Document, { list, at }: ListPlace, kind: NewKind, makings: Makings): string {
  const taken = takenNames(doc);
  const step = newStep(kind, (stem) => freeName(stem, taken), makings);
  const path = [...list, at];
  insertItem(doc, list, at, step);
  if (kind === 'quota') doc.setIn([...path, 'quota'], anyQuota(doc));
  if (kind === 'goto') doc.setIn([...path, 'goto'], lastTarget(doc, path));
  if (kind === 'branch') doc.setIn([...path, 'branch', 0], firstCase(doc, path));
  return stepKey(step, path);
}

/** A quota of the flow; one is made where there is none. */
function anyQuota(doc: Document): string {
  const quotas = doc.get('quotas');
  const known: unknown = isMap(quotas) ? quotas.toJS(doc) : undefined;
  const [first] = typeof known === 'object' && known !== null ? Object.keys(known) : [];
  return first ?? addQuota(doc);
}

/** A new quota in the flow's head, in front of its steps. @returns its name */
export function addQuota(doc: Document): string {
  const quotas = doc.get('quotas');
  const known: unknown = isMap(quotas) ? quotas.toJS(doc) : {};
  const name = freeName('quota', new Set(Object.keys(known ?? {})));
  const made = { limit: FIRST_LIMIT };
  if (isMap(quotas) || !isMap(doc.contents)) doc.setIn(['quotas', name], doc.createNode(made));
  else {
    const at = doc.contents.items.findIndex(({ key }) => String(key) === 'steps');
    doc.contents.items.splice(Math.max(at, 0), 0, doc.createPair('quotas', { [name]: made }));
  }
  return name;
}

/** Mostly it is the end that somebody jumps to. */
function lastTarget(doc: Document, from: StepPath): string {
  const target = jumpTargets(stepsOf(doc), from).at(-1);
  return (target && nameOfTarget(doc, target.path)) ?? '';
}

/** A case for those who have answered the question above; for all where there is none. */
function firstCase(doc: Document, path: StepPath): unknown {
  let asked: unknown;
  for (const { step, path: other } of walkSteps(stepsOf(doc))) {
    if (other.join() === path.join()) break;
    if (fieldOf(step, 'ask') !== undefined) asked = fieldOf(step, 'id');
  }
  const goto = lastTarget(doc, path);
  return doc.createNode(typeof asked === 'string' ? { when: `${asked} != null`, goto } : { goto });
}

const stepsOf = (doc: Document): unknown => fieldOf(doc.toJS({ maxAliasCount: 100 }), 'steps');
