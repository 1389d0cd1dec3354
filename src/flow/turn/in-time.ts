import type { CompiledAsk } from '../compiled-flow.js';
import type { Waiting } from '../session.js';
import { wordsFor } from '../words/words.js';
import { answerOf, readFor, takeAnswer, takeSkip } from './answer.js';
import { finishEarly } from './finish.js';
import { keepAnswer } from './go-back.js';
import type { Turn } from './turn.js';
import { askAgain, walk } from './walk.js';

/** The question was not answered in time: what the flow says then. An answer that was only gone back to stays. */
export function takeTimeout(turn: Turn, step: CompiledAsk, waiting: Waiting): void {
  const then = step.timeout?.then ?? 'end';
  turn.note('question.timed-out', { stepId: step.id, then: typeof then === 'object' ? 'goto' : then });
  if (keepAnswer(turn, step, waiting)) return;
  if (then === 'skip') return takeGiven(turn, step, waiting);
  if (typeof then === 'object') return walk(turn, then.goto);
  finishEarly(turn, 'timeout');
}

/** What was ticked so far counts, where it makes an answer; else the question is left out. */
function takeGiven(turn: Turn, step: CompiledAsk, waiting: Waiting): void {
  const { selected } = waiting;
  const reading = selected.length > 0 ? readFor(turn, step, { kind: 'done', title: '' }, selected) : undefined;
  if (reading?.kind === 'answer') return takeAnswer(turn, step, waiting, answerOf(reading, turn));
  takeSkip(turn, step, reading?.kind === 'selection' ? { ...waiting, selected: reading.selected } : waiting, '');
}

/** Reminds of the waiting question. Of several reminders that are due, after a pause, only the last goes out. */
export function takeReminder(turn: Turn, step: CompiledAsk, waiting: Waiting): void {
  const due = remindersDue(step, waiting, turn.context.now);
  const reminder = step.reminders[due - 1];
  turn.note('reminder.sent', { stepId: step.id, number: due });
  const own = reminder?.text && turn.fill(reminder.text, step).trim();
  askAgain(turn, step, { ...waiting, reminded: due }, own || wordsFor(turn.session.language).engine.nudge);
}

/** How many of the question's reminders ought to have gone out by now. */
export function remindersDue(step: CompiledAsk, waiting: Waiting, now: number): number {
  return step.reminders.filter(({ afterMs }) => waiting.since + afterMs <= now).length;
}
