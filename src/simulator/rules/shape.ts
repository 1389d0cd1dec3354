import type { z } from 'zod';
import { refusal, type Refusal } from '../meta-errors.js';

export type Shaped<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** Reads a payload by its schema; the first thing that is wrong becomes the refusal Meta would give. */
export function readShape<T>(schema: z.ZodType<T>, payload: unknown): Shaped<T> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = deepest(parsed.error.issues);
  return { ok: false, refusal: issue ? shapeRefusal(issue, payload) : refusal(100) };
}

/** For a union of alternatives zod reports one issue that holds the issues of each: the first alternative tells most. */
function deepest(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const [first] = issues;
  if (first?.code !== 'invalid_union' || first.errors.length === 0) return issues;
  const [inner] = deepest(first.errors[0] ?? []);
  return inner ? [{ ...inner, path: [...first.path, ...inner.path] }] : issues;
}

function shapeRefusal(issue: z.core.$ZodIssue, payload: unknown): Refusal {
  const place = paramName(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return refusal(100, `Unexpected key "${issue.keys[0] ?? ''}" on param "${place === '' ? 'message' : place}".`);
    case 'invalid_union':
    case 'invalid_value':
    case 'invalid_type': {
      // A union without its tag reports the tag's own path.
      if (valueAt(payload, issue.path) === undefined) {
        const code = issue.path.length === 1 ? 100 : 131008;
        return refusal(code, `The parameter ${place} is required.`);
      }
      if (issue.code === 'invalid_value') {
        return refusal(100, `Param ${place} must be one of {${issue.values.map(String).join(', ')}}.`);
      }
      return refusal(100, `Param ${place} must be ${issue.code === 'invalid_type' ? issue.expected : 'a known kind'}.`);
    }
    default:
      return refusal(100, `Param ${place} is not valid.`);
  }
}

/** As Meta writes a place in a payload: `interactive['action']['buttons'][0]['reply']['title']`. */
export function paramName(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? String(part) : `['${String(part)}']`))
    .join('');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here: unknown = value;
  for (const part of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Reflect.get(here, part);
  }
  return here;
}
