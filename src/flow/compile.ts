import { Expressions } from './conditions.js';
import type { CompiledAsk, CompiledFlow, CompiledStep, TemplateUse } from './compiled-flow.js';
import { answerKinds } from './definition/ask-step.js';
import type { AskStep } from './definition/ask-step.js';
import { explainIssue } from './definition/explain-issue.js';
import { formatPath } from './definition/finding.js';
import type { DocumentPath, Finding, Report } from './definition/finding.js';
import { FlowHead } from './definition/flow-definition.js';
import type { FlowDefinition, Step } from './definition/flow-definition.js';
import { leadTimeMs } from './definition/lead-time.js';
import { Name } from './definition/names.js';
import { readYaml } from './definition/read-yaml.js';
import type { YamlText } from './definition/read-yaml.js';
import type { ValueType } from './answers/answer-type.js';
import { answerTypeOf } from './answers/registry.js';
import { checkEmptyTexts } from './lint/check-empty-texts.js';
import { checkHead } from './lint/check-head.js';
import type { Keyword } from './lint/check-head.js';
import { checkQuestion, checkTemplateButtons } from './lint/check-question.js';
import { FlowGraph } from './lint/flow-graph.js';
import { readSteps } from './lint/read-steps.js';
import { compileStep, lintTemplateCall } from './lint/step-compiler.js';
import { TextCompiler } from './lint/text-compiler.js';
import { pickLocalised } from './localised-text.js';
import type { LocalisedText } from './localised-text.js';

export type { CompiledFlow } from './compiled-flow.js';

/** More than anybody reads; a file that is something else entirely could give one per line. */
const MAX_FINDINGS = 200;

export interface Compiled {
  /** Absent when there is an error among the findings. */
  flow?: CompiledFlow;
  /** By line; every mistake there is, not only the first (of several hundred, the first 200). */
  findings: Finding[];
}

/** Reads, checks and prepares a flow file. Never throws for what is in it. `file` is only named in findings. */
export function compileFlow(source: string, file: string): Compiled {
  const yaml = readYaml(source, file);
  const findings = [...yaml.findings];
  const report: Report = (problem) => findings.push(yaml.place(problem));
  const flow = 'value' in yaml ? compileDocument(yaml.value, source, yaml, report) : undefined;
  findings.sort((a, b) => a.line - b.line || a.column - b.column);
  if (flow && !findings.some((finding) => finding.severity === 'error')) return { flow, findings };
  if (findings.length <= MAX_FINDINGS) return { findings };
  const more = `and ${findings.length - MAX_FINDINGS} more`;
  return {
    findings: [
      ...findings.slice(0, MAX_FINDINGS),
      { severity: 'error', rule: 'too-many-findings', message: more, file, line: 1, column: 1, path: '' },
    ],
  };
}

/** Undefined where the document is so far from a flow that nothing more can be checked. */
function compileDocument(value: unknown, source: string, yaml: YamlText, report: Report): CompiledFlow | undefined {
  const parsed = FlowHead.safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) explainIssue(issue, [], value).forEach(report);
  }
  const rawSteps = parsed.success ? parsed.data.steps : stepsOf(value);
  const steps = readSteps(rawSteps, report);
  const targets = stepIds(rawSteps, report);
  const languages = parsed.success ? parsed.data.languages : languagesOf(value);
  const complete = steps.flatMap(({ step }) => (step ? [step] : []));
  const names = conditionNames(complete, rawSteps, report);
  const texts = new TextCompiler(
    languages,
    { questions: new Set([...names.questions.keys(), ...names.unread]), vars: names.vars },
    report,
  );
  const expressions = new Expressions({ questions: names.questions, vars: new Set([...names.vars, ...names.unread]) });
  const definition: Pick<FlowDefinition, 'retries'> = parsed.success ? parsed.data : {};

  const compiled: CompiledStep[] = [];
  for (const [index, { step: whole, rest }] of steps.entries()) {
    const step = whole ?? rest;
    if (!step) continue;
    if ('ask' in step) checkQuestion(step, index, languages, report);
    const compiledStep = compileStep(step, index, { definition, texts, expressions, targets, report });
    if ('ask' in step && compiledStep.kind === 'ask') checkTemplateButtons(step, compiledStep, languages, report);
    if (whole) compiled.push(compiledStep);
  }
  if (!parsed.success) return undefined;

  const flow: FlowDefinition = { ...parsed.data, steps: complete };
  const keywords = checkHead(flow, report);
  const nudge = flow.window?.closing?.text;
  const nudgeText = nudge !== undefined ? texts.compile(nudge, ['window', 'closing', 'text']) : undefined;
  if (flow.window?.closed) checkFlowTemplate(flow.window.closed, texts, report);
  // With a step missing, ways through the flow cannot be told from mistakes.
  if (complete.length !== steps.length) return undefined;
  const graph = new FlowGraph(compiled);
  graph.check(report);
  checkEmptyTexts(texts.unguarded, complete, graph, report);
  return assemble(flow, source, {
    compiled,
    keywords,
    nudgeText,
    vars: [...names.vars],
    templateUses: templateUses(flow, yaml),
  });
}

