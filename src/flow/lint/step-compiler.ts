import { answerTypeOf } from '../answers/registry.js';
import type { AfterRetries, CompiledAsk, CompiledMedia, CompiledStep } from '../compiled-flow.js';
import type { Expression, Expressions } from '../conditions.js';
import { answerKinds } from '../definition/ask-step.js';
import type { AskStep } from '../definition/ask-step.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import type { FlowDefinition, Step } from '../definition/flow-definition.js';
import type { MediaField, Retries } from '../definition/steps.js';
import { ownTexts } from './check-question.js';
import type { TextCompiler } from './text-compiler.js';

const DEFAULT_RETRIES = 3;
const WEB_ADDRESS = /^https?:\/\/\S+$/;

/** What compiling one step needs to know of the rest of the flow. */
export interface StepContext {
  definition: Pick<FlowDefinition, 'retries'>;
  texts: TextCompiler;
  expressions: Expressions;
  /** Index of a step by its id. */
  targets: ReadonlyMap<string, number>;
  report: Report;
}

/** Resolves a step's names and parses its texts and conditions; what is wrong is reported, and replaced by something harmless. */
export function compileStep(step: Step, index: number, context: StepContext): CompiledStep {
  const { texts } = context;
  const path = ['steps', index];
  const when = step.when === undefined ? undefined : condition(step.when, [...path, 'when'], context);
  const common = { index, ...(step.id !== undefined && { id: step.id }), ...(when && { when }) };
  if ('ask' in step) return compileAsk(step, index, { ...common, id: step.id }, context);
  if ('end' in step) {
    return {
      ...common,
      kind: 'end',
      disposition: step.end,
      ...(step.say !== undefined && { text: texts.compile(step.say, [...path, 'say'], index) }),
    };
  }
  if ('say' in step) {
    const { link } = step;
    return {
      ...common,
      kind: 'say',
      text: texts.compile(step.say, [...path, 'say'], index),
      ...(step.media && { media: compileMedia(step.media, index, context) }),
      ...(link && {
        link: {
          label: texts.compile(link.label, [...path, 'link', 'label'], index),
          url: webAddress(link.url, [...path, 'link', 'url'], index, context),
        },
      }),
    };
  }
  if ('set' in step) {
    return {
      ...common,
      kind: 'set',
      values: Object.entries(step.set).flatMap(([name, source]) => {
        const expression = parse(String(source), 'value', [...path, 'set', name], context);
        return expression ? [{ name, expression }] : [];
      }),
    };
  }
  if ('branch' in step) {
    return {
      ...common,
      kind: 'branch',
      arms: step.branch.map((arm, at) => {
        const armWhen =
          arm.when === undefined ? undefined : condition(arm.when, [...path, 'branch', at, 'when'], context);
        return {
          ...(armWhen && { when: armWhen }),
          target: target(arm.goto, [...path, 'branch', at, 'goto'], context),
        };
      }),
    };
  }
  return { ...common, kind: 'goto', target: target(step.goto, [...path, 'goto'], context) };
}

function compileAsk(
  step: AskStep,
  index: number,
  common: { index: number; id: string; when?: Expression },
  context: StepContext,
): CompiledAsk {
  const { texts } = context;
  const path = ['steps', index];
  const kind = answerKinds.find((candidate) => candidate === step.ask);
  if (kind === undefined) throw new Error(`"${step.ask}" passed the schema of questions and is no question type`);
  const type = answerTypeOf(kind);
  for (const own of ownTexts(type.fields, step.fields, path)) texts.compile(own.text, own.path, index);
  const { closed } = step;
  if (closed) lintTemplateCall(closed, [...path, 'closed'], context.texts, index);
  return {
    ...common,
    kind: 'ask',
    type,
    fields: step.fields,
    text: texts.compile(step.text, [...path, 'text'], index),
    ...(step.hint !== undefined && { hint: texts.compile(step.hint, [...path, 'hint'], index) }),
    options: (step.options ?? []).map((option, at) => ({
      id: option.id,
      label: texts.compile(option.label, [...path, 'options', at, 'label'], index),
      ...(option.description !== undefined && {
        description: texts.compile(option.description, [...path, 'options', at, 'description'], index),
      }),
      synonyms: option.synonyms ?? [],
      exclusive: option.exclusive ?? false,
    })),
    optional: step.optional ?? false,
    retries: compileRetries(step, index, context),
    ...(step.media && { media: compileMedia(step.media, index, context) }),
    ...(closed && { closed }),
  };
}

