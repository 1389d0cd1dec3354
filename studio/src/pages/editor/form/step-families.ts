import { answerTypes, type AnswerKind } from '@core/flow/answers/registry.js';
import { isAnswerKind } from './edits/step-edits.js';
import type { NewKind } from './new-step.js';

export interface StepFamily {
  name: 'messages' | 'choices' | 'words' | 'scales' | 'times' | 'people' | 'files' | 'questions' | 'logic' | 'others';
  kinds: readonly NewKind[];
}

const KNOWN: readonly StepFamily[] = [
  {
    name: 'choices',
    kinds: ['single-choice', 'multiple-choice', 'yes-no', 'ranking', 'matrix', 'consent', 'language'],
  },
  { name: 'words', kinds: ['text', 'number', 'integer'] },
  { name: 'scales', kinds: ['rating', 'nps', 'csat', 'ces'] },
  { name: 'times', kinds: ['date', 'time', 'date-time'] },
  { name: 'people', kinds: ['email', 'phone', 'url', 'contact', 'location'] },
  { name: 'files', kinds: ['image', 'video', 'audio', 'document'] },
  { name: 'messages', kinds: ['say', 'end'] },
  { name: 'logic', kinds: ['branch', 'goto', 'group', 'set', 'split', 'quota'] },
  { name: 'others', kinds: ['agent', 'handoff', 'subflow'] },
];

const sorted = new Set(KNOWN.flatMap(({ kinds }) => kinds));
const unsorted = Object.keys(answerTypes).filter((kind): kind is AnswerKind => isAnswerKind(kind) && !sorted.has(kind));

/** All that can be added, by what it is for. A question type that nobody has sorted yet stands among "questions". */
export const STEP_FAMILIES: readonly StepFamily[] =
  unsorted.length === 0 ? KNOWN : [...KNOWN, { name: 'questions', kinds: unsorted }];
