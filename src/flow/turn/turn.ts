import type { CompiledFlow, CompiledStep } from '../compiled-flow.js';
import type { Effect, NoteName, StepContext } from '../engine.js';
import type { LocalisedText } from '../localised-text.js';
import { conditionScopeOf, textScopeOf } from '../scope.js';
import type { TextScope } from '../scope.js';
import type { Expression, Json } from '../conditions.js';
import type { Prompt } from '../prompt.js';
import type { Answer, Session } from '../session.js';
import { withoutTags } from '../text.js';

/** Steps walked in one turn; more is a loop that never asks. */
export const MAX_STEPS_PER_TURN = 200;
/** UTF-16 units sent in one turn; the longest WhatsApp text is 4096. */
export const MAX_TEXT_PER_TURN = 32_768;

/** A turn used up its budget. Caught by `step`, which ends the session; never leaves the engine. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
  constructor(readonly budget: 'steps' | 'text') {
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
  private stepsLeft = MAX_STEPS_PER_TURN;
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
  }

  send(prompt: Prompt): void {
    this.textLeft -= prompt.body.length;
    if (this.textLeft < 0) throw new BudgetExceeded('text');
    this.effects.push({ kind: 'send', prompt });
  }

  note(name: NoteName, data: Record<string, string | number | boolean>): void {
    this.effects.push({ kind: 'note', name, data });
  }

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
  holds(expression: Expression, step: CompiledStep): boolean {
    const value = this.evaluate(expression, step);
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
  evaluate(expression: Expression, step: CompiledStep): Json {
    const result = expression.evaluate(conditionScopeOf(this.known(), this.context.contact));
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
    const scope = this.textScope();
    const rendered = version.render(scope);
    if ('text' in rendered) return rendered.text;
    this.note('text.failed', { ...place(step), error: rendered.error });
    const lenient = version.render(scope, true);
    return 'text' in lenient ? lenient.text : withoutTags(version.source);
  }

  get timezone(): string {
    return this.context.contact.timezone ?? this.flow.timezone;
  }

  textScope(): TextScope {
    return textScopeOf(this.flow, this.known(), this.context.contact);
  }

  private known() {
    return { passed: this.passed, answers: this.session.answers, vars: this.session.vars };
  }
}

/** How notes name a step: by id where it has one, else by its number in the file, from 1. */
function place(step: CompiledStep | undefined): { stepId?: string; step?: number } {
  if (step === undefined) return {};
  return step.id === undefined ? { step: step.index + 1 } : { stepId: step.id };
}
