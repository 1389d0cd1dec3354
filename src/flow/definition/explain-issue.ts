import type { z } from 'zod';
import type { DocumentPath, PlacedProblem } from './finding.js';
import { mendForType } from './mends.js';

type Issue = z.core.$ZodIssue;

/** Says in plain words what zod found; one issue can be several problems (each unknown key is its own). */
export function explainIssue(issue: Issue, at: DocumentPath, value: unknown): PlacedProblem[] {
  const path = [...at, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const given = valueAt(value, issue.path);
  const problem = (rule: string, message: string, mend?: string): PlacedProblem[] => [
    { severity: 'error', rule, message, path, ...(mend !== undefined && { mend }) },
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        severity: 'error',
        rule: 'unknown-field',
        message: `unknown field "${key}"`,
        path: [...path, key],
        atKey: true,
      }));
    case 'invalid_type':
      if (given === undefined) return problem('field-missing', `"${String(path.at(-1) ?? 'document')}" is missing`);
      if (issue.expected === 'string' && (typeof given === 'number' || typeof given === 'boolean')) {
        return problem('wrong-type', `${show(given)} is not a text`, `write it in quotes: "${String(given)}"`);
      }
      return problem(
        'wrong-type',
        `expected ${kindName(issue.expected)}, found ${show(given)}`,
        mendForType(issue.expected, path, given),
      );
    case 'invalid_value':
      return given === undefined
        ? problem('field-missing', `"${String(path.at(-1))}" is missing`)
        : problem('unknown-value', `${show(given)} is not one of ${issue.values.map((v) => String(v)).join(', ')}`);
    case 'too_small':
      return problem(
        'too-small',
        given === ''
          ? 'the text is empty'
          : `${show(given)}: at least ${String(issue.minimum)} ${unit(issue.origin, issue.minimum)}`.trimEnd(),
      );
    case 'too_big':
      return problem('too-big', `at most ${String(issue.maximum)} ${unit(issue.origin, issue.maximum)}`.trimEnd());
    case 'invalid_union':
      return explainUnion(issue, path, at, value, given);
    case 'invalid_key':
      return issue.issues.flatMap((inner) => ({
        severity: 'error',
        rule: 'bad-name',
        message: `"${String(path.at(-1))}": ${inner.message}`,
        path,
        atKey: true,
      }));
    default:
      return problem(
        issue.code === 'custom' || issue.code === 'invalid_format' ? 'bad-value' : 'wrong-type',
        `${show(given)}: ${issue.message}`,
      );
  }
}

/** Of a union's branches the one that got furthest tells what the author meant. */
function explainUnion(
  issue: Issue & { code: 'invalid_union' },
  path: DocumentPath,
  at: DocumentPath,
  value: unknown,
  given: unknown,
): PlacedProblem[] {
  if (given === undefined)
    return [{ severity: 'error', rule: 'field-missing', message: `"${String(path.at(-1))}" is missing`, path }];
  const meant = issue.errors.find(
    (branch) => branch.length > 0 && !branch.some((inner) => inner.path.length === 0 && isKindMismatch(inner)),
  );
  if (meant)
    return meant.flatMap((inner) => explainIssue({ ...inner, path: [...issue.path, ...inner.path] }, at, value));
  const expected = issue.errors
    .flat()
    .map((inner) =>
      inner.code === 'invalid_type'
        ? kindName(inner.expected)
        : inner.code === 'invalid_value'
          ? inner.values.join(', ')
          : 'another form',
    );
  const mend =
    typeof given === 'number' || typeof given === 'boolean'
      ? `write it in quotes: "${String(given)}"`
      : mendForType('object', path, given);
  return [
    {
      severity: 'error',
      rule: 'wrong-type',
      message: `expected ${[...new Set(expected)].join(' or ')}, found ${show(given)}`,
      path,
      ...(mend !== undefined && { mend }),
    },
  ];
}

function isKindMismatch(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

/** What stands at a path, own properties only; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Object.getOwnPropertyDescriptor(inner, part)?.value;
  }, value);
}

function kindName(expected: string): string {
  const names: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'fields',
    record: 'texts by name',
  };
  return names[expected] ?? expected;
}

function unit(origin: string, count: number | bigint): string {
  const one = count === 1;
  if (origin === 'string') return one ? 'character' : 'characters';
  return origin === 'array' ? (one ? 'entry' : 'entries') : '';
}

function show(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'fields' : String(value);
}
