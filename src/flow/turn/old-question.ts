import type { CompiledAsk } from '../compiled-flow.js';
import type { Answer, Waiting } from '../session.js';
import { wordsFor } from '../words/words.js';
import { answerOf, readFor, skipped } from './answer.js';
import { statement } from './question.js';
import { Turn } from './turn.js';
import { askAgain, walk } from './walk.js';
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
  changeAnswer(turn, step, waiting, old, answerOf(reading, turn));
  return true;
}

function newAnswer(turn: Turn, old: CompiledAsk, action: TapAction, title: string): Answer | undefined {
  if (!turn.session.answers[old.id]) return undefined;
  if (action.kind === 'skip') return old.optional ? skipped(turn, title) : undefined;
  if (action.kind !== 'option') return undefined;
  const reading = readFor(turn, old, { kind: 'option', optionId: action.optionId, title }, []);
  return reading.kind === 'answer' ? answerOf(reading, turn) : undefined;
}

/**
 * Puts another answer in an earlier one's place and walks the flow again from its start: answers still on the way
 * stay, statements already read are not sent again, and the first question without an answer is asked.
 */
function changeAnswer(turn: Turn, step: CompiledAsk, waiting: Waiting, old: CompiledAsk, answer: Answer): void {
  const { session } = turn;
  if (JSON.stringify(session.answers[old.id]?.value) === JSON.stringify(answer.value))
    return askAgain(turn, step, waiting);
  const said = statementsOnTheWay(turn);
  turn.record(old.id, answer);
  turn.note('answer.changed', { stepId: old.id });
  turn.send(statement(turn, wordsFor(session.language).engine.answerChanged));
  startOver(turn);
  walk(turn, 0, { say: (index) => !said.has(index), resume: waiting });
}

/** Which statements the contact has read on the way to the waiting question, by walking it once more as it was. */
function statementsOnTheWay(turn: Turn): Set<number> {
  const said = new Set<number>();
  const rehearsal = new Turn(turn.flow, structuredClone(turn.session), turn.context, []);
  startOver(rehearsal);
  walk(rehearsal, 0, {
    say: (index) => {
      said.add(index);
      return false;
    },
  });
  return said;
}

function startOver(turn: Turn): void {
  turn.session.vars = {};
  turn.passed = [];
  turn.kept = turn.session.path.filter((id) => turn.session.answers[id]);
  turn.allowWalkFromStart();
}
