import { answerTypeOf } from '../answers/registry.js';
import type { ConditionNames } from '../conditions.js';
import { answerKinds } from '../definition/ask-step.js';
import type { AskStep } from '../definition/ask-step.js';
import type { Report } from '../definition/finding.js';
import { isName } from '../definition/names.js';
import { optionsOf } from './carried-options.js';
import type { Asks } from './carried-options.js';
import { calledNames } from './called-names.js';
import type { QuestionName } from './called-names.js';
import { callIn } from './calls.js';
import type { Calls } from './calls.js';
import { checkNames, roundName, setNames } from './check-names.js';
import { fieldOf } from './field-of.js';
import { callPrefix } from './inline-flow.js';
import type { ReadGroup, ReadStep } from './read-steps.js';
import { talkNames } from './talk-names.js';
import type { TextNames } from './text-compiler.js';

type QuestionNames = ConditionNames['questions'];

/** A step, and the repeated group that it is in. */
export interface Found {
  read: ReadStep;
  repeated: ReadGroup | undefined;
}

/** What conditions and texts may name. */
export interface KnownNames {
  /** Outside of repeated groups. */
  conditions: ConditionNames;
  /** Inside one: its questions are single answers there. */
  inside(group: ReadGroup): ConditionNames;
  /** For texts, which do not mind what type a value has, but for those with parts. */
  texts: TextNames;
  asks: Asks;
  /** Questions of each repeated group. */
  repeated: ReadonlyMap<ReadGroup, ReadonlySet<string>>;
}

/** Gathers all names of a flow, and reports those that stand for two things. */
export function knownNames(
  steps: readonly ReadStep[],
  calls: Calls,
  hidden: readonly string[],
  report: Report,
): KnownNames {
  const found = withGroups(steps, undefined);
  const asks = new Map<string, AskStep>();
  const repeated = new Map<ReadGroup, Set<string>>();
  const repeat = (group: ReadGroup | undefined, names: Iterable<string>): void => {
    if (group) repeated.set(group, new Set([...(repeated.get(group) ?? []), ...names]));
  };
  for (const { read, repeated: group } of found) {
    repeat(group, talkNames(read));
    if (read.kind !== 'step' || !read.step || !('ask' in read.step)) continue;
    asks.set(read.step.id, read.step);
    repeat(group, [read.step.id]);
  }
  const called = found.flatMap(({ read, repeated: group }) => {
    const names = calledNames(read, calls);
    repeat(group, names.questions.keys());
    return [names];
  });
  const single = new Map([...questionNames(asks), ...called.flatMap(({ questions }) => [...questions])]);
  const many = [...repeated.values()].flatMap((ids) => [...ids]);
  const splits = splitNames(found);
  const backs = new Map(called.flatMap(({ back }) => [...back]));
  // Questions with mistakes: known, but nothing can be said of their type.
  const unread = found.flatMap(({ read: { raw } }) => {
    const id = fieldOf(raw, 'id');
    return fieldOf(raw, 'ask') !== undefined && isName(id) && !asks.has(id) ? [id] : [];
  });
  unread.push(...namesOfLostCalls(found, calls));
  checkNames({ found, asks, splits, hidden }, report);
  const values = [
    ...hidden,
    ...found.flatMap(({ read }) => [...setNames(read), ...roundName(read), ...talkNames(read)]),
    ...called.flatMap(({ vars: own }) => own),
  ];
  const vars = new Set(values.filter((name) => !asks.has(name) && !splits.has(name) && !unread.includes(name)));
  const scored = new Set([
    ...[...asks].flatMap(([id, ask]) => (optionsOf(ask, asks).some(hasScore) ? [id] : [])),
    ...called.flatMap((names) => names.scored),
  ]);
  const outside = new Map<string, QuestionName>([...single, ...splits, ...backs]);
  for (const id of many) outside.set(id, { ...single.get(id), valueType: 'rounds' });
  const rest = { vars: new Set([...vars, ...unread]), scored };
  return {
    conditions: { questions: outside, ...rest },
    inside: (group) => {
      const inside = new Map(outside);
      for (const id of repeated.get(group) ?? []) {
        const name = single.get(id);
        if (name) inside.set(id, name);
        else inside.delete(id);
      }
      return { questions: inside, ...rest };
    },
    texts: {
      questions: new Set([...single.keys(), ...unread]),
      withParts: new Set([...single].flatMap(([id, { valueType }]) => (valueType === 'object' ? [id] : []))),
      vars: new Set([...vars, ...splits.keys(), ...backs.keys()]),
    },
    asks,
    repeated,
  };
}

function withGroups(steps: readonly ReadStep[], repeated: ReadGroup | undefined): Found[] {
  return steps.flatMap((read) => {
    if (read.kind === 'step') return [{ read, repeated }];
    const inside = repeated ?? ((read.step ?? read.rest)?.repeat ? read : undefined);
    return [{ read, repeated }, ...withGroups(read.inner, inside)];
  });
}

/** What is named of flows that cannot be called: that they cannot has been told. */
function namesOfLostCalls(found: readonly Found[], calls: Calls): string[] {
  const lost = found.flatMap(({ read }) => (calls.has(read) ? [] : (callIn(read)?.id ?? [])));
  if (lost.length === 0) return [];
  const source = JSON.stringify(found.map(({ read }) => read.raw));
  return lost.flatMap((id) => source.match(new RegExp(`\\b${callPrefix(id)}\\w+`, 'g')) ?? []);
}

function questionNames(asks: Asks): QuestionNames {
  const names = new Map<string, QuestionName>();
  for (const [id, ask] of asks) {
    const kind = answerKinds.find((candidate) => candidate === ask.ask);
    if (kind === undefined) continue;
    const options = optionsOf(ask, asks).map((option) => option.id);
    const type = answerTypeOf(kind);
    const parts = type.parts?.(ask.fields);
    names.set(id, {
      valueType: type.valueType,
      ...(options.length > 0 && { optionIds: options }),
      ...(parts && { parts }),
    });
  }
  return names;
}

/** A split's value is the name of its arm, so that conditions can be checked as those on a choice. */
function splitNames(found: readonly Found[]): QuestionNames {
  const names = new Map<string, QuestionName>();
  for (const { read } of found) {
    const step = read.kind === 'step' ? (read.step ?? read.rest) : undefined;
    if (!step || !('split' in step)) continue;
    names.set(step.id, { valueType: 'string', optionIds: step.split.flatMap(({ name, goto }) => name ?? goto ?? []) });
  }
  return names;
}

function hasScore({ score }: { score?: number | undefined }): boolean {
  return score !== undefined;
}
