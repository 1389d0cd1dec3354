import type { CompiledAsk } from '../compiled-flow.js';
import type { Answer, Waiting } from '../session.js';
import { courseWordsFor } from '../words/course.js';
import { resolveQuestion } from './question.js';
import { isSameAnswer, walkAgain } from './replace-answer.js';
import type { Turn } from './turn.js';
import { askAgain } from './walk.js';

/**
 * Asks the question before the waiting one again. Its answer stands until there is a new one, and so do those behind it.
 * Amid a question that takes several messages, the one before is asked for again: the row of a matrix, the place of a ranking.
 */
export function goBack(turn: Turn, step: CompiledAsk, waiting: Waiting): void {
  const before = step.type.undo?.(resolveQuestion(turn, step), waiting.selected);
  if (before) return askAgain(turn, step, { ...waiting, selected: before });
  const words = courseWordsFor(turn.session.language);
  const way = turn.passed.filter((id) => id !== step.id);
  const previous = way.map((id) => turn.flow.questions.get(id)).findLast((question) => question !== undefined);
  if (!previous) return askAgain(turn, step, waiting, words.firstQuestion);

  const { answers } = turn.session;
  const behind = turn.passed.slice(turn.passed.indexOf(previous.id) + 1).filter((id) => answers[id]);
  turn.passed = turn.passed.slice(0, turn.passed.indexOf(previous.id) + 1);
  turn.kept = [...behind, ...turn.kept];
  const given = answers[previous.id];
  const back: Waiting = {
    stepId: previous.id,
    render: 0,
    since: turn.context.now,
    attempts: 0,
    page: 0,
    selected: (given && previous.type.reopen?.(given.value)) ?? [],
    shown: 'question',
    returning: true,
  };
  const known = given && given.value !== null ? words.answerSoFar(given.label) : undefined;
  askAgain(turn, previous, back, known);
}

/** The new answer to a question that was gone back to. */
export function replaceAnswer(turn: Turn, step: CompiledAsk, answer: Answer): void {
  if (turn.session.answers[step.id] && !isSameAnswer(turn, step.id, answer))
    turn.note('answer.changed', { stepId: step.id });
  walkAgain(turn, { stepId: step.id, answer });
}

/**
 * Leaves the answer of a question that was gone back to as it is, and goes on; false where there is none to keep or
 * nobody went back.
 */
export function keepAnswer(turn: Turn, step: CompiledAsk, waiting: Waiting): boolean {
  if (!waiting.returning || !turn.session.answers[step.id]) return false;
  walkAgain(turn);
  return true;
}
