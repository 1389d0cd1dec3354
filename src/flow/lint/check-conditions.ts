import { celEnvironment } from '../cel-environment.js';
import type { CompiledFlow } from '../compiled-flow.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import type { AnswerValue } from '../session.js';
import { logicOf } from './condition-logic.js';
import type { Leaf, Logic, Mention } from './condition-logic.js';
import { valuesOf } from './condition-values.js';

/** Combinations of answers that one condition is tried with; beyond, nothing is said about it. */
const MAX_COMBINATIONS = 20_000;
/** Values and combinations for all conditions of a flow: some seconds. What comes after is not judged. */
const MAX_WORK = 5_000_000;

interface Work {
  left: number;
}

/** Warns of conditions that no answers make true, or that every answer does. */
export function checkConditions(flow: CompiledFlow, report: Report): void {
  const work: Work = { left: MAX_WORK };
  for (const { source, path } of conditionsIn(flow.definition)) {
    if (work.left <= 0) return;
    for (const { rule, message, mend, offset } of judge(flow, source, work)) {
      report({ severity: 'warning', rule, message, mend, path, offset });
    }
  }
}

/** Every condition of the document, whatever it decides about. */
function conditionsIn(definition: CompiledFlow['definition']): { source: string; path: DocumentPath }[] {
  const found: { source: string; path: DocumentPath }[] = [];
  const visit = (value: unknown, path: DocumentPath): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      if (key === 'when' && typeof inner === 'string') found.push({ source: inner, path: [...path, key] });
      else visit(inner, [...path, key]);
    }
  };
  visit(definition, []);
  return found;
}

interface Verdict {
  rule: 'condition-never' | 'condition-always';
  message: string;
  mend: string;
  offset: number;
}

function judge(flow: CompiledFlow, source: string, work: Work): Verdict[] {
  const logic = logicOf(celEnvironment.parse(source).ast, (name) => flow.questions.get(name)?.type.valueType);
  const leaves = leavesOf(logic);
  const domains = domainsOf(flow, leaves, work);
  const ofLeaves = leaves.flatMap((leaf) => judgeLeaf(leaf, domains.get(leaf.question)) ?? []);
  if (ofLeaves.length > 0) return ofLeaves;
  const outcomes = outcomesOf(logic, domains, work);
  if (outcomes.size !== 1) return [];
  return outcomes.has(true)
    ? [{ rule: 'condition-always', message: `"${source}" is always true`, mend: 'take the condition out', offset: 0 }]
    : [{ rule: 'condition-never', message: `"${source}" can never be true`, mend: CHECK_PARTS, offset: 0 }];
}

const CHECK_PARTS = 'check which part rules out another one';

/** What can be said of one comparison by itself. */
function judgeLeaf(leaf: Leaf, values: AnswerValue[] | undefined): Verdict | undefined {
  const { node, question, holds, ofNull } = leaf;
  if (!values || ofNull) return undefined;
  const source = keyOf(leaf);
  const given = values.filter((value) => value !== null);
  if (given.every((value) => !holds(value)) && !holds(null)) {
    return {
      rule: 'condition-never',
      message: `"${source}" can never be true: no answer to "${question}" is like that`,
      mend: `compare with what "${question}" can be answered with`,
      offset: node.start,
    };
  }
  if (node.op === 'id' || given.some((value) => !holds(value))) return undefined;
  return {
    rule: 'condition-always',
    message: `"${source}" is true for every answer to "${question}"`,
    mend: `if it is to say that there is an answer, write ${question} != null`,
    offset: node.start,
  };
}

function leavesOf(logic: Logic): Leaf[] {
  switch (logic.kind) {
    case 'leaf':
      return [logic];
    case 'not':
      return leavesOf(logic.part);
    case 'and':
    case 'or':
      return logic.parts.flatMap(leavesOf);
    default:
      return [];
  }
}

/** By question the values worth trying, the missing answer among them; undefined where they are not known. */
function domainsOf(flow: CompiledFlow, leaves: readonly Leaf[], work: Work): Domains {
  const mentions = new Map<string, Mention[]>();
  for (const leaf of leaves) mentions.set(leaf.question, [...(mentions.get(leaf.question) ?? []), ...leaf.mentions]);
  return new Map(
    [...mentions].map(([id, ofQuestion]) => {
      const step = flow.questions.get(id);
      const values = step && valuesOf(flow, step, ofQuestion);
      for (const value of values ?? []) work.left -= Array.isArray(value) ? value.length : 1;
      return [id, values && [...values, null]];
    }),
  );
}

/** One combination: an answer for each question, true or false for each part that cannot be reasoned about. */
interface Trial {
  answers: Map<string, AnswerValue>;
  guesses: Map<string, boolean>;
}

type Domains = ReadonlyMap<string, AnswerValue[] | undefined>;

/** What a condition can come to, over all combinations of values; both where there are too many. */
function outcomesOf(logic: Logic, domains: Domains, work: Work): Set<boolean> {
  const known = [...domains].flatMap(([id, values]): [string, AnswerValue[]][] => (values ? [[id, values]] : []));
  const unknown = [...new Set(unknownKeys(logic, domains))];
  const combinations = known.reduce((count, [, values]) => count * values.length, 2 ** unknown.length);
  if (combinations > MAX_COMBINATIONS) return new Set([true, false]);
  const outcomes = new Set<boolean>();
  for (let nth = 0; nth < combinations && outcomes.size < 2; nth += 1) {
    work.left -= 1;
    outcomes.add(holds(logic, trialOf(nth, known, unknown)));
  }
  return outcomes;
}

/** The nth combination: each part of the number chooses one value. */
function trialOf(nth: number, known: readonly [string, AnswerValue[]][], unknown: readonly string[]): Trial {
  let rest = nth;
  const take = (count: number): number => {
    const taken = rest % count;
    rest = Math.floor(rest / count);
    return taken;
  };
  return {
    answers: new Map(known.map(([id, values]) => [id, values[take(values.length)] ?? null])),
    guesses: new Map(unknown.map((key) => [key, take(2) === 1])),
  };
}

function holds(logic: Logic, trial: Trial): boolean {
  switch (logic.kind) {
    case 'and':
      return logic.parts.every((part) => holds(part, trial));
    case 'or':
      return logic.parts.some((part) => holds(part, trial));
    case 'not':
      return !holds(logic.part, trial);
    case 'fixed':
      return logic.value;
    case 'unknown':
      return trial.guesses.get(logic.key) ?? false;
    case 'leaf': {
      const value = trial.answers.get(logic.question);
      return value === undefined ? (trial.guesses.get(keyOf(logic)) ?? false) : logic.holds(value);
    }
  }
}

function unknownKeys(logic: Logic, domains: Domains): string[] {
  switch (logic.kind) {
    case 'unknown':
      return [logic.key];
    case 'leaf':
      return domains.get(logic.question) ? [] : [keyOf(logic)];
    case 'not':
      return unknownKeys(logic.part, domains);
    case 'and':
    case 'or':
      return logic.parts.flatMap((part) => unknownKeys(part, domains));
    case 'fixed':
      return [];
  }
}

function keyOf({ node }: Leaf): string {
  return node.input.slice(node.start, node.end);
}
