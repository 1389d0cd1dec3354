import { answerKinds, parseAsk } from '../definition/ask-step.js';
import { explainIssue } from '../definition/explain-issue.js';
import type { Report } from '../definition/finding.js';
import type { Step } from '../definition/flow-definition.js';
import { BranchStep, EndStep, GotoStep, SayStep, SetStep } from '../definition/steps.js';

const KINDS = ['say', 'ask', 'set', 'branch', 'goto', 'end'] as const;
type Kind = (typeof KINDS)[number];

const SCHEMAS = { say: SayStep, set: SetStep, branch: BranchStep, goto: GotoStep, end: EndStep };

/** One step as it was read. `rest` is what a step with mistakes holds besides them: worth checking, not running. */
export interface ReadStep {
  step?: Step;
  rest?: Step;
}

/** Checks each step against the schema of its kind. */
export function readSteps(raw: readonly unknown[], report: Report): ReadStep[] {
  return raw.map((step, index) => {
    const read = readStep(step, index, report);
    if (read) return { step: read };
    const rest = readRest(step);
    return rest ? { rest } : {};
  });
}

/** The step without the fields that are wrong, where it still is one; an unknown type of question is read as the simplest that fits. */
function readRest(raw: unknown): Step | undefined {
  const wrong = new Set<PropertyKey>();
  readStep(raw, 0, ({ path }) => wrong.add(path[2] ?? ''));
  const kept: Record<string, unknown> = Object.fromEntries(
    Object.entries(Object(raw)).filter(([key]) => !wrong.has(key)),
  );
  if (wrong.has('ask')) kept['ask'] = Array.isArray(kept['options']) ? 'single-choice' : 'text';
  return readStep(kept, 0, () => {});
}

function readStep(raw: unknown, index: number, report: Report): Step | undefined {
  const path = ['steps', index];
  const kind = kindOf(raw);
  if (kind === undefined) {
    report({ severity: 'error', rule: 'step-kind', message: `a step has exactly one of ${KINDS.join(', ')}`, path });
    return undefined;
  }
  if (kind !== 'ask') {
    const parsed = SCHEMAS[kind].safeParse(raw);
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

/** `say` belongs to `end` where both are there; any other two are a contradiction. */
function kindOf(raw: unknown): Kind | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const kinds = KINDS.filter((kind) => Object.hasOwn(raw, kind));
  if (kinds.length === 2 && kinds.includes('say') && kinds.includes('end')) return 'end';
  return kinds.length === 1 ? kinds[0] : undefined;
}
