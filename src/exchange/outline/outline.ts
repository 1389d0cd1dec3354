import type { AskStep } from '../../flow/definition/ask-step.js';
import type { FlowDefinition, GroupStep, Step } from '../../flow/definition/flow-definition.js';
import type { BranchStep, EndStep, SayStep, SetStep } from '../../flow/definition/steps.js';
import { allOf, conjuncts, mapExpression, negate } from '../expressions/expression.js';
import type { Expression } from '../expressions/expression.js';
import { readCel } from '../expressions/read-cel.js';
import type { Lookup } from '../expressions/known-name.js';
import type { Findings } from '../finding.js';
import { ifCarried } from '../if-carried.js';

/** A flow as forms have it: things shown one after another, each under a condition; no jumps. */
export type OutlineItem = {
  where: string;
  /** Undefined where it is always shown. */
  relevance?: Expression;
} & (
  | { kind: 'question'; step: AskStep; constraint?: { holds: Expression; message?: SayStep['say'] } }
  | { kind: 'note'; step: SayStep }
  | { kind: 'value'; step: SetStep }
  | { kind: 'ending'; step: EndStep }
  | { kind: 'group'; step: GroupStep; items: OutlineItem[] }
);

interface Skip {
  /** The way goes past everything while this holds. */
  condition: Expression;
  /** Id of the step at which it is over; undefined: until the end. */
  until?: string;
}

/**
 * Turns jumps into conditions: what a `goto`, a branch or an end passes over is shown unless its condition holds. A way
 * back to the question before, as imports write it, is that question's constraint; other ways back have no counterpart.
 */
export function outlineOf(definition: FlowDefinition, lookup: Lookup, findings: Findings): OutlineItem[] {
  return new Outline(lookup, findings).items(definition.steps, 'steps');
}

class Outline {
  private skips: Skip[] = [];
  private readonly passed = new Set<string>();
  private last: (OutlineItem & { kind: 'question' }) | undefined;

  constructor(
    private readonly lookup: Lookup,
    private readonly findings: Findings,
  ) {}

  items(steps: readonly Step[], path: string): OutlineItem[] {
    return steps.flatMap((step, index): OutlineItem[] => {
      const id = idOf(step);
      const where = id === undefined ? `${path}[${index}]` : `${path}[${index}] "${id}"`;
      this.skips = this.skips.filter(({ until }) => until === undefined || until !== id);
      if (id !== undefined) this.passed.add(id);
      const before = [...this.skips];
      const own = this.read(step.when, where, 'when');
      const relevance = allOf([...before.map(({ condition }) => negate(condition)), ...(own ? [own] : [])]);
      const common = { where, ...(relevance && { relevance }) };
      if ('group' in step) {
        // The group's own condition holds for all in it; a jump out of it is one only where the group is shown.
        const outside = this.skips;
        this.skips = [];
        const items = this.items(step.steps, `${path}[${index}].steps`);
        const out = this.skips.map((skip) => ({
          ...skip,
          condition: allOf([...(relevance ? [relevance] : []), skip.condition]) ?? TRUE,
        }));
        this.skips = [...outside, ...out];
        return items.length > 0 ? [{ ...common, kind: 'group', step, items }] : [];
      }
      if ('ask' in step) return [(this.last = { ...common, kind: 'question', step })];
      if ('agent' in step || 'handoff' in step) {
        const what = 'agent' in step ? `agent ${step.agent}` : `handoff ${step.handoff}`;
        this.findings.leftOut(where, what, 'forms have nobody to talk to; it is passed over');
        return [];
      }
      if ('say' in step && !('end' in step))
        return this.isConstraintMessage(step, steps[index + 1]) ? [] : [{ ...common, kind: 'note', step }];
      if ('set' in step) return [{ ...common, kind: 'value', step }];
      if ('end' in step) {
        this.skips.push({ condition: relevance ?? TRUE });
        return [{ ...common, kind: 'ending', step }];
      }
      if ('goto' in step) this.jump(step.goto, { reached: relevance, own: own ?? TRUE }, where, steps[index - 1]);
      if ('branch' in step) this.branch(step.branch, relevance, where);
      if ('quota' in step)
        this.findings.leftOut(where, 'quota', 'forms do not count people against a quota; everybody is let through');
      if ('subflow' in step)
        this.findings.leftOut(where, `subflow ${step.subflow}`, 'forms cannot call one another; export that flow too');
      if ('split' in step)
        this.findings.leftOut(
          where,
          'split',
          'forms do not send people down different ways by lot; all ways are shown',
        );
      return [];
    });
  }

  private branch(arms: BranchStep['branch'], reached: Expression | undefined, where: string): void {
    let before: Expression[] = reached ? [reached] : [];
    for (const arm of arms) {
      const when = this.read(arm.when, where, 'branch');
      const taken = allOf([...before, ...(when ? [when] : [])]) ?? TRUE;
      this.jump(arm.goto, { reached: taken, own: taken }, where, undefined);
      if (when) before = [...before, negate(when)];
    }
  }

  /** `reached`: when the way comes by and is taken; `own`: the jump's own condition. */
  private jump(
    target: string,
    { reached, own }: { reached: Expression | undefined; own: Expression },
    where: string,
    previous: Step | undefined,
  ): void {
    if (!this.passed.has(target)) {
      this.skips.push({ condition: reached ?? TRUE, until: target });
      return;
    }
    const holds = this.last?.step.id === target ? constraintIn(own, target) : undefined;
    if (holds && this.last) {
      const message = previous && 'say' in previous && !('end' in previous) ? previous.say : undefined;
      const known = this.last.constraint?.holds;
      this.last.constraint = {
        holds: known ? { kind: 'binary', sign: '&&', left: known, right: holds } : holds,
        ...(message !== undefined && { message }),
      };
      return;
    }
    this.findings.leftOut(where, `goto ${target}`, 'forms go forwards only');
  }

  /** The sentence before a way back to the question: it goes with the constraint. */
  private isConstraintMessage(step: SayStep, next: Step | undefined): boolean {
    return (
      step.when !== undefined &&
      next !== undefined &&
      'goto' in next &&
      next.when === step.when &&
      this.last?.step.id === next.goto
    );
  }

  private read(source: string | undefined, where: string, what: string): Expression | undefined {
    if (source === undefined) return undefined;
    return ifCarried(this.findings, where, `${what}: ${source}`, () => readCel(source, this.lookup));
  }
}

const TRUE: Expression = { kind: 'literal', value: true };

function idOf(step: Step): string | undefined {
  return 'group' in step ? step.group : step.id;
}

/** `q != null && !(C)` → C about the question itself. */
function constraintIn(condition: Expression, question: string): Expression | undefined {
  const parts = conjuncts(condition);
  const answered = parts.findIndex(
    (part) =>
      part.kind === 'call' &&
      part.does === 'answered' &&
      part.args[0]?.kind === 'name' &&
      part.args[0].name === question,
  );
  if (answered === -1) return undefined;
  const violated = allOf(parts.filter((_, index) => index !== answered));
  if (!violated) return undefined;
  return mapExpression(negate(violated), (node) =>
    node.kind === 'name' && node.name === question ? { kind: 'self' } : undefined,
  );
}
