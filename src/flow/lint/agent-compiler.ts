import type { AgentWay, CompiledAgent, CompiledHandoff } from '../compiled-flow.js';
import type { Expression } from '../conditions.js';
import type { AgentStep, HandoffStep } from '../definition/agent-step.js';
import type { DocumentPath } from '../definition/finding.js';
import { compileQuestionCourse } from './compile-course.js';
import type { Place } from './place-steps.js';
import { parse, target } from './step-context.js';
import type { StepContext } from './step-context.js';
import { lintTemplateCall } from './template-call.js';

type Common = Pick<CompiledAgent, 'index' | 'path' | 'id'> & { when?: Expression };

/** Failures in a row after which the flow does something about it. */
const DEFAULT_LIMIT = 2;

export function compileAgent(step: AgentStep, place: Place, common: Common, context: StepContext): CompiledAgent {
  const { index, path } = place;
  const talk = { ...context, expressions: context.expressions.inTalk };
  const { closed, until, returns, opens } = step;
  if (closed) lintTemplateCall(closed, [...path, 'closed'], context.texts, index);
  const held = until === undefined ? undefined : parse(until, 'condition', [...path, 'until'], talk);
  const value = returns === undefined ? undefined : parse(returns, 'value', [...path, 'returns'], talk);
  // Reminders and the flow's timeout are about questions; a talk has a timeout only of its own.
  const { timeout } = compileQuestionCourse({ timeout: step.timeout ?? false, reminders: [] }, path, context.course, {
    texts: context.texts,
    report: context.report,
    target: (id, at) => target(id, at, context, place.within),
  });
  return {
    ...common,
    kind: 'agent',
    agent: step.agent,
    ...(opens && { opens: compileOpening(opens, place, context) }),
    values: expressionsOf(step.with, [...path, 'with'], context),
    ...(held && { until: held }),
    ...(value && { returns: value }),
    keeps: expressionsOf(step.keep, [...path, 'keep'], talk),
    ways: (step.on ?? []).map(({ intent, event, ...way }, at) => ({
      ...(intent === undefined ? { event: event ?? '' } : { intent }),
      way: compileWay(way, [...path, 'on', at], place, context),
    })),
    trouble: compileTrouble(step, place, context),
    ...(timeout && { timeout }),
    ...(closed && { closed }),
  };
}

export function compileHandoff(
  step: HandoffStep,
  { index, path }: Place,
  common: Common,
  { texts }: StepContext,
): CompiledHandoff {
  return {
    ...common,
    kind: 'handoff',
    topic: step.handoff,
    ...(step.say !== undefined && { text: texts.compile(step.say, [...path, 'say'], index) }),
  };
}

function compileOpening(
  opens: NonNullable<AgentStep['opens']>,
  { index, path }: Place,
  { texts }: StepContext,
): NonNullable<CompiledAgent['opens']> {
  if ('event' in opens) return opens;
  return { text: texts.compile(opens.text, [...path, 'opens', 'text'], index) };
}

function compileWay(
  { goto, start, handoff }: Pick<NonNullable<AgentStep['on']>[number], 'goto' | 'start' | 'handoff'>,
  path: DocumentPath,
  { within }: Place,
  context: StepContext,
): AgentWay {
  if (start !== undefined) return { start };
  if (handoff !== undefined) return { handoff };
  return { goto: target(goto ?? '', [...path, 'goto'], context, within) };
}

function compileTrouble(step: AgentStep, place: Place, context: StepContext): CompiledAgent['trouble'] {
  const {
    limit = DEFAULT_LIMIT,
    say,
    then = context.definition.kind === 'conversation' ? 'ask-again' : 'skip',
  } = step.trouble ?? {};
  const path = [...place.path, 'trouble'];
  return {
    limit,
    ...(say !== undefined && { say: context.texts.compile(say, [...path, 'say'], place.index) }),
    then:
      typeof then === 'object' ? { goto: target(then.goto, [...path, 'then', 'goto'], context, place.within) } : then,
  };
}

function expressionsOf(
  sources: Readonly<Record<string, string | number | boolean>> | undefined,
  path: DocumentPath,
  context: StepContext,
): { name: string; expression: Expression }[] {
  return Object.entries(sources ?? {}).flatMap(([name, source]) => {
    const expression = parse(String(source), 'value', [...path, name], context);
    return expression ? [{ name, expression }] : [];
  });
}