interface Parts {
  compiled: CompiledStep[];
  keywords: Keyword[];
  nudgeText: LocalisedText | undefined;
  vars: string[];
  templateUses: TemplateUse[];
}

function assemble(
  definition: FlowDefinition,
  source: string,
  { compiled, keywords, nudgeText, vars, templateUses: uses }: Parts,
): CompiledFlow {
  const { id, languages, title, oldTaps, window, timezone } = definition;
  const questions = new Map<string, CompiledAsk>();
  for (const step of compiled) if (step.kind === 'ask') questions.set(step.id, step);
  const nudgeBeforeMs = window?.closing && leadTimeMs(window.closing.nudge);
  return {
    id,
    languages,
    timezone: timezone ?? 'UTC',
    definition,
    source,
    steps: compiled,
    questions,
    vars,
    keywords,
    templateUses: uses,
    oldTaps: oldTaps ?? 'explain',
    window: {
      ...(nudgeBeforeMs !== undefined && { nudgeBeforeMs }),
      ...(nudgeText && { nudge: nudgeText }),
      ...(window?.closed && { closed: window.closed }),
    },
    title: (language) => pickLocalised(title, language, languages),
    closedCallFor: (stepId) => questions.get(stepId)?.closed,
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

function templateUses(definition: FlowDefinition, yaml: YamlText): TemplateUse[] {
  const use = (call: TemplateUse['call'], path: DocumentPath, stepId?: string): TemplateUse => ({
    call,
    at: { ...(stepId !== undefined && { stepId }), path: formatPath(path), line: yaml.lineOf(path) },
  });
  const whole = definition.window?.closed;
  return [
    ...(whole ? [use(whole, ['window', 'closed'])] : []),
    ...definition.steps.flatMap((step, index) =>
      'ask' in step && step.closed ? [use(step.closed, ['steps', index, 'closed'], step.id)] : [],
    ),
  ];
}

/** Ids of all steps, those with mistakes too, so that a mistake in a step does not make every way to it one. */
function stepIds(rawSteps: readonly unknown[], report: Report): Map<string, number> {
  const ids = new Map<string, number>();
  for (const [index, step] of rawSteps.entries()) {
    const id = fieldOf(step, 'id');
    if (typeof id !== 'string') continue;
    if (ids.has(id))
      report({
        severity: 'error',
        rule: 'step-id-duplicate',
        message: `the step id "${id}" is there twice`,
        path: ['steps', index, 'id'],
      });
    else ids.set(id, index);
  }
  return ids;
}

/** What conditions and texts may name. `unread` are questions with mistakes: known, but nothing can be said of their type. */
function conditionNames(steps: readonly Step[], rawSteps: readonly unknown[], report: Report) {
  const questions = new Map<string, { valueType: ValueType; optionIds?: readonly string[] }>();
  const vars = new Set<string>();
  for (const step of steps) {
    if (!('ask' in step)) continue;
    const kind = answerKinds.find((candidate) => candidate === step.ask);
    if (kind === undefined) continue;
    questions.set(step.id, {
      valueType: answerTypeOf(kind).valueType,
      ...(step.options && { optionIds: step.options.map((option) => option.id) }),
    });
  }
  const unread = new Set<string>();
  for (const raw of rawSteps) {
    const id = fieldOf(raw, 'id');
    if (fieldOf(raw, 'ask') !== undefined && typeof id === 'string' && isName(id) && !questions.has(id)) unread.add(id);
  }
  for (const [index, raw] of rawSteps.entries()) {
    const set = fieldOf(raw, 'set');
    if (typeof set !== 'object' || set === null) continue;
    for (const name of Object.keys(set)) {
      if (questions.has(name))
        report({
          severity: 'error',
          rule: 'name-taken',
          message: `"${name}" is a question; its answer cannot be set`,
          path: ['steps', index, 'set', name],
          atKey: true,
        });
      else if (isName(name)) vars.add(name);
    }
  }
  for (const name of unread) vars.delete(name);
  return { questions, vars, unread };
}

function isName(text: string): boolean {
  return Name.safeParse(text).success;
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

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, field)?.value : undefined;
}
