import type { CompiledAsk, CompiledFlow, CompiledStep } from './compiled-flow.js';
import type { Effect } from './engine.js';
import type { Json } from './conditions.js';
import type { Prompt } from './prompt.js';
import type { Answer, ContactView, Session } from './session.js';
import { beginSession } from './step.js';
import { questionPrompt, statement } from './turn/question.js';
import { Turn } from './turn/turn.js';
import { sayPrompt } from './turn/walk.js';
import type { Instant } from '../time/instant.js';

/** What is known when a step is shown by itself. */
export interface Circumstances {
  language: string;
  contact: ContactView;
  /** By question id; all of them count as passed. */
  answers: Readonly<Record<string, Answer>>;
  vars: Readonly<Record<string, Json>>;
  now: Instant;
}

export interface StepPrompt {
  /** Absent for steps that say nothing. */
  prompt?: Prompt;
  /** What could not be filled in or worked out. */
  notes: Extract<Effect, { kind: 'note' }>[];
}

/** What one step shows, apart from any session: for previews and checks. @param turn from `turnAt`; serves many steps */
export function stepPrompt(turn: Turn, step: CompiledStep): StepPrompt {
  const before = turn.effects.length;
  const prompt = promptOf(turn, step);
  const notes = turn.effects.slice(before).filter((effect) => effect.kind === 'note');
  return { ...(prompt && { prompt }), notes };
}

/** A turn that stands in the middle of a flow with everything known that is given. */
export function turnAt(flow: CompiledFlow, { language, contact, answers, vars, now }: Circumstances): Turn {
  const path = Object.keys(answers);
  const begun = beginSession(flow, { id: 'preview', flowVersion: 'preview', contact, language, now });
  const session: Session = { ...begun, answers: { ...answers }, vars: { ...vars }, path };
  return new Turn(flow, session, { now, contact }, path);
}

function promptOf(turn: Turn, step: CompiledStep): Prompt | undefined {
  switch (step.kind) {
    case 'say':
      return sayPrompt(turn, step);
    case 'ask':
      return questionPrompt(turn, step, waitingAt(step, turn.context.now));
    case 'end':
    case 'return':
      return step.text && statement(turn, turn.text(step.text, step));
    default:
      return undefined;
  }
}

function waitingAt(step: CompiledAsk, since: Instant): NonNullable<Session['waiting']> {
  return { stepId: step.id, render: 1, since, attempts: 0, page: 0, selected: [], shown: 'question' };
}
