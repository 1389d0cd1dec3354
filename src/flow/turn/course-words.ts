import type { CompiledAsk, CompiledFlow } from '../compiled-flow.js';
import type { Waiting } from '../session.js';
import { courseWordIn, courseWordsFor } from '../words/course.js';
import type { CourseWord } from '../words/course.js';
import { foldText } from '../words/fold.js';
import { goBack, keepAnswer } from './go-back.js';
import { offerLanguages, pickedLanguage, speak } from './languages.js';
import { resolveQuestion } from './question.js';
import type { Turn } from './turn.js';
import { askAgain } from './walk.js';

/** What a typed message asks of a running session of this flow, besides being an answer. */
export function courseWordOf(flow: CompiledFlow, text: string): CourseWord | undefined {
  const word = courseWordIn(text, flow.languages);
  if (word === 'back') return flow.back ? word : undefined;
  if (word === 'language') return flow.languages.length > 1 ? word : undefined;
  return word;
}

/**
 * Takes a typed message that is one of the words for going back, help or another language; false where it is none, or
 * what one of the given question's own options is called.
 *
 * @param quoted the question that the message quotes; a name of one of its options is meant for it
 */
export function takeCourseWord(
  turn: Turn,
  step: CompiledAsk,
  waiting: Waiting,
  text: string,
  quoted: CompiledAsk | undefined,
): boolean {
  const { flow } = turn;
  const picked = waiting.offered === undefined ? undefined : pickedLanguage(turn, text);
  if (picked !== undefined) {
    speak(turn, step, waiting, picked);
    return true;
  }
  const word = courseWordOf(flow, text);
  if (word === undefined) return false;
  if (isOption(turn, step, waiting.selected, text) || (quoted && isOption(turn, quoted, [], text))) return false;
  // Somebody who was invited back has not seen the question: "back" only says that they are.
  if ((word === 'back' || word === 'keep') && waiting.shown === 'template-invite') return false;
  if (word === 'keep') return keepAnswer(turn, step, waiting);
  turn.note('course.word', { word, stepId: step.id });
  switch (word) {
    case 'back':
      // On a later page of a list "Back" is what the row that turns it is called.
      if (waiting.page > 0) askAgain(turn, step, { ...waiting, page: waiting.page - 1 });
      else goBack(turn, step, waiting);
      return true;
    case 'help':
      askAgain(turn, step, waiting, helpText(turn, step));
      return true;
    case 'language':
      offerLanguages(turn, step, waiting);
      return true;
  }
}

/** Is an option called so? An author's "Back" is an answer. */
function isOption(turn: Turn, step: CompiledAsk, selected: readonly string[], text: string): boolean {
  const question = resolveQuestion(turn, step);
  const names = [
    ...step.type.present(question, selected).options.map(({ label }) => label),
    ...question.options.flatMap(({ label, synonyms }) => [label, ...synonyms]),
  ];
  const said = foldText(text);
  return names.some((name) => foldText(name) === said);
}

function helpText(turn: Turn, step: CompiledAsk): string {
  const { flow, session } = turn;
  const own = flow.help && turn.fill(flow.help, undefined).trim();
  if (own) return own;
  const { help } = courseWordsFor(session.language);
  return [
    help.answer,
    ...(flow.back ? [help.back] : []),
    ...(step.optional ? [help.skip] : []),
    ...(flow.languages.length > 1 ? [help.language] : []),
    help.restart,
    help.stop,
  ].join('\n');
}
