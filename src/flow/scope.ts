import type { CompiledFlow } from './compiled-flow.js';
import type { ConditionScope, Json } from './conditions.js';
import type { Answer, AnswerValue, ContactView, Session } from './session.js';

/** What texts may name: question ids (as labels), `set` names, `answers`, `contact`. */
export type TextScope = Readonly<Record<string, unknown>>;

/** The part of a session that texts and conditions look at. */
export interface Known {
  /** Ids of the questions passed; answers to others do not count (yet). */
  passed: readonly string[];
  answers: Readonly<Record<string, Answer>>;
  vars: Readonly<Record<string, Json>>;
}

/** `session.path` up to and with the waiting question. What lies behind it are answers that a change of an earlier answer left standing. */
export function passedIn(session: Session): string[] {
  const { path, waiting } = session;
  const at = waiting ? path.indexOf(waiting.stepId) : -1;
  return at === -1 ? [...path] : path.slice(0, at + 1);
}

/**
 * Values for Liquid texts and template parameters: `{{ overall }}` is the answer as a person reads it (empty while
 * unanswered), `{{ answers.overall.value }}` and `.raw` the stored ones, `{{ total }}` what a `set` step computed.
 */
export function textScope(flow: CompiledFlow, session: Session, contact: ContactView): TextScope {
  return textScopeOf(flow, { passed: passedIn(session), answers: session.answers, vars: session.vars }, contact);
}

export function textScopeOf(flow: CompiledFlow, known: Known, contact: ContactView): TextScope {
  const scope: Record<string, unknown> = {};
  const answers: Record<string, { value: AnswerValue; raw: string | null; label: string | null }> = {};
  for (const id of flow.questions.keys()) {
    const answer = known.passed.includes(id) ? known.answers[id] : undefined;
    // A skipped question reads as nothing, not as the word for skipping.
    const label = answer && answer.value !== null ? answer.label : null;
    scope[id] = label;
    answers[id] = { value: answer?.value ?? null, raw: answer?.raw ?? null, label };
  }
  for (const name of flow.vars) scope[name] = known.vars[name] ?? null;
  const { name = null, language = null, phone = null, attributes } = contact;
  return { ...scope, answers, contact: { name, language, phone, attributes } };
}

export function conditionScopeOf(known: Known, contact: ContactView): ConditionScope {
  const answers: Record<string, AnswerValue> = {};
  for (const id of known.passed) {
    const answer = known.answers[id];
    if (answer) answers[id] = answer.value;
  }
  return { answers, vars: known.vars, contact };
}
