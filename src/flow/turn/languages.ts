import { positionIn } from '../answers/match-option.js';
import type { CompiledAsk } from '../compiled-flow.js';
import type { Waiting } from '../session.js';
import { courseWordsFor } from '../words/course.js';
import { languageNamed, ownLanguageName } from '../words/language-names.js';
import { statement } from './question.js';
import type { Turn } from './turn.js';
import { askAgain } from './walk.js';

/** Offers the flow's languages, each in its own name, in place of the waiting question. */
export function offerLanguages(turn: Turn, step: CompiledAsk, waiting: Waiting, page = 0): void {
  const { session, flow } = turn;
  session.renders += 1;
  session.waiting = { ...waiting, render: session.renders, shown: 'question', offered: page };
  turn.send({
    ...statement(turn, courseWordsFor(session.language).chooseLanguage),
    question: {
      sessionId: session.id,
      stepId: step.id,
      render: session.renders,
      options: flow.languages.map((tag) => ({ id: tag, label: ownLanguageName(tag) })),
      page,
      offers: 'languages',
      skippable: false,
    },
  });
}

/** Goes on in another language: the waiting question is asked again in it. What is none of the flow's changes nothing. */
export function speak(turn: Turn, step: CompiledAsk, waiting: Waiting, language: string): void {
  const { session, flow } = turn;
  if (flow.languages.includes(language) && language !== session.language) {
    session.language = language;
    turn.note('language.switched', { language });
  }
  askAgain(turn, step, waiting);
}

/** The language that a typed message picks from those on offer: by its name, or by its number in the list. */
export function pickedLanguage({ flow }: Turn, text: string): string | undefined {
  const position = positionIn(text);
  return languageNamed(text, flow.languages) ?? (position === undefined ? undefined : flow.languages[position - 1]);
}

/** A message that is no answer and names a language of the flow: goes on in it. */
export function takeLanguageName(turn: Turn, step: CompiledAsk, waiting: Waiting, text: string): boolean {
  const named = turn.flow.languages.length > 1 ? languageNamed(text, turn.flow.languages) : undefined;
  if (named === undefined) return false;
  speak(turn, step, waiting, named);
  return true;
}
