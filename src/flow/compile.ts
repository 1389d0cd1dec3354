import { Expressions } from './conditions.js';
import type {
  AgentUse,
  CompiledAgent,
  CompiledAsk,
  CompiledFlow,
  CompiledHandoff,
  CompiledStep,
  TemplateUse,
} from './compiled-flow.js';
import type { AskStep } from './definition/ask-step.js';
import { explainIssue } from './definition/explain-issue.js';
import { formatPath } from './definition/finding.js';
import type { DocumentPath, Finding, Report } from './definition/finding.js';
import { FlowHead } from './definition/flow-definition.js';
import type { FlowDefinition } from './definition/flow-definition.js';
import { leadTimeMs } from './definition/lead-time.js';
import { readYaml } from './definition/read-yaml.js';
import type { YamlText } from './definition/read-yaml.js';
import { inCurrentSpec } from './definition/spec-versions.js';
import type { SpecMigration } from './definition/spec-versions.js';
import { CalledFlows } from './lint/called-flows.js';
import type { FindSubflow, SubflowSource } from './lint/called-flows.js';
import { withCalled } from './lint/called-names.js';
import { resolveCalls } from './lint/calls.js';
import { checkEmptyTexts } from './lint/check-empty-texts.js';
import { checkHead } from './lint/check-head.js';
import { checkOrder } from './lint/check-order.js';
import { checkQuotas } from './lint/check-quotas.js';
import { FlowGraph } from './lint/flow-graph.js';
import { fieldOf } from './lint/field-of.js';
import { compileSteps } from './lint/group-compiler.js';
import { knownNames } from './lint/known-names.js';
import { placeSteps } from './lint/place-steps.js';
import { readSteps, wholeSteps } from './lint/read-steps.js';
import { compileFlowCourse } from './lint/compile-course.js';
import type { FlowCourse } from './lint/compile-course.js';
import { lintTemplateCall } from './lint/template-call.js';
import { target } from './lint/step-context.js';
import { TextCompiler } from './lint/text-compiler.js';
import { pickLocalised } from './localised-text.js';
import type { LocalisedText } from './localised-text.js';

export type { CompiledFlow } from './compiled-flow.js';

/** More than anybody reads; a file that is something else entirely could give one per line. */
const MAX_FINDINGS = 200;
/** Finding a problem's line takes longer the longer the file is; beyond so many errors, or warnings, they are only counted. */
const MAX_PLACED = 1_000;

export interface CompileOptions {
  /** Gives the flows that may be called; without it there are none. */
  subflow?: FindSubflow;
  /** Those of the flow language unless a test brings its own. */
  migrations?: readonly SpecMigration[];
}

export interface Compiled {
  /** Absent when there is an error among the findings. */
  flow?: CompiledFlow;
  /** By line; every mistake there is, not only the first (of several hundred, the first 200). */
  findings: Finding[];
}

/**
 * Reads, checks and prepares a flow file. Never throws for what is in it. `file` is only named in findings. The flows that it calls
 * become part of it; what is wrong in one of them is told where it is called.
 */
export function compileFlow(source: string, file: string, options: CompileOptions = {}): Compiled {
  return compileFile({ source, file }, options);
}

/** `called`: the flows on whose behalf this one is compiled; undefined where nobody calls it. */
function compileFile({ source, file }: SubflowSource, options: CompileOptions, called?: CalledFlows): Compiled {
  const { migrations, subflow = () => undefined } = options;
  const calledBy = (id: string): CalledFlows =>
    called ?? CalledFlows.of(id, subflow, (given, inner) => compileFile(given, options, inner));
  const yaml = inCurrentSpec(readYaml(source, file), migrations);
  const findings = [...yaml.findings];
  const reported = { error: 0, warning: 0 };
  const report: Report = (problem) => {
    reported[problem.severity] += 1;
    if (reported[problem.severity] <= MAX_PLACED) findings.push(yaml.place(problem));
  };
  const flow = 'value' in yaml ? compileDocument(yaml.value, source, { yaml, calledBy, report }) : undefined;
  findings.sort((a, b) => a.line - b.line || a.column - b.column);
  if (flow && !findings.some((finding) => finding.severity === 'error')) return { flow, findings };
  if (findings.length <= MAX_FINDINGS) return { findings };
  const more = `and ${yaml.findings.length + reported.error + reported.warning - MAX_FINDINGS} more`;
  return {
    findings: [
      // Errors first: they are what keeps the flow from being loaded.
      ...findings.toSorted((a, b) => rank(a) - rank(b)).slice(0, MAX_FINDINGS),
      { severity: 'error', rule: 'too-many-findings', message: more, file, line: 1, column: 1, path: '' },
    ],
  };
}

