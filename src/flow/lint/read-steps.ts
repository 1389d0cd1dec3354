import { answerKinds, parseAsk } from '../definition/ask-step.js';
import { explainIssue } from '../definition/explain-issue.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import { MAX_STEPS } from '../definition/flow-definition.js';
import type { PlainStep, Step } from '../definition/flow-definition.js';
import { GroupHead, STEP_SCHEMAS } from '../definition/steps.js';

const KINDS = [
  'say',
  'ask',
  'set',
  'branch',
  'split',
  'quota',
  'goto',
  'subflow',
  'agent',
  'handoff',
  'end',
  'group',
] as const;
type Kind = (typeof KINDS)[number];

/** Groups within groups: deeper ones are a mistake, or meant to break whoever reads them. */
const MAX_DEPTH = 8;

interface ReadAny {
  path: DocumentPath;
  /** As written. */
  raw: unknown;
}

/** One step as it was read. `rest` is what a step with mistakes holds besides them: worth checking, not running. */
export interface ReadPlain extends ReadAny {
  kind: 'step';
  step?: PlainStep;
  rest?: PlainStep;
}

/** A group as it was read; its steps apart. */
export interface ReadGroup extends ReadAny {
  kind: 'group';
  step?: GroupHead;
  rest?: GroupHead;
  inner: ReadStep[];
}

export type ReadStep = ReadPlain | ReadGroup;

/** Checks each step against the schema of its kind, those inside groups too. */
export function readSteps(raw: readonly unknown[], report: Report): ReadStep[] {
  let left = MAX_STEPS;
  let cut = false;
  const readAll = (list: readonly unknown[], at: DocumentPath, depth: number): ReadStep[] =>
    list.flatMap((step, index): ReadStep[] => {
      if (left === 0) {
        cut = true;
        return [];
      }
      left -= 1;
      const path = [...at, index];
      if (kindOf(step) !== 'group')
        return [{ kind: 'step', path, raw: step, ...readWhole(step, path, readPlain, report) }];
      const read = readWhole(step, path, readGroupHead, report);
      const inner = innerSteps(read.step ?? read.rest, depth, path, report);
      return [{ kind: 'group', path, raw: step, ...read, inner: readAll(inner, [...path, 'steps'], depth + 1) }];
    });
  const steps = readAll(raw, ['steps'], 0);
  if (cut) reportTooMany(report);
  return steps;
}

function innerSteps(head: GroupHead | undefined, depth: number, path: DocumentPath, report: Report): unknown[] {
  if (depth < MAX_DEPTH) return head?.steps ?? [];
  const message = `groups stand at most ${MAX_DEPTH} deep in one another`;
  report({ severity: 'error', rule: 'group-too-deep', message, path });
  return [];
}

/** A flow has more steps than one may have. */
export function reportTooMany(report: Report): void {
  report({
    severity: 'error',
    rule: 'too-big',
    message: `at most ${MAX_STEPS} steps, those of groups, of each of their rounds and of called flows counted`,
    path: ['steps'],
  });
}

/** The steps of the definition; undefined where one has mistakes. */
export function wholeSteps(steps: readonly ReadStep[]): Step[] | undefined {
  const whole: Step[] = [];
  for (const read of steps) {
    if (!read.step) return undefined;
    if (read.kind === 'step') whole.push(read.step);
    else {
      const inner = wholeSteps(read.inner);
      if (!inner) return undefined;
      whole.push({ ...read.step, steps: inner });
    }
  }
  return whole;
}

type Reader<T> = (raw: unknown, path: DocumentPath, report: Report) => T | undefined;

/** Reads a step; one with mistakes once more without the fields that are wrong, where it still is one then. */
function readWhole<T>(raw: unknown, path: DocumentPath, read: Reader<T>, report: Report): { step?: T; rest?: T } {
  const step = read(raw, path, report);
  if (step) return { step };
  const wrong = new Set<PropertyKey>();
  read(raw, [], ({ path: [field = ''] }) => wrong.add(field));
  const kept: Record<string, unknown> = Object.fromEntries(
    Object.entries(Object(raw)).filter(([key]) => !wrong.has(key)),
  );
  // An unknown type of question is read as the simplest that fits.
  if (wrong.has('ask')) kept['ask'] = Array.isArray(kept['options']) ? 'single-choice' : 'text';
  const rest = read(kept, [], () => {});
  return rest ? { rest } : {};
}

function readGroupHead(raw: unknown, path: DocumentPath, report: Report): GroupHead | undefined {
  const parsed = GroupHead.safeParse(raw);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) explainIssue(issue, path, raw).forEach(report);
  return undefined;
}

function readPlain(raw: unknown, path: DocumentPath, report: Report): PlainStep | undefined {
  const kind = kindOf(raw);
  if (kind === undefined || kind === 'group') {
    report({ severity: 'error', rule: 'step-kind', message: `a step has exactly one of ${KINDS.join(', ')}`, path });
    return undefined;
  }
  if (kind !== 'ask') {
    const parsed = STEP_SCHEMAS[kind].safeParse(raw);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) explainIssue(issue, path, raw).forEach(report);
    return undefined;
  }
  const type: unknown = Object(raw).ask;
  const known = answerKinds.find((candidate) => candidate === type);
  if (known === undefined) {
    report({
      severity: 'error',
      rule: 'unknown-question-type',
      message: `there is no question type "${String(type)}"; there are ${answerKinds.join(', ')}`,
      path: [...path, 'ask'],
    });
    return undefined;
  }
  const parsed = parseAsk(known, raw);
  if (parsed.ok) return parsed.step;
  for (const issue of parsed.issues) explainIssue(issue, path, raw).forEach(report);
  return undefined;
}

/** `say` belongs to `end` and to `handoff` where both are there; any other two are a contradiction. */
function kindOf(raw: unknown): Kind | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const kinds = KINDS.filter((kind) => Object.hasOwn(raw, kind));
  if (kinds.length === 2 && kinds[0] === 'say') return kinds.find((kind) => kind === 'end' || kind === 'handoff');
  return kinds.length === 1 ? kinds[0] : undefined;
}
