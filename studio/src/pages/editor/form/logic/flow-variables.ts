import { fieldOf, textOf } from '../../fields/read.js';
import type { StepPath } from '../../draft/step-path.js';
import type { Variable } from '../../../../template-picker/variables.js';
import { knownValues } from './known-values.js';

const OF_CONTACT = ['name', 'language', 'phone'] as const;

/** What parts of a contact are called. */
export type ContactWords = Readonly<Record<(typeof OF_CONTACT)[number] | 'attribute', string>>;

/**
 * What a text can put in: what is known of the person, and the answers and values that there are before this step, each
 * with what it is. Attributes are those that the flow names somewhere: others are known to nobody here.
 *
 * @param step empty for what holds for all questions, which knows the answers to all
 */
export function flowVariables(
  definition: unknown,
  step: StepPath,
  { language, words }: { language: string; words: ContactWords },
): Variable[] {
  const known = knownValues(definition, language);
  const own = textOf(fieldOf(definition, ...step, 'id'));
  const here = known.findIndex(({ name }) => name === own);
  return [
    ...OF_CONTACT.map((name) => ({ path: `contact.${name}`, value: words[name] })),
    ...attributesIn(definition).map((name) => ({ path: `contact.attributes.${name}`, value: words.attribute })),
    ...(here === -1 ? known : known.slice(0, here)).map(({ name, label }) => ({ path: name, value: label })),
  ];
}

function attributesIn(definition: unknown): string[] {
  const found = (JSON.stringify(definition) ?? '').matchAll(/\bcontact\.attributes\.([A-Za-z_][\w-]*)/gu);
  return [...new Set(Array.from(found, ([, name = '']) => name))];
}
