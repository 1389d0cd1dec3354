import { answersBy } from '../answers-by.js';
import type { Blocks, CompiledAsk, CompiledRound, CompiledStep, Round } from '../compiled-flow.js';
import { Expressions } from '../conditions.js';
import type { GroupHead } from '../definition/steps.js';
import { compileCall } from './call-compiler.js';
import type { Calls } from './calls.js';
import { checkOptionsFrom, optionsOf } from './carried-options.js';
import { checkQuestion, checkTemplateButtons } from './check-question.js';
import { fieldOf } from './field-of.js';
import type { KnownNames } from './known-names.js';
import type { PlacedGroup, PlacedPlain, PlacedStep } from './place-steps.js';
import { inRound } from './round-copies.js';
import { compileStep } from './step-compiler.js';
import { condition, parse } from './step-context.js';
import type { StepContext } from './step-context.js';

export interface GroupContext extends StepContext {
  languages: readonly string[];
  names: KnownNames;
  calls: Calls;
  asked: Map<string, CompiledAsk>;
  /** Questions of repeated groups with their ids in each round; filled here. */
  repeated: Map<string, string[]>;
  /** Questions of the repeated group that is being compiled. */
  here?: ReadonlySet<string>;
}

/** Checks and compiles steps, and lays their groups flat. A step with mistakes is checked and left out. */
export function compileSteps(steps: readonly PlacedStep[], context: GroupContext): CompiledStep[] {
  return steps.flatMap((step) => (step.kind === 'group' ? compileGroup(step, context) : compileOne(step, context)));
}

function compileOne({ read, ...place }: PlacedPlain, context: GroupContext): CompiledStep[] {
  const step = read.step ?? read.rest;
  if (!step) return [];
  const { languages, names, here, report } = context;
  if ('ask' in step) {
    const isMany = (id: string): boolean =>
      here?.has(id) !== true && names.conditions.questions.get(id)?.valueType === 'rounds';
    // Options with mistakes have been told of; they are not missing.
    const lost = !read.step && !step.options && fieldOf(read.raw, 'options') !== undefined;
    if (!lost) checkQuestion(step, place.path, optionsOf(step, names.asks), languages, report);
    checkOptionsFrom(step, place.path, names.asks, isMany, report);
  }
  if ('subflow' in step) return compileCall(step, place, context.calls.get(read), context);
  const compiled = compileStep(step, place, context);
  if ('ask' in step && compiled.kind === 'ask') {
    checkTemplateButtons(step, compiled, languages, report);
    context.asked.set(compiled.id, compiled);
  }
  return read.step ? [compiled] : [];
}

function compileGroup(group: PlacedGroup, context: GroupContext): CompiledStep[] {
  const { index, path, after, read, round } = group;
  const head = read.step ?? read.rest;
  if (!head) return compileSteps(group.inner, context);
  const { repeat } = head;
  const when = head.when === undefined ? undefined : condition(head.when, [...path, 'when'], context);
  const common = { kind: 'group', index, path, id: head.group, after, ...(when && { when }) } as const;
  if (!repeat || !round) {
    const order = blocksOf(group, head, after);
    const steps = compileBody(group, order, context);
    return [{ ...common, questions: questionsIn(steps), ...(order && { order }) }, ...steps];
  }
  const here = context.names.repeated.get(read) ?? new Set<string>();
  const order = blocksOf(group, head, index + 1 + round.length);
  const inside = { ...context, here, expressions: new Expressions(context.names.inside(read)) };
  const body = compileBody(group, order, inside);
  const times =
    typeof repeat.times === 'number'
      ? repeat.times
      : (parse(repeat.times, 'value', [...path, 'repeat', 'times'], context) ?? 0);
  const rounds = compileRounds(group, round, { body, order, times, as: repeat.as, here });
  for (const id of here)
    context.repeated.set(
      id,
      eachRound(round.count, (n) => [`${id}__${n}`]),
    );
  return [{ ...common, questions: questionsIn(rounds) }, ...rounds];
}

interface RoundParts {
  body: readonly CompiledStep[];
  order: Blocks | undefined;
  times: CompiledRound['times'];
  as: string | undefined;
  here: ReadonlySet<string>;
}

/** The steps of one round, as often as there may be rounds. */
function compileRounds(
  { index, path, after }: PlacedGroup,
  { count, length }: NonNullable<PlacedGroup['round']>,
  { body, order, times, as, here }: RoundParts,
): CompiledStep[] {
  const first = index + 1;
  return eachRound(count, (n): CompiledStep[] => {
    const round: Round = { n, questions: here, ...(as !== undefined && { as }) };
    const move = { round, from: first, to: first + length, by: (n - 1) * length };
    const steps = body.map((step) => inRound(step, move));
    const questions = eachRound(count - n + 1, (more) => questionsIn(body).map((id) => `${id}__${n + more - 1}`));
    const front: CompiledRound = {
      kind: 'round',
      index: first,
      path,
      n,
      times,
      after,
      questions,
      ...(order && { order }),
    };
    return [{ ...inRound(front, move), ...(as !== undefined && { as }) }, ...steps];
  });
}

function compileBody(group: PlacedGroup, order: Blocks | undefined, context: GroupContext): CompiledStep[] {
  if (!order) return compileSteps(group.inner, context);
  return group.inner.flatMap((step, block): CompiledStep[] => [
    ...compileSteps([step], context),
    { kind: 'next', index: step.after, path: step.path, order, block },
  ]);
}

function blocksOf({ inner }: PlacedGroup, { group, randomise }: GroupHead, behind: number): Blocks | undefined {
  if (randomise === undefined) return undefined;
  return {
    id: group,
    keepLast: randomise === true ? 0 : randomise.keepLast,
    blocks: inner.map(({ read, index }, at) => {
      const id = fieldOf(read.raw, read.kind === 'group' ? 'group' : 'id');
      // No id of an author has this mark in it.
      return { id: typeof id === 'string' ? id : `#${at + 1}`, start: index };
    }),
    behind,
  };
}

function questionsIn(steps: readonly CompiledStep[]): string[] {
  return steps.flatMap(answersBy);
}

function eachRound<T>(count: number, make: (n: number) => T[]): T[] {
  return Array.from({ length: count }, (_, at) => at + 1).flatMap(make);
}
