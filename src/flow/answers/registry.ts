import type { AnswerType } from './answer-type.js';
import { multipleChoice } from './multiple-choice.js';
import { nps } from './nps.js';
import { number } from './number.js';
import { rating } from './rating.js';
import { singleChoice } from './single-choice.js';
import { text } from './text.js';
import { yesNo } from './yes-no.js';

/** Every question type by the name that authors write after `ask:`. A new type is its file and a line here. */
export const answerTypes = {
  'single-choice': singleChoice,
  'multiple-choice': multipleChoice,
  'yes-no': yesNo,
  text,
  number,
  rating,
  nps,
} as const satisfies Record<string, AnswerType>;

export type AnswerKind = keyof typeof answerTypes;

export function answerTypeOf(kind: AnswerKind): AnswerType {
  return answerTypes[kind];
}
