import { answerTypes } from '@core/flow/answers/registry.js';
import { walkSteps } from '../../draft/step-path.js';
import { anyText, fieldOf, listOf, textOf } from '../../fields/read.js';
import { isAnswerKind } from '../edits/step-edits.js';
import { TESTS, type Clause, type Test } from './sentence.js';

/** A value that a condition can look at. */
export interface KnownValue {
  name: string;
  /** What people know it by. */
  label: string;
  /** Tests that make sense of it. */
  tests: readonly Test[];
  /** What it may be, where that is known; `truth`: true or false. */
  choices: { value: string; label: string }[] | 'truth' | undefined;
}

const GIVEN: readonly Test[] = ['answered', 'unanswered'];
const SAME: readonly Test[] = ['is', 'is-not', ...GIVEN];
const SIZED: readonly Test[] = TESTS.filter((test) => test !== 'has');
/** Texts that come one after the other. */
const ORDERED: readonly string[] = ['date', 'time', 'date-time'];

const BY_TYPE: Readonly<Record<string, readonly Test[]>> = {
  boolean: SAME,
  string: SAME,
  number: SIZED,
  list: ['has', ...GIVEN],
  object: GIVEN,
};

/** All that conditions can name, in the order of the flow: answers, values that are set or given, what steps end with. */
export function knownValues(definition: unknown, language: string): KnownValue[] {
  const known = new Map<string, KnownValue>();
  const add = (value: KnownValue) => void (known.has(value.name) || known.set(value.name, value));
  const plain = (name: string, label = name) => add({ name, label, tests: SIZED, choices: undefined });
  for (const name of listOf(fieldOf(definition, 'hidden'))) plain(textOf(name));
  for (const { step } of walkSteps(fieldOf(definition, 'steps'))) {
    const id = textOf(fieldOf(step, 'id'));
    const ask = fieldOf(step, 'ask');
    const label = anyText(fieldOf(step, 'text'), language) || id;
    if (id !== '' && isAnswerKind(ask)) add(answerOf(step, id, label, definition, language));
    else if (id !== '' && fieldOf(step, 'split') !== undefined) add(armOf(step, id));
    else if (id !== '' && fieldOf(step, 'handoff') !== undefined)
      add({ name: id, label: id, tests: SAME, choices: 'truth' });
    else if (id !== '' && ['agent', 'subflow'].some((field) => fieldOf(step, field) !== undefined)) plain(id);
    for (const values of [fieldOf(step, 'set'), fieldOf(step, 'keep')]) {
      if (typeof values === 'object' && values !== null) for (const name of Object.keys(values)) plain(name);
    }
    const round = textOf(fieldOf(step, 'repeat', 'as'));
    if (round !== '') plain(round);
  }
  return [...known.values()];
}

function answerOf(step: object, name: string, label: string, definition: unknown, language: string): KnownValue {
  const ask = textOf(fieldOf(step, 'ask'));
  const type = isAnswerKind(ask) ? answerTypes[ask].valueType : 'string';
  const tests = ORDERED.includes(ask) ? SIZED : (BY_TYPE[type] ?? SAME);
  if (type === 'boolean') return { name, label, tests, choices: 'truth' };
  const options = listOf(fieldOf(step, 'options')).map((option) => {
    const value = textOf(fieldOf(option, 'id'));
    return { value, label: anyText(fieldOf(option, 'label'), language) || value };
  });
  const languages = listOf(fieldOf(definition, 'languages')).map((tag) => ({ value: textOf(tag), label: textOf(tag) }));
  const choices = ask === 'language' ? languages : options;
  return { name, label, tests, choices: choices.length > 0 && type !== 'object' ? choices : undefined };
}

function armOf(step: object, name: string): KnownValue {
  const choices = listOf(fieldOf(step, 'split')).map((arm) => {
    const value = textOf(fieldOf(arm, 'name')) || textOf(fieldOf(arm, 'goto'));
    return { value, label: value };
  });
  return { name, label: name, tests: SAME, choices };
}

/** The clause with another test, and with a value where that test needs one. */
export function withTest({ question, value }: Clause, test: Test, known: KnownValue | undefined): Clause {
  if (GIVEN.includes(test)) return { question, test };
  const { choices } = known ?? {};
  const first = choices === 'truth' ? true : (choices?.[0]?.value ?? '');
  return { question, test, value: value ?? first };
}

/** A clause to begin with. */
export function firstClause(known: KnownValue): Clause {
  const [test = 'answered'] = known.tests;
  return withTest({ question: known.name, test }, known.choices === undefined ? 'answered' : test, known);
}