function rank({ severity }: Finding): number {
  return severity === 'error' ? 0 : 1;
}

interface DocumentContext {
  yaml: YamlText;
  /** What the flow with this id calls. */
  calledBy(id: string): CalledFlows;
  report: Report;
}

/** Undefined where the document is so far from a flow that nothing more can be checked. */
function compileDocument(
  value: unknown,
  source: string,
  { yaml, calledBy, report }: DocumentContext,
): CompiledFlow | undefined {
  const parsed = FlowHead.safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) explainIssue(issue, [], value).forEach(report);
  }
  const rawSteps = parsed.success ? parsed.data.steps : stepsOf(value);
  const steps = readSteps(rawSteps, report);
  const languages = parsed.success ? parsed.data.languages : languagesOf(value);
  const called = calledBy(parsed.success ? parsed.data.id : '');
  const { calls, complete: callsAll } = resolveCalls(steps, { called, languages, report });
  const placed = placeSteps(steps, calls, report);
  const { targets } = placed;
  // A file of a few lines can call more steps than there is room for.
  if (!placed.fits && calls.size > 0) return undefined;
  const hidden = parsed.success ? (parsed.data.hidden ?? []) : [];
  const names = knownNames(steps, calls, hidden, report);
  const texts = new TextCompiler(languages, names.texts, report);
  const expressions = new Expressions(names.conditions);
  const definition: Partial<Pick<FlowDefinition, 'kind' | 'retries' | 'quotas'>> = parsed.success ? parsed.data : {};

  const course = compileFlowCourse(parsed.success ? parsed.data : {}, {
    texts,
    report,
    target: (id, path) => target(id, path, { targets, report }, []),
  });

  const asked = new Map<string, CompiledAsk>();
  const repeated = new Map<string, string[]>();
  const compiled = compileSteps(placed.steps, {
    ...{ definition, course, texts, expressions, targets, report },
    ...{ languages, names, calls, asked, repeated },
  });
  if (!parsed.success) return undefined;

  const complete = wholeSteps(steps);
  const flow: FlowDefinition = { ...parsed.data, steps: complete ?? [] };
  const { keywords, askForPerson } = checkHead(flow, report);
  const personText = flow.person?.say === undefined ? undefined : texts.compile(flow.person.say, ['person', 'say']);
  const topic = flow.person?.topic;
  const person = flow.person && {
    keywords: askForPerson,
    ...(topic !== undefined && { topic }),
    ...(personText && { text: personText }),
  };
  checkQuotas(flow, compiled, report);
  const nudge = flow.window?.closing?.text;
  const nudgeText = nudge !== undefined ? texts.compile(nudge, ['window', 'closing', 'text']) : undefined;
  if (flow.window?.closed) checkFlowTemplate(flow.window.closed, texts, report);
  // With a step missing, ways through the flow cannot be told from mistakes.
  if (!complete || !callsAll || !placed.fits) return undefined;
  const graph = new FlowGraph(compiled);
  graph.check(report);
  checkOrder(compiled, graph, report);
  checkEmptyTexts(texts.unguarded, placed.steps, graph, report);
  return assemble(flow, source, {
    compiled,
    keywords,
    course,
    nudgeText,
    ...withCalled({ vars: names.texts.vars, repeated }, calls),
    templateUses: templateUses(flow, compiled, yaml),
    agentUses: agentUses(compiled, yaml),
    person,
  });
}

