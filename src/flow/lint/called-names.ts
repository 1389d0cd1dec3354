import { answersOfTalks } from '../answers-by.js';
import type { CompiledAsk, CompiledFlow } from '../compiled-flow.js';
import type { ConditionNames } from '../conditions.js';
import { callIn } from './calls.js';
import type { Calls } from './calls.js';
import { callPrefix } from './inline-flow.js';
import type { ReadStep } from './read-steps.js';

type QuestionNames = ConditionNames['questions'];
export type QuestionName = QuestionNames extends ReadonlyMap<string, infer Each> ? Each : never;

/** What the flow that calls may name of the called one. */
interface CalledNames {
  questions: ReadonlyMap<string, QuestionName>;
  scored: readonly string[];
  /** The call itself, where all that it can be is how the flow ended. */
  back: ReadonlyMap<string, QuestionName>;
  /** The call itself, where it can be anything, and what talks with agents give. */
  vars: readonly string[];
}

/** All questions of the called flow, and what it gives back; its other values stay its own. */
export function calledNames(read: ReadStep, calls: Calls): CalledNames {
  const questions = new Map<string, QuestionName>();
  const call = callIn(read);
  const none = { questions, scored: [], back: new Map<string, QuestionName>() };
  if (!call) return { ...none, vars: [] };
  const flow = calls.get(read);
  if (!flow) return { ...none, vars: [call.id] };
  const prefix = callPrefix(call.id);
  const rounds = new Set([...flow.repeated.values()].flat());
  for (const [id, step] of flow.questions) if (!rounds.has(id)) questions.set(prefix + id, nameOf(step));
  const scored = [...flow.questions.values()].filter(({ id, options }) => !rounds.has(id) && hasScores(options));
  const talks = answersOfTalks(flow);
  for (const [name, [first = '']] of flow.repeated) {
    const step = flow.questions.get(first);
    if (talks.has(first)) questions.set(prefix + name, { valueType: 'rounds' });
    if (!step) continue;
    questions.set(prefix + name, { ...nameOf(step), valueType: 'rounds' });
    if (hasScores(step.options)) scored.push({ ...step, id: name });
  }
  const { back, vars } = backOf(call.id, flow);
  const fromTalks = [...talks].filter((id) => !rounds.has(id)).map((id) => prefix + id);
  return { questions, scored: scored.map(({ id }) => prefix + id), back, vars: [...vars, ...fromTalks] };
}

function nameOf({ type, options, fields }: CompiledAsk): QuestionName {
  const parts = type.parts?.(fields);
  return {
    valueType: type.valueType,
    ...(options.length > 0 && { optionIds: options.map(({ id }) => id) }),
    ...(parts && { parts }),
  };
}

function hasScores(options: CompiledAsk['options']): boolean {
  return options.some(({ score }) => score !== undefined);
}

function backOf(id: string, { steps }: CompiledFlow): Pick<CalledNames, 'back' | 'vars'> {
  const ends = steps.filter((step) => step.kind === 'end');
  if (ends.some(({ value }) => value)) return { back: new Map(), vars: [id] };
  const dispositions = new Set(['completed', ...ends.map(({ disposition }) => disposition)]);
  return { back: new Map([[id, { valueType: 'string', optionIds: [...dispositions] }]]), vars: [] };
}

/** The names of a flow with those of the flows that it calls, and these flows with those that they call. */
export function withCalled(
  own: Pick<CompiledFlow, 'vars' | 'repeated'>,
  calls: Calls,
): { names: typeof own; called: CompiledFlow['called'] } {
  const vars = new Set(own.vars);
  const repeated = new Map(own.repeated);
  const called = new Map<string, CompiledFlow>();
  for (const [read, flow] of calls) {
    const prefix = callPrefix(callIn(read)?.id ?? '');
    for (const name of flow.vars) vars.add(prefix + name);
    for (const [name, ids] of flow.repeated) {
      const inPlace = ids.map((id) => prefix + id);
      repeated.set(prefix + name, inPlace);
    }
    for (const [id, inner] of [...flow.called, [flow.id, flow] as const]) called.set(id, inner);
  }
  return { names: { vars, repeated }, called };
}
