import { answerKinds, parseAsk } from '../definition/ask-step.js';
import { explainIssue } from '../definition/explain-issue.js';
import type { Report } from '../definition/finding.js';
import type { Step } from '../definition/flow-definition.js';
import { BranchStep, EndStep, GotoStep, SayStep, SetStep } from '../definition/steps.js';

const KINDS = ['say', 'ask', 'set', 'branch', 'goto', 'end'] as const;
type Kind = (typeof KINDS)[number];

const SCHEMAS = { say: SayStep, set: SetStep, branch: BranchStep, goto: GotoStep, end: EndStep };

/** Checks each step against the schema of its kind; a step with mistakes is undefined in the result. */
export function readSteps(raw: readonly unknown[], report: Report): (Step | undefined)[] {
  return raw.map((step, index) => readStep(step, index, report));
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
