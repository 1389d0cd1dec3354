import { MAX_ID_LENGTH } from '../../rendering/binding.js';
import type { CompiledFlow } from '../compiled-flow.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import { MAX_ROUNDS } from '../definition/steps.js';
import type { SubflowStep } from '../definition/steps.js';
import { matchLanguage } from '../language.js';
import type { CalledFlows } from './called-flows.js';
import type { ReadStep } from './read-steps.js';

/** The steps that call a flow, with that flow as it was compiled. */
export type Calls = ReadonlyMap<ReadStep, CompiledFlow>;

interface CallContext {
  called: CalledFlows;
  languages: readonly string[];
  report: Report;
}

/**
 * Finds and checks the flows that steps call; those that cannot be called are reported and left out. `complete`: none
 * was.
 */
export function resolveCalls(steps: readonly ReadStep[], context: CallContext): { calls: Calls; complete: boolean } {
  const calls = new Map<ReadStep, CompiledFlow>();
  let complete = true;
  const visit = (all: readonly ReadStep[], repeated: boolean): void => {
    for (const read of all) {
      if (read.kind === 'group') visit(read.inner, repeated || (read.step ?? read.rest)?.repeat !== undefined);
      const step = callIn(read);
      const flow = step && resolve(step, read.path, context);
      if (step && !flow) complete = false;
      if (!step || !flow) continue;
      calls.set(read, flow);
      checkCall(step, { flow, path: read.path, repeated }, context);
    }
  };
  visit(steps, false);
  return { calls, complete };
}

/** The call that a step is. */
export function callIn(read: ReadStep): SubflowStep | undefined {
  const step = read.kind === 'step' ? (read.step ?? read.rest) : undefined;
  return step && 'subflow' in step ? step : undefined;
}

function resolve({ subflow }: SubflowStep, path: DocumentPath, { called, report }: CallContext) {
  const found = called.get(subflow);
  if (found.ok) return found.flow;
  const { ok: _, ...problem } = found;
  report({ severity: 'error', ...problem, path: [...path, 'subflow'] });
  return undefined;
}

interface Call {
  flow: CompiledFlow;
  path: DocumentPath;
  /** It stands in a repeated group. */
  repeated: boolean;
}

function checkCall(step: SubflowStep, { flow, path, repeated }: Call, { languages, report }: CallContext): void {
  for (const name of Object.keys(step.with ?? {})) {
    if (flow.hidden.includes(name)) continue;
    const there = flow.hidden.length === 0 ? 'it lists none' : `it has ${flow.hidden.join(', ')}`;
    report({
      severity: 'error',
      rule: 'subflow-with',
      message: `"${flow.id}" has no hidden value "${name}"; ${there}`,
      path: [...path, 'with', name],
      atKey: true,
    });
  }
  const missing = languages.filter((language) => matchLanguage(flow.languages, language) === undefined);
  if (missing.length > 0)
    report({
      severity: 'warning',
      rule: 'subflow-language',
      message: `"${flow.id}" does not speak ${missing.map((tag) => `"${tag}"`).join(', ')}; it speaks ${flow.languages.join(', ')}`,
      mend: `translate it; until then its first language, "${flow.languages[0] ?? ''}", stands in`,
      path: [...path, 'subflow'],
    });
  if (repeated && flow.repeated.size > 0)
    report({
      severity: 'error',
      rule: 'repeat-nested',
      message: `"${flow.id}" has a repeated group, so it cannot be called inside another one`,
      path: [...path, 'subflow'],
    });
  const round = repeated ? `__${MAX_ROUNDS}` : '';
  const long = [...flow.questions.keys()].find((id) => `${step.id}__${id}${round}`.length > MAX_ID_LENGTH);
  if (long !== undefined)
    report({
      severity: 'error',
      rule: 'bad-name',
      message: `the answer to "${long}" of "${flow.id}" would be called "${step.id}__${long}${round}", longer than ${MAX_ID_LENGTH} characters`,
      mend: 'give the call a shorter name',
      path: [...path, 'id'],
    });
}
