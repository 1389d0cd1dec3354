import { answerTypeOf } from '../answers/registry.js';
import type { CompiledAsk, CompiledMedia, CompiledSplit, CompiledStep, WayOn } from '../compiled-flow.js';
import type { Expression } from '../conditions.js';
import { answerKinds } from '../definition/ask-step.js';
import type { AskStep } from '../definition/ask-step.js';
import type { DocumentPath } from '../definition/finding.js';
import type { PlainStep } from '../definition/flow-definition.js';
import type { MediaField, Retries, SplitStep, SubflowStep } from '../definition/steps.js';
import { compileAgent, compileHandoff } from './agent-compiler.js';
import { ownTexts } from './check-question.js';
import { compileQuestionCourse } from './compile-course.js';
import { compileOptions } from './option-compiler.js';
import type { Place } from './place-steps.js';
import { condition, parse, target } from './step-context.js';
import type { StepContext } from './step-context.js';
import { lintTemplateCall } from './template-call.js';

const DEFAULT_RETRIES = 3;
const WEB_ADDRESS = /^https?:\/\/\S+$/;

/** Resolves a step's names and parses its texts and conditions; what is wrong is reported, and replaced by something harmless. */
export function compileStep(step: Exclude<PlainStep, SubflowStep>, place: Place, context: StepContext): CompiledStep {
  const { texts } = context;
  const { index, path, within } = place;
  const when = step.when === undefined ? undefined : condition(step.when, [...path, 'when'], context);
  const common = { index, path, ...(step.id !== undefined && { id: step.id }), ...(when && { when }) };
  if ('ask' in step) return compileAsk(step, place, { ...common, id: step.id }, context);
  if ('agent' in step) return compileAgent(step, place, { ...common, id: step.id }, context);
  if ('handoff' in step) return compileHandoff(step, place, { ...common, id: step.id }, context);
  if ('end' in step) {
    const value = step.return === undefined ? undefined : parse(step.return, 'value', [...path, 'return'], context);
    return {
      ...common,
      kind: 'end',
      disposition: step.end,
      ...(value && { value }),
      ...(step.say !== undefined && { text: texts.compile(step.say, [...path, 'say'], index) }),
    };
  }
  if ('say' in step) {
    const { link } = step;
    return {
      ...common,
      kind: 'say',
      text: texts.compile(step.say, [...path, 'say'], index),
      ...(step.media && { media: compileMedia(step.media, place, context) }),
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
          target: target(arm.goto, [...path, 'branch', at, 'goto'], context, within),
        };
      }),
    };
  }
  if ('quota' in step) {
    return {
      ...common,
      kind: 'quota',
      name: step.quota,
      limit: quotaLimit(step.quota, path, context),
      full:
        typeof step.full === 'object'
          ? { goto: target(step.full.goto, [...path, 'full', 'goto'], context, within) }
          : 'end',
    };
  }
  if ('split' in step) return { ...common, id: step.id, kind: 'split', arms: compileArms(step, place, context) };
  return { ...common, kind: 'goto', target: target(step.goto, [...path, 'goto'], context, within) };
}

function quotaLimit(name: string, path: DocumentPath, { definition, report }: StepContext): number {
  const quota = definition.quotas?.[name];
  if (!quota)
    report({
      severity: 'error',
      rule: 'quota-unknown',
      message: `the flow has no quota "${name}"`,
      mend: 'List it at the top of the file: `quotas: { ' + name + ': { limit: 100 } }`.',
      path: [...path, 'quota'],
    });
  return quota?.limit ?? 1;
}

function compileArms({ split }: SplitStep, { path, within }: Place, context: StepContext): CompiledSplit['arms'] {
  const { report } = context;
  const arms = split.map(({ name, weight, goto }, at) => ({
    name: name ?? goto ?? '',
    weight: weight ?? 1,
    ...(goto !== undefined && { target: target(goto, [...path, 'split', at, 'goto'], context, within) }),
  }));
  for (const [at, { name }] of arms.entries()) {
    const message =
      name === '' ? 'an arm needs a name, or a step to go to' : `two arms are called "${name}"; give them names`;
    if (name === '' || arms.findIndex((arm) => arm.name === name) < at)
      report({ severity: 'error', rule: 'split-arm', message, path: [...path, 'split', at] });
  }
  if (arms.every(({ weight }) => weight === 0))
    report({ severity: 'error', rule: 'split-arm', message: 'no arm has a weight above 0', path: [...path, 'split'] });
  return arms;
}

function compileAsk(
  step: AskStep,
  place: Place,
  common: Pick<CompiledAsk, 'index' | 'path' | 'id'> & { when?: Expression },
  context: StepContext,
): CompiledAsk {
  const { texts } = context;
  const { index, path, within } = place;
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
    ...compileOptions(step, place, context),
    optional: step.optional ?? false,
    retries: compileRetries(step, place, context),
    ...compileQuestionCourse(step, path, context.course, {
      texts,
      report: context.report,
      target: (id, at) => target(id, at, context, within),
    }),
    ...(step.media && { media: compileMedia(step.media, place, context) }),
    ...(closed && { closed }),
  };
}

/** The question's own retries, what they leave out from the flow's, what those leave out by default. */
function compileRetries(step: AskStep, place: Place, context: StepContext): CompiledAsk['retries'] {
  const own: Retries = step.retries ?? {};
  const general: Retries = context.definition.retries ?? {};
  const ownPath = [...place.path, 'retries'];
  const hint =
    own.hint !== undefined
      ? { text: own.hint, path: [...ownPath, 'hint'] }
      : { text: general.hint, path: ['retries', 'hint'] };
  const then =
    own.then !== undefined
      ? { value: own.then, path: [...ownPath, 'then', 'goto'] }
      : { value: general.then, path: ['retries', 'then', 'goto'] };
  let after: WayOn = step.optional ? 'skip' : 'end';
  if (typeof then.value === 'string') after = then.value;
  if (typeof then.value === 'object') after = { goto: target(then.value.goto, then.path, context, place.within) };
  return {
    limit: own.limit ?? general.limit ?? DEFAULT_RETRIES,
    ...(hint.text !== undefined && { hint: context.texts.compile(hint.text, hint.path, place.index) }),
    then: after,
  };
}

function compileMedia(media: MediaField, { index, path }: Place, context: StepContext): CompiledMedia {
  return {
    kind: media.kind,
    link: webAddress(media.link, [...path, 'media', 'link'], index, context),
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
