import type { CompiledAsk } from '../compiled-flow.js';
import type { Answer, Waiting } from '../session.js';
import { wordsFor } from '../words/words.js';
import { answerOf, readFor, skipped } from './answer.js';
import { resolveQuestion, statement } from './question.js';
import { isSameAnswer, walkAgain } from './replace-answer.js';
import type { Turn } from './turn.js';
import { askAgain } from './walk.js';
import type { TapAction } from '../../rendering/binding.js';
import type { ReadInput } from '../answers/answer-type.js';

/** A tap on an earlier question of this session: the flow's policy decides. It is never an answer to the waiting one. */
export function takeOldTap(
  turn: Turn,
  step: CompiledAsk,
  waiting: Waiting,
  stepId: string,
  action: TapAction,
  title: string,
): void {
  const old = turn.flow.questions.get(stepId);
  const answer = turn.flow.oldTaps === 'change' && old && newAnswer(turn, old, action, title);
  if (old && answer) return changeAnswer(turn, step, waiting, old, answer);
  turn.note('tap.stale', { stepId, waiting: step.id });
  // "Continue" under a template means "go on", whichever question the template was sent for.
  askAgain(turn, step, waiting, action.kind === 'resume' ? undefined : wordsFor(turn.session.language).engine.staleTap);
}

/** A tap of another session. */
export function takeForeignTap(turn: Turn, step: CompiledAsk, waiting: Waiting, sessionId: string): void {
  turn.note('tap.foreign', { sessionId });
  askAgain(turn, step, waiting, wordsFor(turn.session.language).engine.staleTap);
}

/** A typed reply that quotes an earlier question; false where it is not an answer to that one. */
export function takeQuotedReply(
  turn: Turn,
  step: CompiledAsk,
  waiting: Waiting,
  stepId: string,
  input: ReadInput,
): boolean {
  const old = turn.flow.questions.get(stepId);
  if (turn.flow.oldTaps !== 'change' || !old || stepId === step.id || !turn.session.answers[stepId]) return false;
  const reading = readFor(turn, old, input, []);
  if (reading.kind !== 'answer') return false;
  if (reading.language !== undefined) turn.session.language = reading.language;
  changeAnswer(turn, step, waiting, old, answerOf(reading, turn));
  return true;
}

/** What a tap on an earlier question makes its answer; undefined where it makes none. */
export function newAnswer(turn: Turn, old: CompiledAsk, action: TapAction, title: string): Answer | undefined {
  const before = turn.session.answers[old.id];
  if (!before) return undefined;
  if (action.kind === 'skip') return old.optional ? skipped(turn, title) : undefined;
  if (action.kind !== 'option') return undefined;
  const input: ReadInput = { kind: 'option', optionId: action.optionId, title };
  const reading = old.type.amend?.(resolveQuestion(turn, old), before.value, input) ?? readFor(turn, old, input, []);
  if (reading.kind !== 'answer') return undefined;
  if (reading.language !== undefined) turn.session.language = reading.language;
  return answerOf(reading, turn);
}

/** Puts another answer in an earlier one's place, says so, and goes on from there. */
function changeAnswer(turn: Turn, step: CompiledAsk, waiting: Waiting, old: CompiledAsk, answer: Answer): void {
  if (isSameAnswer(turn, old.id, answer)) return askAgain(turn, step, waiting);
  turn.note('answer.changed', { stepId: old.id });
  turn.send(statement(turn, wordsFor(turn.session.language).engine.answerChanged));
  walkAgain(turn, { stepId: old.id, answer }, waiting);
}
