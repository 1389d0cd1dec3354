import type { CompiledAsk, CompiledOption } from '../compiled-flow.js';
import type { AskStep } from '../definition/ask-step.js';
import { isCarried } from './carried-options.js';
import type { Place } from './place-steps.js';
import { condition } from './step-context.js';
import type { StepContext } from './step-context.js';

type OptionParts = Pick<CompiledAsk, 'options' | 'optionsVary' | 'randomised'>;

/** The options that a question takes over, then its own. */
export function compileOptions(step: AskStep, place: Place, context: StepContext): OptionParts {
  const { optionsFrom, randomise } = step;
  const options = [
    ...(optionsFrom ? takenOver(optionsFrom, context) : []),
    ...(step.options ?? []).map((option, at) => compileOption(option, [...place.path, 'options', at], place, context)),
  ];
  return {
    options,
    optionsVary: options.some(({ when, carried }) => when !== undefined || carried !== undefined),
    ...(randomise !== undefined && { randomised: { keepLast: randomise === true ? 0 : randomise.keepLast } }),
  };
}

function takenOver({ question, only }: NonNullable<AskStep['optionsFrom']>, { asked }: StepContext): CompiledOption[] {
  const options = asked.get(question)?.options ?? [];
  return options.filter(isCarried).map((option) => {
    // Its own condition is asked of the option as it stands there.
    const { when: _, ...rest } = option;
    return { ...rest, specify: false, carried: { question, only, option } };
  });
}

function compileOption(
  option: NonNullable<AskStep['options']>[number],
  path: Place['path'],
  place: Place,
  context: StepContext,
): CompiledOption {
  const { texts } = context;
  const when = option.when === undefined ? undefined : condition(option.when, [...path, 'when'], context);
  return {
    id: option.id,
    label: texts.compile(option.label, [...path, 'label'], place.index),
    ...(option.description !== undefined && {
      description: texts.compile(option.description, [...path, 'description'], place.index),
    }),
    synonyms: option.synonyms ?? [],
    exclusive: option.exclusive ?? false,
    specify: option.specify ?? false,
    ...(when && { when }),
    ...(option.score !== undefined && { score: option.score }),
    fixed: option.fixed ?? false,
  };
}
