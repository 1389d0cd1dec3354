import type { CompiledFlow } from './compiled-flow.js';
import type { PromptOption } from './prompt.js';
import { passedIn } from './scope.js';
import type { ContactView, Session } from './session.js';
import { copySession } from './turn/copy-session.js';
import { resolveQuestion } from './turn/question.js';
import { Turn } from './turn/turn.js';

/**
 * The options of a question as this session would show them: what a template whose buttons are the answers has to
 * match. Empty for a question without options and for an id that is no question.
 */
export function shownOptions(
  flow: CompiledFlow,
  session: Session,
  stepId: string,
  contact: ContactView,
): PromptOption[] {
  const question = flow.questions.get(stepId);
  if (!question) return [];
  const turn = new Turn(flow, copySession(session), { now: session.updatedAt, contact }, passedIn(session));
  const { waiting } = session;
  const selected = waiting?.stepId === stepId ? waiting.selected : [];
  return question.type.present(resolveQuestion(turn, question), selected).options;
}
