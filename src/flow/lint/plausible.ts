import type { CompiledAsk, CompiledFlow } from '../compiled-flow.js';
import type { Json } from '../conditions.js';
import type { Answer, ContactView } from '../session.js';
import { turnAt } from '../step-prompt.js';
import type { Circumstances } from '../step-prompt.js';
import { resolveQuestion } from '../turn/question.js';
import type { Turn } from '../turn/turn.js';
import { wordsFor } from '../words/words.js';

/** Characters. Longer names than this are rare in any language; longer texts than this are shortened by nobody. */
const NAME = 30;
const FREE_TEXT = 200;
/** Dates, addresses, coordinates: what has no length of its own. */
const SHORT_TEXT = 40;
const NUMBER = 12;

/** 2026-09-30, a day whose name is long in most languages. */
const NOW = Date.UTC(2026, 8, 30, 12);

/** Nothing is known of the person, and nothing was answered. */
export function leastKnown(language: string): Circumstances {
  return { language, contact: { attributes: {} }, answers: {}, vars: {}, now: NOW };
}

/** Everything is known and answered, each with the longest value that is still plausible. */
export function longestKnown(flow: CompiledFlow, language: string): Circumstances {
  const contact: ContactView = {
    name: letters(NAME),
    language,
    phone: '+491512345678901',
    attributes: Object.fromEntries(attributesIn(flow).map((name) => [name, letters(NAME)])),
  };
  const answers: Record<string, Answer> = {};
  const vars: Record<string, Json> = {};
  for (const name of flow.vars) vars[name] = letters(NAME);
  const circumstances: Circumstances = { language, contact, answers, vars, now: NOW };
  const turn = turnAt(flow, circumstances);
  for (const step of flow.questions.values()) answers[step.id] = longestAnswer(turn, step);
  for (const [name, value] of workedOut(flow, circumstances)) vars[name] = value;
  return circumstances;
}

/** The values of `set` steps, as far as they can be worked out from the rest. */
function workedOut(flow: CompiledFlow, circumstances: Circumstances): [string, Json][] {
  const turn = turnAt(flow, circumstances);
  return flow.steps.flatMap((step) => {
    if (step.kind !== 'set') return [];
    return step.values.flatMap(({ name, expression }): [string, Json][] => {
      const value = turn.evaluate(expression, step);
      if (value === null) return [];
      turn.session.vars[name] = value;
      return [[name, value]];
    });
  });
}

function longestAnswer(turn: Turn, step: CompiledAsk): Answer {
  const { label, value } = longestValue(turn, step);
  return { label, value, raw: label, via: 'typed', at: NOW };
}

function longestValue(turn: Turn, step: CompiledAsk): Pick<Answer, 'label' | 'value'> {
  const { type, fields } = step;
  const { options } = type.present(resolveQuestion(turn, allOptions(step)), []);
  const byLength = options.toSorted((a, b) => b.label.length - a.label.length);
  const [longest] = byLength;
  const separator = wordsFor(turn.session.language).listSeparator;
  switch (type.valueType) {
    case 'list':
      return { label: options.map(({ label }) => label).join(separator), value: options.map(({ id }) => id) };
    case 'boolean':
      return { label: longest?.label ?? letters(SHORT_TEXT), value: true };
    case 'number':
      return longest
        ? { label: longest.label, value: Number(longest.id) || 1 }
        : { label: '9'.repeat(NUMBER), value: numberIn(fields, 'max') ?? 10 };
    case 'object':
      return { label: letters(FREE_TEXT), value: {} };
    case 'string':
      if (longest) return { label: longest.label, value: longest.id };
      return words(lengthOf(step));
  }
}

/** The question with every option that may be offered, whatever was answered before. */
export function allOptions(step: CompiledAsk): CompiledAsk {
  const { randomised: _, ...rest } = step;
  const options = step.options.map(({ when: _when, carried: _carried, ...option }) => option);
  return { ...rest, options, optionsVary: false };
}

/** A type whose answers are as long as a person likes has a field for it. */
function lengthOf({ type, fields }: CompiledAsk): number {
  if (!('maxLength' in type.fields.shape)) return SHORT_TEXT;
  return Math.min(numberIn(fields, 'maxLength') ?? FREE_TEXT, FREE_TEXT);
}

export function numberIn(fields: unknown, name: string): number | undefined {
  const value: unknown =
    typeof fields === 'object' && fields !== null ? Object.getOwnPropertyDescriptor(fields, name)?.value : undefined;
  return typeof value === 'number' ? value : undefined;
}

function words(length: number): Pick<Answer, 'label' | 'value'> {
  return { label: letters(length), value: letters(length) };
}

/** Looks like words, so that it is cut where words are. */
function letters(length: number): string {
  return 'Lorem ipsum '.repeat(Math.ceil(length / 12)).slice(0, length - 1) + 'm';
}

/** Attributes of the contact that anything in the flow names. */
function attributesIn(flow: CompiledFlow): string[] {
  const named = JSON.stringify(flow.definition).matchAll(/contact\.attributes\.([A-Za-z_]\w*)/g);
  return [...new Set(Array.from(named, (match) => match[1] ?? ''))];
}