/** The question's own retries, what they leave out from the flow's, what those leave out by default. */
function compileRetries(step: AskStep, index: number, context: StepContext): CompiledAsk['retries'] {
  const own: Retries = step.retries ?? {};
  const general: Retries = context.definition.retries ?? {};
  const ownPath = ['steps', index, 'retries'];
  const hint =
    own.hint !== undefined
      ? { text: own.hint, path: [...ownPath, 'hint'] }
      : { text: general.hint, path: ['retries', 'hint'] };
  const then =
    own.then !== undefined
      ? { value: own.then, path: [...ownPath, 'then', 'goto'] }
      : { value: general.then, path: ['retries', 'then', 'goto'] };
  let after: AfterRetries = step.optional ? 'skip' : 'end';
  if (typeof then.value === 'string') after = then.value;
  if (typeof then.value === 'object') after = { goto: target(then.value.goto, then.path, context) };
  return {
    limit: own.limit ?? general.limit ?? DEFAULT_RETRIES,
    ...(hint.text !== undefined && { hint: context.texts.compile(hint.text, hint.path, index) }),
    then: after,
  };
}

function compileMedia(media: MediaField, index: number, context: StepContext): CompiledMedia {
  return {
    kind: media.kind,
    link: webAddress(media.link, ['steps', index, 'media', 'link'], index, context),
    ...(media.filename !== undefined && { filename: media.filename }),
  };
}

function webAddress(source: MediaField['link'], path: DocumentPath, index: number, { texts, report }: StepContext) {
  for (const [tag, address] of typeof source === 'string' ? [['', source]] : Object.entries(source)) {
    if (address === undefined || /\{[{%]/.test(address) || WEB_ADDRESS.test(address)) continue;
    report({
      severity: 'error',
      rule: 'not-a-link',
      message: `"${address}" is no web address; it starts with https:// and has no spaces`,
      path: tag ? [...path, tag] : path,
    });
  }
  return texts.compile(source, path, index);
}

/** A template's values are Liquid too; they are filled in when it is sent, here they are only checked. */
export function lintTemplateCall(
  call: NonNullable<AskStep['closed']>,
  path: DocumentPath,
  texts: TextCompiler,
  step?: number,
): void {
  const { params = [], headerLink, urlSuffix } = call;
  for (const [key, value] of Array.isArray(params) ? params.entries() : Object.entries(params))
    texts.compile(value, [...path, 'params', key], step);
  if (headerLink !== undefined) texts.compile(headerLink, [...path, 'headerLink'], step);
  if (urlSuffix !== undefined) texts.compile(urlSuffix, [...path, 'urlSuffix'], step);
}

function condition(source: string, path: DocumentPath, context: StepContext): Expression | undefined {
  return parse(source, 'condition', path, context);
}

function parse(
  source: string,
  wanted: 'condition' | 'value',
  path: DocumentPath,
  { expressions, report }: StepContext,
): Expression | undefined {
  const { expression, problems } = expressions.parse(source, wanted);
  for (const problem of problems) report({ ...problem, path });
  return expression;
}

function target(id: string, path: DocumentPath, { targets, report }: StepContext): number {
  const index = targets.get(id);
  if (index === undefined)
    report({ severity: 'error', rule: 'goto-unknown-step', message: `there is no step "${id}"`, path });
  return index ?? 0;
}
