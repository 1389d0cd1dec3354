import type { z } from 'zod';
import { explainIssue } from '../../../flow/definition/explain-issue.js';
import type { DocumentPath, PlacedProblem } from '../../../flow/definition/finding.js';
import type { Json } from '../../../flow/conditions.js';

/** How often what is left of a value is looked at again: what a part needs is only known once its fields are right. */
const MAX_ROUNDS = 8;

/**
 * Reads what is right of a value and says what is not. What breaks a rule is left out with a sentence about it
 * (`buttons.0.title is missing`), together with what cannot be without it, and the rest stands. An entry of a list that
 * is left out becomes null, so that the others keep their places.
 * @param whole fields that are taken as a whole or not at all
 * @returns no value where nothing is left of it
 */
export function readParts<Value>(
  schema: z.ZodType<Value>,
  source: Json,
  whole: readonly string[] = [],
): { value?: Value; problems: string[] } {
  const problems: string[] = [];
  const removed = new Set<string>();
  const rest = copyOf(source);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const parsed = schema.safeParse(rest);
    if (parsed.success) return { value: parsed.data, problems };
    for (const problem of parsed.error.issues.flatMap((issue) => explainIssue(issue, [], rest))) {
      const { path } = problem;
      // What is missing only because it was taken out has been told of.
      if (!removed.has(path.join('.'))) problems.push(asNote(problem));
      const place = removable(rest, whole.includes(String(path[0])) ? path.slice(0, 1) : path);
      if (place.length === 0) return { problems };
      removed.add(place.join('.'));
      remove(rest, place);
    }
  }
  return { problems };
}

/** Unlike structuredClone it stays in the realm of its caller, where prototypes can be compared. */
function copyOf(source: Json): Json {
  return JSON.parse(JSON.stringify(source)) as Json;
}

function asNote({ rule, path, message }: PlacedProblem): string {
  const at = path.join('.');
  if (rule === 'field-missing') return `${at} is missing`;
  if (rule === 'unknown-field') return `${at} is no field that is known here`;
  return at === '' ? message : `${at}: ${message}`;
}

/** The place itself, or, where nothing is there, the nearest thing around it: that cannot be without it. */
function removable(root: Json, place: DocumentPath): DocumentPath {
  for (let length = place.length; length > 0; length -= 1) {
    const candidate = place.slice(0, length);
    if (at(root, candidate) !== undefined && at(root, candidate) !== null) return candidate;
  }
  return [];
}

function remove(root: Json, place: DocumentPath): void {
  const holder = at(root, place.slice(0, -1));
  const key = place.at(-1);
  if (key === undefined || typeof holder !== 'object' || holder === null) return;
  if (Array.isArray(holder)) holder[Number(key)] = null;
  else delete holder[key];
}

function at(root: Json, place: DocumentPath): Json | undefined {
  return place.reduce<Json | undefined>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, root);
}
