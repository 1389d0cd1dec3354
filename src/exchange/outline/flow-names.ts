import { answerKinds } from '../../flow/definition/ask-step.js';
import type { AskStep } from '../../flow/definition/ask-step.js';
import type { FlowDefinition, Step } from '../../flow/definition/flow-definition.js';
import { answerTypeOf } from '../../flow/answers/registry.js';
import type { KnownName } from '../expressions/known-name.js';
import { ownFields } from './own-fields.js';

/** The names of a flow as an export writes them. `rowName` says what a matrix row is called: `service.speed` in SurveyJS. */
export function flowNames(
  definition: FlowDefinition,
  truths: NonNullable<KnownName['truths']>,
  rowName: (question: string, row: string) => string,
): Map<string, KnownName> {
  const names = new Map<string, KnownName>();
  const add = (name: string, known: Omit<KnownName, 'id' | 'order'>, id = name): void => {
    if (!names.has(name)) names.set(name, { ...known, id, order: names.size });
  };
  for (const name of definition.hidden ?? []) add(name, { type: 'value' });
  for (const step of allSteps(definition.steps)) {
    if ('set' in step) for (const name of Object.keys(step.set)) add(name, { type: 'value' });
    if (!('ask' in step)) continue;
    const type = typeOf(step);
    add(step.id, { type, ...(type === 'boolean' && { truths }) });
    for (const row of ownFields(step).rows ?? [])
      add(`${step.id}.${row.id}`, { type: 'choice' }, rowName(step.id, row.id));
  }
  return names;
}

function typeOf(step: AskStep): KnownName['type'] {
  const kind = answerKinds.find((candidate) => candidate === step.ask);
  const valueType = kind && answerTypeOf(kind).valueType;
  if (step.ask === 'ranking') return 'ranking';
  if (valueType === 'list') return 'choices';
  if (valueType === 'number' || valueType === 'boolean' || valueType === 'object') return valueType;
  if (step.options || step.ask === 'language') return 'choice';
  return ['date', 'time', 'date-time'].includes(step.ask) ? 'date' : 'text';
}

function allSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => ('group' in step ? allSteps(step.steps) : [step]));
}

/** The questions of a flow by id, those in groups too. */
export function questionsOf(steps: readonly Step[]): Map<string, AskStep> {
  return new Map(allSteps(steps).flatMap((step) => ('ask' in step ? [[step.id, step] as const] : [])));
}
