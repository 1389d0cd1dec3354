import type { CompiledFlow, Round } from './compiled-flow.js';
import type { AgentFacts, ConditionScope, Json } from './conditions.js';
import type { Answer, AnswerValue, ContactView, Session } from './session.js';
import type { ScopeFor } from './text.js';
import { wordsFor } from './words/words.js';

/** The part of a session that texts and conditions look at. */
export interface Known {
  language: string;
  /** Ids of the questions passed; answers to others do not count (yet). */
  passed: readonly string[];
  answers: Readonly<Record<string, Answer>>;
  vars: Readonly<Record<string, Json>>;
}

/** What a text may say of an answer. */
export interface AnswerView {
  value: Json;
  raw: string | null;
  label: string | null;
}

/** `session.path` up to and with the waiting question. What lies behind it are answers that a change of an earlier answer left standing. */
export function passedIn(session: Session): string[] {
  const { path, waiting } = session;
  const at = waiting ? path.indexOf(waiting.stepId) : -1;
  return at === -1 ? [...path] : path.slice(0, at + 1);
}

/**
 * Values for Liquid texts and template parameters of one question, or of the whole flow: `{{ overall }}` is the answer as a person reads it
 * (empty while unanswered), `{{ answers.overall.value }}` and `.raw` the stored ones, `{{ total }}` what a `set` step
 * computed.
 */
export function textScope(
  flow: CompiledFlow,
  session: Session,
  contact: ContactView,
  stepId: string | undefined,
): ScopeFor {
  const { language, answers, vars } = session;
  const known = { language, passed: passedIn(session), answers, vars };
  return new Names(
    flow,
    known,
    contact,
    stepId === undefined ? undefined : (flow.questions.get(stepId) ?? flow.talks.get(stepId)),
  ).forText;
}

/**
 * What texts of a session may say of each question, by the name that they use at the step that waits; empty for one
 * that is unanswered, or was left behind when an earlier answer changed.
 */
export function answersInTexts(flow: CompiledFlow, session: Session): Record<string, AnswerView> {
  const { language, answers, vars, waiting } = session;
  const known = { language, passed: passedIn(session), answers, vars };
  const step = waiting && (flow.questions.get(waiting.stepId) ?? flow.talks.get(waiting.stepId));
  return new Names(flow, known, { attributes: {} }, step ?? undefined).everyAnswer();
}

/** `textScope` where there is no session: of the contact alone. */
export function contactScope(contact: ContactView): ScopeFor {
  return (variables) => (variables.some(({ path }) => path[0] === 'contact') ? { contact: valuesOf(contact) } : {});
}

/** Looks up what the conditions and texts of one step may name, as they name it: nothing is gathered that nobody asks for. */
export class Names implements ConditionScope {
  private readonly round: Round | undefined;
  private readonly prefix: string;

  constructor(
    private readonly flow: CompiledFlow,
    private readonly known: Known,
    readonly contact: ContactView,
    step: { round?: Round; prefix?: string } | undefined,
    /** Of the talk with an agent in whose expressions the names stand. */
    readonly agent?: AgentFacts,
  ) {
    this.round = step?.round;
    this.prefix = step?.prefix ?? '';
  }

  value(name: string): Json {
    const whole = this.prefix + name;
    if (whole === this.round?.as) return this.round.n;
    const rounds = this.roundsOf(name);
    if (rounds) return given(rounds).map(({ value }) => value);
    return this.answer(name)?.value ?? own(this.known.vars, whole) ?? null;
  }

  score(question: string): number | null {
    const ids = this.roundsIds(question) ?? [this.idOf(question)];
    const scores = ids.flatMap((id) => this.scoreOf(id) ?? []);
    return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0);
  }

  /** The answer that a question's name means here; undefined while there is none, and for a repeated question seen from outside. */
  answer(name: string): Answer | undefined {
    return this.answerOf(this.idOf(name));
  }

  /** The id of the question that a name means in this step's flow and round. */
  private idOf(name: string): string {
    const whole = this.prefix + name;
    return this.round?.questions.has(whole) ? `${whole}__${this.round.n}` : whole;
  }

  readonly forText: ScopeFor = (variables) => {
    const scope: Record<string, unknown> = {};
    const answers: Record<string, AnswerView> = {};
    for (const { path } of variables) {
      const [root = '', second = ''] = path;
      if (root === 'contact') scope['contact'] = valuesOf(this.contact);
      else if (root === 'answers') {
        const answer = this.view(second);
        if (answer) answers[second] = answer;
        scope['answers'] = answers;
      } else {
        const question = this.view(root);
        if (question) scope[root] = question.label;
        else if (this.flow.vars.has(this.prefix + root)) scope[root] = this.value(root);
      }
    }
    return scope;
  };

  /** By the name that this step uses; questions that it cannot name are left out. */
  everyAnswer(): Record<string, AnswerView> {
    const ids = [...this.flow.questions.keys(), ...this.flow.repeated.keys()];
    const names = ids.filter((id) => id.startsWith(this.prefix)).map((id) => id.slice(this.prefix.length));
    return Object.fromEntries(
      names.flatMap((name) => {
        const view = this.view(name);
        return view ? [[name, view]] : [];
      }),
    );
  }

  /** Undefined for a name that is no question. */
  private view(name: string): AnswerView | undefined {
    const rounds = this.roundsOf(name);
    if (rounds) {
      const text = (part: 'raw' | 'label'): string | null =>
        given(rounds)
          .map((answer) => answer[part])
          .join(wordsFor(this.known.language).listSeparator) || null;
      return { value: given(rounds).map(({ value }) => value), raw: text('raw'), label: text('label') };
    }
    if (!this.flow.questions.has(this.idOf(name))) return undefined;
    const answer = this.answer(name);
    // A skipped question reads as nothing, not as the word for skipping.
    const label = answer && answer.value !== null ? answer.label : null;
    return { value: answer?.value ?? null, raw: answer?.raw ?? null, label };
  }

  /** Answers of all rounds, where the name is a repeated question's and the step stands outside its group. */
  private roundsOf(name: string): Answer[] | undefined {
    return this.roundsIds(name)?.flatMap((id) => this.answerOf(id) ?? []);
  }

  private roundsIds(name: string): readonly string[] | undefined {
    const whole = this.prefix + name;
    return this.round?.questions.has(whole) ? undefined : this.flow.repeated.get(whole);
  }

  private answerOf(id: string): Answer | undefined {
    return this.known.passed.includes(id) ? own(this.known.answers, id) : undefined;
  }

  private scoreOf(id: string): number | null {
    const value = this.answerOf(id)?.value ?? null;
    if (value === null) return null;
    const picks = picksOf(value);
    const options = this.flow.questions.get(id)?.options ?? [];
    return options.reduce((sum, option) => sum + (picks.includes(option.id) ? (option.score ?? 0) : 0), 0);
  }
}

/** Ids of the options that a value consists of: of one choice, of several, of the rows of a matrix. */
export function picksOf(value: AnswerValue): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((part) => typeof part === 'string');
}

/** What is not known is there and empty. */
function valuesOf(contact: ContactView): Record<string, unknown> {
  const { name = null, language = null, phone = null, attributes } = contact;
  return { name, language, phone, attributes };
}

function given(answers: readonly Answer[]): Answer[] {
  return answers.filter(({ value }) => value !== null);
}

/** A field of its own, not one that every object inherits. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
