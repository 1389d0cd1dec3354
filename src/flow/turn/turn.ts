import type { CompiledFlow, CompiledStep } from '../compiled-flow.js';
import type { Effect, NoteName, StepContext } from '../engine.js';
import type { InboundContent } from '../inbound.js';
import type { LocalisedText } from '../localised-text.js';
import { Names } from '../scope.js';
import type { AgentFacts, Expression, Json } from '../conditions.js';
import type { Prompt } from '../prompt.js';
import type { Answer, Session } from '../session.js';
import { withoutTags } from '../text.js';

/** Steps walked in one turn, besides those of one pass over the whole flow; more is a loop that never asks. */
export const MAX_STEPS_PER_TURN = 200;
/** UTF-16 units sent in one turn; the longest WhatsApp text is 4096. */
export const MAX_TEXT_PER_TURN = 32_768;

/** A turn used up its budget. Caught by `step`, which ends the session; never leaves the engine. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
  constructor(readonly budget: 'steps' | 'text' | 'agents') {
    super(`the turn's budget of ${budget} is used up`);
  }
}

/**
 * One event being taken through a flow: a draft of the session, and the effects so far. Lives for one call of `step`.
 *
 * The session's path is kept in two parts. `passed` are the questions on the way so far. `kept` are questions further
 * on that were answered before an earlier answer changed; the walk takes such an answer over when it comes to its
 * question, and drops it when it passes the question by.
 */
export class Turn {
  readonly effects: Effect[] = [];
  passed: string[];
  kept: string[];
  private stepsLeft: number;
  private textLeft = MAX_TEXT_PER_TURN;
  private readonly fellBack = new Set<number>();

  constructor(
    readonly flow: CompiledFlow,
    readonly session: Session,
    readonly context: StepContext,
    passed: string[],
  ) {
    this.passed = passed;
    this.kept = session.path.slice(passed.length);
    this.stepsLeft = MAX_STEPS_PER_TURN + flow.steps.length;
  }

  send(prompt: Prompt): void {
    this.textLeft -= prompt.body.length;
    if (this.textLeft < 0) throw new BudgetExceeded('text');
    this.effects.push({ kind: 'send', prompt });
  }

  note(name: NoteName, data: Record<string, string | number | boolean>): void {
    this.effects.push({ kind: 'note', name, data });
  }

  /** What the contact began the session with; taken once, by the first talk on the way. */
  opening: InboundContent | undefined;

  /** @throws BudgetExceeded */
  countStep(): void {
    this.stepsLeft -= 1;
    if (this.stepsLeft < 0) throw new BudgetExceeded('steps');
  }

  /** A walk from the first step passes every step once more; that is no loop. */
  allowWalkFromStart(): void {
    this.stepsLeft += this.flow.steps.length;
  }

  record(stepId: string, answer: Answer): void {
    // Taken out first, so that the answers stay in the order given.
    delete this.session.answers[stepId];
    this.session.answers[stepId] = answer;
    this.effects.push({ kind: 'answer-recorded', stepId, answer });
  }

  forget(stepId: string): void {
    this.kept = this.kept.filter((id) => id !== stepId);
    if (!this.session.answers[stepId]) return;
    delete this.session.answers[stepId];
    this.effects.push({ kind: 'answer-removed', stepId });
  }

  /** Does it hold? What cannot be evaluated does not, and leaves a note. */
  holds(expression: Expression, step: CompiledStep, agent?: AgentFacts): boolean {
    const value = this.evaluate(expression, step, agent);
    if (typeof value !== 'boolean' && value !== null) {
      this.note('condition.failed', {
        ...place(step),
        condition: expression.source,
        error: 'it gives neither true nor false',
      });
    }
    return value === true;
  }

  /** The value; null, with a note, where it cannot be evaluated. */
  evaluate(expression: Expression, step: CompiledStep, agent?: AgentFacts): Json {
    const result = expression.evaluate(this.names(step, agent));
    if (result.ok) return result.value;
    this.note('condition.failed', { ...place(step), condition: expression.source, error: result.error });
    return null;
  }

  /** A text in the session's language, its Liquid filled in. Never empty, never an exception: what fails leaves a note. */
  text(text: LocalisedText, step: CompiledStep | undefined): string {
    const body = this.fill(text, step).trim();
    if (body !== '') return body;
    const id = step?.id;
    return id === undefined
      ? this.flow.title(this.session.language)
      : id.replace(/[_-]+/g, ' ').trim() || this.flow.title(this.session.language);
  }

  /** As `text`, but empty where nothing is left. */
  fill(text: LocalisedText, step: CompiledStep | undefined): string {
    const { text: version, exact } = text.in(this.session.language);
    if (!exact && !this.fellBack.has(step?.index ?? -1)) {
      this.fellBack.add(step?.index ?? -1);
      this.note('language.fallback', { ...place(step), wanted: this.session.language });
    }
    const { forText } = this.names(step);
    const rendered = version.render(forText);
    if ('text' in rendered) return rendered.text;
    this.note('text.failed', { ...place(step), error: rendered.error });
    const lenient = version.render(forText, true);
    return 'text' in lenient ? lenient.text : withoutTags(version.source);
  }

  get timezone(): string {
    return this.context.contact.timezone ?? this.flow.timezone;
  }

  /** What the conditions and texts of this step may name; undefined for those of the whole flow. */
  names(step: CompiledStep | undefined, agent?: AgentFacts): Names {
    const { language, answers, vars } = this.session;
    return new Names(this.flow, { language, passed: this.passed, answers, vars }, this.context.contact, step, agent);
  }

  /** What chance decides for a step. Drawn once a session, by a seed of its own; from then on it stays. */
  drawn(stepId: string, draw: (seed: string) => string[]): readonly string[] {
    const { orders = {}, id } = this.session;
    const before = Object.hasOwn(orders, stepId) ? orders[stepId] : undefined;
    if (before) return before;
    const drawn = draw(`${id}|${stepId}`);
    this.session.orders = { ...orders, [stepId]: drawn };
    return drawn;
  }

  /** Drops what was computed on the way, before the flow is walked again; what was given at the start stays. */
  forgetComputed(): void {
    const { vars } = this.session;
    this.session.vars = Object.fromEntries(Object.entries(vars).filter(([name]) => this.flow.hidden.includes(name)));
  }
}

/** How notes name a step: by id where it has one, else by its number in the file, from 1 (`4.1` inside a group). */
function place(step: CompiledStep | undefined): { stepId?: string; step?: string | number } {
  if (step === undefined) return {};
  if (step.id !== undefined) return { stepId: step.id };
  const numbers = step.path.filter((part) => typeof part === 'number').map((at) => at + 1);
  return { step: numbers.length === 1 && numbers[0] !== undefined ? numbers[0] : numbers.join('.') };
}
