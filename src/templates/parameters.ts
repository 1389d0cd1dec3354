import type { Localised } from '../flow/definition/localised.js';
import { placeholdersOf } from './placeholders.js';
import type { TemplateProblem } from './problem.js';
import type { Template } from './template.js';
import type { TemplateCall } from './template-call.js';

/** One variable of the template with the author's value for it, not rendered yet. */
export interface Slot {
  part: 'header' | 'body';
  /** As it stands in the template's text: `1` or `first_name`. */
  name: string;
  value: Localised;
}

/**
 * Gives every variable of a template its value from the call, and counts: WhatsApp refuses the message when one is
 * missing or one too many (132000).
 *
 * Named parameters are found by name. Positional ones are found by "1", "2" …, and the header's by "header" (header
 * and body each count from 1); a list gives the values in the order in which the template is read.
 */
export function assignParameters(
  template: Template,
  call: Pick<TemplateCall, 'params'>,
): { slots: Slot[]; problems: TemplateProblem[] } {
  const wanted = variablesOf(template);
  const { params = [] } = call;
  if (Array.isArray(params)) return assignList(template, wanted, params);

  const slots: Slot[] = [];
  const problems: TemplateProblem[] = [];
  const given = new Map(Object.entries(params));
  for (const variable of wanted) {
    const key = keyOf(template, variable);
    const value = given.get(key);
    if (value === undefined) {
      problems.push({
        code: 'parameter-missing',
        message: `${describeTemplate(template)} needs a value for {{${variable.name}}} of its ${variable.part}: set params."${key}"`,
      });
    } else {
      slots.push({ ...variable, value });
    }
  }
  const known = new Set(wanted.map((variable) => keyOf(template, variable)));
  for (const name of given.keys()) {
    if (known.has(name)) continue;
    const has = known.size === 0 ? 'it has none' : `it has ${[...known].map((key) => `"${key}"`).join(', ')}`;
    problems.push({
      code: 'parameter-unknown',
      message: `${describeTemplate(template)} has no parameter "${name}": ${has}`,
    });
  }
  return { slots, problems };
}

type Variable = Omit<Slot, 'value'>;

function assignList(
  template: Template,
  wanted: readonly Variable[],
  values: readonly Localised[],
): { slots: Slot[]; problems: TemplateProblem[] } {
  if (template.parameterFormat === 'named' && values.length > 0) {
    return {
      slots: [],
      problems: [
        {
          code: 'parameter-unknown',
          message: `${describeTemplate(template)} has named parameters, so its values must be given by name, not as a list`,
        },
      ],
    };
  }
  if (values.length !== wanted.length) {
    return {
      slots: [],
      problems: [
        {
          code: 'parameter-count',
          message: `${describeTemplate(template)} takes ${wanted.length} values, and ${values.length} are given`,
        },
      ],
    };
  }
  const slots = wanted.flatMap((variable, position) => {
    const value = values[position];
    return value === undefined ? [] : [{ ...variable, value }];
  });
  return { slots, problems: [] };
}

/** In the order in which they must be sent: positional ones by number, wherever they stand in the text. */
function variablesOf(template: Template): Variable[] {
  const header = template.header?.kind === 'text' ? placeholdersOf(template.header.text) : [];
  const body = placeholdersOf(template.body);
  if (template.parameterFormat === 'positional') body.sort((one, other) => Number(one) - Number(other));
  return [
    ...header.map((name) => ({ part: 'header' as const, name })),
    ...body.map((name) => ({ part: 'body' as const, name })),
  ];
}

function keyOf(template: Template, { part, name }: Variable): string {
  return template.parameterFormat === 'positional' && part === 'header' ? 'header' : name;
}

/** How a template is named in a problem. */
export function describeTemplate({ name, language }: Template): string {
  return `template "${name}" (${language})`;
}
