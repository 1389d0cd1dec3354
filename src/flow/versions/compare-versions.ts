import type { CompiledFlow } from '../compiled-flow.js';
import { answersThatFit } from './answer-fits.js';
import { alteredParts, optionChanges } from './compare-questions.js';
import type { OptionChanges, QuestionPart } from './compare-questions.js';
import { authoredQuestions, matchNames } from './match-questions.js';
import type { QuestionMap } from './match-questions.js';
import { movedItems } from './moved-items.js';

/** What a new version does to one question. */
export interface QuestionChange {
  /** Its id in the old version, as its author wrote it; that of the next one where it was added. */
  question: string;
  change: 'unchanged' | 'altered' | 'removed' | 'added';
  /** Its id in the next version, where that is another one. */
  becomes?: string;
  /** What is altered. */
  parts: QuestionPart[];
  /** Where options differ. */
  options?: OptionChanges;
  /** Which of the answers given in the old version are answers in the next one. */
  answers: 'all' | 'some' | 'none';
}

export interface VersionComparison {
  /** Those of the old version in its order, then those added. */
  questions: QuestionChange[];
  /** Steps that are no questions differ: statements, branches, values, ends. */
  otherSteps: boolean;
}

/** Compares two versions of a flow, question by question. */
export function compareVersions(old: CompiledFlow, next: CompiledFlow, map: QuestionMap = {}): VersionComparison {
  const matched = matchNames(old, next, map);
  const now = authoredQuestions(next);
  const was = authoredQuestions(old);
  const moved = movedQuestions(matched, [...was.keys()], [...now.keys()]);
  const questions: QuestionChange[] = [];
  for (const [name, before] of was) {
    const becomes = matched.get(name);
    const after = becomes === undefined ? undefined : now.get(becomes);
    if (!after) {
      questions.push({ question: name, change: 'removed', parts: [], answers: 'none' });
      continue;
    }
    const parts = alteredParts(before, after);
    if (becomes !== name) parts.unshift('id');
    if (moved.has(name)) parts.push('order');
    questions.push({
      question: name,
      change: parts.length === 0 ? 'unchanged' : 'altered',
      ...(becomes !== undefined && becomes !== name && { becomes }),
      parts,
      ...(parts.includes('options') && { options: optionChanges(before, after) }),
      answers: answersThatFit(before, after),
    });
  }
  const known = new Set(matched.values());
  for (const name of now.keys()) {
    if (!known.has(name)) questions.push({ question: name, change: 'added', parts: [], answers: 'none' });
  }
  return { questions, otherSteps: withoutQuestions(old) !== withoutQuestions(next) };
}

/** Those that stand elsewhere among the questions that stayed. */
function movedQuestions(
  matched: ReadonlyMap<string, string>,
  old: readonly string[],
  next: readonly string[],
): Set<string> {
  const place = new Map(next.map((name, index) => [name, index]));
  const stayed = old.filter((name) => matched.has(name));
  const moved = movedItems(stayed.map((name) => place.get(matched.get(name) ?? '') ?? 0));
  return new Set(stayed.filter((_, index) => moved.has(index)));
}

/** Those of called flows too: they are part of the version. */
function withoutQuestions({ definition, called }: CompiledFlow): string {
  const steps = [definition.steps, ...[...called.values()].map((flow) => flow.definition.steps)];
  return JSON.stringify(steps, (_key, value: unknown) =>
    Array.isArray(value) ? value.filter((entry) => !isQuestion(entry)) : value,
  );
}

function isQuestion(step: unknown): boolean {
  return typeof step === 'object' && step !== null && 'ask' in step;
}
