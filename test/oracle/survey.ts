import fc from 'fast-check';
import { at, grant, isNumeric, wishes, WORDS } from './conditions.js';
import type { Condition, Wish } from './conditions.js';

/** A survey that both engines can run. What stands in `blocks` is asked from top to bottom. */
export interface Survey {
  blocks: Block[];
}

export type Block = Question | Group;

/** Questions under one condition. */
export interface Group {
  kind: 'group';
  when: Condition;
  questions: Question[];
}

/** A question; a `sum` asks nothing, it is computed of the questions it names. */
export interface Question {
  id: string;
  kind: 'single' | 'many' | 'yes-no' | 'number' | 'rating' | 'text' | 'sum';
  when?: Condition;
  optional: boolean;
  options: { id: string; label: string; when?: Condition }[];
  points: number;
  of: string[];
}

export type Value = string | number | boolean | string[];

/** An answer that may be given; undefined where the question is skipped. */
export type Reply = Value | undefined;

const LABELS = ['Apple pie', 'Bread', 'Cucumber', 'Dumplings', 'Egg salad'];

type RawQuestion = {
  kind: Exclude<Question['kind'], 'sum'>;
  when: Wish | undefined;
  optional: boolean;
  options: (Wish | undefined)[];
  points: number;
};
type RawBlock = RawQuestion | { kind: 'group'; when: Wish; questions: RawQuestion[] } | { kind: 'sum'; of: number[] };

const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(some, { nil: undefined, freq: 2 });
const question: fc.Arbitrary<RawQuestion> = fc.record({
  kind: fc.constantFrom('single', 'many', 'yes-no', 'number', 'rating', 'text'),
  when: maybe(wishes),
  optional: fc.boolean(),
  options: fc.array(maybe(wishes), { minLength: 2, maxLength: LABELS.length }),
  points: fc.integer({ min: 3, max: 10 }),
});
const blocks: fc.Arbitrary<RawBlock[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: question },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('group' as const),
        when: wishes,
        questions: fc.array(question, { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('sum' as const),
        of: fc.array(fc.nat(50), { minLength: 1, maxLength: 3 }),
      }),
    },
  ),
  { minLength: 1, maxLength: 11 },
);

/** @param wholePicks the options of several do not vary: where one is gone, the engines differ in what is kept */
export function surveys({ wholePicks }: { wholePicks: boolean }): fc.Arbitrary<Survey> {
  // A sum of nothing is nothing: a survey begins with a question.
  return fc.tuple(question, blocks).map(([first, others]) => build([first, ...others], wholePicks));
}

/** Gives names, and conditions that look back. */
function build(raw: readonly RawBlock[], wholePicks: boolean): Survey {
  const before: Question[] = [];
  const name = (): string => `q${before.length + 1}`;
  const one = (from: RawQuestion): Question => {
    const when = from.when && grant(from.when, before);
    const hasOptions = from.kind === 'single' || from.kind === 'many';
    const varies = !(wholePicks && from.kind === 'many');
    const made: Question = {
      id: name(),
      kind: from.kind,
      ...(when && { when }),
      optional: from.optional,
      options: (hasOptions ? from.options : []).map((wished, index) => {
        const offeredWhen = wished && varies ? grant(wished, before) : undefined;
        return { id: 'abcde'.charAt(index), label: at(LABELS, index), ...(offeredWhen && { when: offeredWhen }) };
      }),
      points: from.points,
      of: [],
    };
    before.push(made);
    return made;
  };
  const made = raw.flatMap((block): Block[] => {
    switch (block.kind) {
      case 'group': {
        const when = grant(block.when, before);
        return when ? [{ kind: 'group', when, questions: block.questions.map(one) }] : block.questions.map(one);
      }
      case 'sum': {
        const numbers = before.filter(isNumeric);
        if (numbers.length === 0) return [];
        const of = [...new Set(block.of.map((n) => at(numbers, n).id))];
        const sum: Question = { id: name(), kind: 'sum', optional: true, options: [], points: 0, of };
        before.push(sum);
        return [sum];
      }
      default:
        return [one(block)];
    }
  });
  return { blocks: made };
}

/** The questions and sums of a survey, in order. */
export function questionsOf({ blocks: all }: Survey): Question[] {
  return all.flatMap((block) => (block.kind === 'group' ? block.questions : [block]));
}

/** What a person says whom chance gives this number. */
export function replyTo({ kind, optional, points }: Question, offered: readonly string[], chance: number): Reply {
  if (optional && chance % 5 === 0) return undefined;
  switch (kind) {
    case 'single':
      return at(offered, chance);
    case 'many': {
      const picks = offered.filter((_, index) => (chance >> index) & 1);
      return picks.length > 0 ? picks : [at(offered, chance)];
    }
    case 'yes-no':
      return chance % 2 === 0;
    case 'number':
      return (chance % 24) / 2;
    case 'rating':
      return 1 + (chance % points);
    case 'text':
      return at(WORDS, chance);
    case 'sum':
      throw new Error('a sum asks nothing');
  }
}
