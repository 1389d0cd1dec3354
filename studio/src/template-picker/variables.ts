import type { ScopeFor } from '@core/flow/text.js';

/** What is known of the person that a template goes to: values for `{{ … }}`. */
export interface KnownOfPerson {
  contact: {
    name: string | null;
    language: string | null;
    phone: string | null;
    attributes: Readonly<Record<string, unknown>>;
  };
  /** Of the survey that runs or ran last, by question; empty parts where a question is unanswered. */
  answers: Readonly<Record<string, KnownAnswer>>;
}

/** An answer as texts may name it. */
export interface KnownAnswer {
  value?: unknown;
  raw: string | null;
  /** As a person reads it. */
  label: string | null;
}

/** One that can be put into a field. */
export interface Variable {
  /** `contact.name`. */
  path: string;
  /** What it says for this person; empty where it is not known. */
  value: string;
}

/** An attribute whose name Liquid takes behind a dot. */
const DOTTED = /^[A-Za-z_][\w-]*$/;

/** What can be put into a field; of the questions those that are answered. */
export function variablesOf({ contact, answers }: KnownOfPerson): Variable[] {
  const { attributes, ...rest } = contact;
  return [
    ...Object.entries(rest).map(([name, value]) => ({ path: `contact.${name}`, value: value ?? '' })),
    ...Object.entries(attributes)
      .filter(([name]) => DOTTED.test(name))
      .map(([name, value]) => ({ path: `contact.attributes.${name}`, value: shown(value) })),
    ...Object.entries(answers)
      .filter(([name, { label }]) => label !== null && DOTTED.test(name))
      .map(([name, { label }]) => ({ path: `answers.${name}.label`, value: label ?? '' })),
  ];
}

const shown = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The scope in which the values are rendered: a question's name alone is its answer, as in a flow's own texts. */
export const scopeOf =
  ({ contact, answers }: KnownOfPerson): ScopeFor =>
  () => ({
    ...Object.fromEntries(Object.entries(answers).map(([name, { label }]) => [name, label])),
    contact,
    answers,
  });

/** Where a variable is being typed: from its `{{` up to the caret. */
export interface OpenVariable {
  from: number;
  to: number;
  /** What has been typed of it. */
  typed: string;
}

/** Finds the `{{` before the caret that is not closed yet. */
export function openVariableAt(text: string, caret: number): OpenVariable | undefined {
  const from = text.lastIndexOf('{{', caret - 1);
  if (from === -1 || from + 2 > caret) return undefined;
  const inside = text.slice(from + 2, caret);
  // A filter or the end of the variable: there is nothing to complete.
  if (/[|}\n]/.test(inside)) return undefined;
  return { from, to: caret, typed: inside.trim() };
}

/** The text with the variable put in, and where the caret stands behind it. */
export function complete(text: string, { from, to }: OpenVariable, path: string): { text: string; caret: number } {
  const rest = text.slice(to).replace(/^[\w.-]*\s*\}\}/, '');
  const put = `{{ ${path} }}`;
  return { text: text.slice(0, from) + put + rest, caret: from + put.length };
}

/** Those whose path has what was typed, those that begin with it first. */
export function matching(variables: readonly Variable[], typed: string): Variable[] {
  const wanted = typed.toLowerCase();
  return variables
    .filter(({ path }) => path.toLowerCase().includes(wanted))
    .toSorted(
      (one, other) =>
        Number(other.path.toLowerCase().startsWith(wanted)) - Number(one.path.toLowerCase().startsWith(wanted)),
    );
}
