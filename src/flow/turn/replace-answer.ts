import type { Answer, Waiting } from '../session.js';
import { copySession } from './copy-session.js';
import { Turn } from './turn.js';
import { walk } from './walk.js';

/**
 * Walks the flow again from its start, after an earlier answer was replaced or only looked at again: answers still on
 * the way stay, statements already read are not sent again, and the first question without an answer is asked.
 *
 * @param replaced the answer to put in another's place; left out where the answers stay as they are
 * @param resume the question that waited before; taken up again as it was when the walk comes to it
 */
export function walkAgain(turn: Turn, replaced?: { stepId: string; answer: Answer }, resume?: Waiting): void {
  const said = statementsOnTheWay(turn);
  if (replaced) turn.record(replaced.stepId, replaced.answer);
  startOver(turn);
  walk(turn, 0, { say: (index) => !said.has(index), ...(resume && { resume }) });
}

/** Does a new answer say what the present one says? */
export function isSameAnswer(turn: Turn, stepId: string, answer: Answer): boolean {
  return JSON.stringify(turn.session.answers[stepId]?.value) === JSON.stringify(answer.value);
}

/** Which statements the contact has read on the way to the waiting question, by walking it once more as it was. */
export function statementsOnTheWay(turn: Turn): Set<number> {
  const said = new Set<number>();
  const rehearsal = new Turn(turn.flow, copySession(turn.session), turn.context, []);
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
  turn.forgetComputed();
  turn.passed = [];
  turn.kept = turn.session.path.filter((id) => turn.session.answers[id]);
  turn.allowWalkFromStart();
}