interface Parts {
  compiled: CompiledStep[];
  keywords: CompiledFlow['keywords'];
  course: FlowCourse;
  nudgeText: LocalisedText | undefined;
  names: Pick<CompiledFlow, 'vars' | 'repeated'>;
  called: CompiledFlow['called'];
  templateUses: TemplateUse[];
  agentUses: AgentUse[];
  person: CompiledFlow['person'];
}

function assemble(
  definition: FlowDefinition,
  source: string,
  { compiled, keywords, course, nudgeText, names, called, templateUses: uses, agentUses: agents, person }: Parts,
): CompiledFlow {
  const { id, languages, title, oldTaps, window, timezone } = definition;
  const questions = new Map<string, CompiledAsk>();
  const talks = new Map<string, CompiledAgent | CompiledHandoff>();
  for (const step of compiled) {
    if (step.kind === 'ask') questions.set(step.id, step);
    else if (step.kind === 'agent' || step.kind === 'handoff') talks.set(step.id, step);
  }
  const nudgeBeforeMs = window?.closing && leadTimeMs(window.closing.nudge);
  return {
    id,
    kind: definition.kind,
    languages,
    timezone: timezone ?? 'UTC',
    definition,
    source,
    called,
    steps: compiled,
    questions,
    talks,
    ...names,
    hidden: definition.hidden ?? [],
    keywords,
    templateUses: uses,
    agentUses: agents,
    ...(person && { person }),
    oldTaps: oldTaps ?? 'explain',
    back: definition.back ?? true,
    ...(course.help && { help: course.help }),
    ...(course.expiresMs !== undefined && { expiresMs: course.expiresMs }),
    window: {
      ...(nudgeBeforeMs !== undefined && { nudgeBeforeMs }),
      ...(nudgeText && { nudge: nudgeText }),
      ...(window?.closed && { closed: window.closed }),
    },
    title: (language) => pickLocalised(title, language, languages),
    closedCallFor: (stepId) => questions.get(stepId)?.closed ?? closedOf(talks.get(stepId)),
  };
}

function checkFlowTemplate(closed: NonNullable<AskStep['closed']>, texts: TextCompiler, report: Report): void {
  lintTemplateCall(closed, ['window', 'closed'], texts);
  if (closed.buttons === undefined) return;
  report({
    severity: 'error',
    rule: 'template-buttons',
    message:
      "the template of the whole flow stands for many questions; only a question's own template can carry its options",
    path: ['window', 'closed', 'buttons'],
  });
}

function templateUses(definition: FlowDefinition, steps: readonly CompiledStep[], yaml: YamlText): TemplateUse[] {
  const use = (call: TemplateUse['call'], path: DocumentPath, stepId?: string): TemplateUse => ({
    call,
    at: { ...(stepId !== undefined && { stepId }), path: formatPath(path), line: yaml.lineOf(path) },
  });
  const whole = definition.window?.closed;
  return [
    ...(whole ? [use(whole, ['window', 'closed'])] : []),
    ...steps.flatMap((step) =>
      (step.kind === 'ask' || step.kind === 'agent') && step.closed && (step.round?.n ?? 1) === 1
        ? // One of a called flow is told of where that is called.
          [use(step.closed, [...step.path, step.prefix === undefined ? 'closed' : 'subflow'], step.id)]
        : [],
    ),
  ];
}

function agentUses(steps: readonly CompiledStep[], yaml: YamlText): AgentUse[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'agent' || (step.round?.n ?? 1) > 1) return [];
    const path = [...step.path, step.prefix === undefined ? 'agent' : 'subflow'];
    return [{ agent: step.agent, at: { stepId: step.id, path: formatPath(path), line: yaml.lineOf(path) } }];
  });
}

function closedOf(talk: CompiledAgent | CompiledHandoff | undefined): TemplateUse['call'] | undefined {
  return talk?.kind === 'agent' ? talk.closed : undefined;
}

function stepsOf(value: unknown): unknown[] {
  const steps = fieldOf(value, 'steps');
  return Array.isArray(steps) ? steps : [];
}

function languagesOf(value: unknown): string[] {
  const languages = fieldOf(value, 'languages');
  const tags = Array.isArray(languages) ? languages.filter((tag) => typeof tag === 'string') : [];
  return tags.length > 0 ? tags : ['en'];
}
