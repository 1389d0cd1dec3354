import type { CompiledAsk } from '../compiled-flow.js';
import type { DocumentPath } from '../definition/finding.js';
import { ownTexts } from '../lint/check-question.js';

/** What a question's type allows (range, length, pattern, points …) as comparable text: its own fields without their texts. */
export function limitsOf({ type, fields }: CompiledAsk): string {
  const texts = ownTexts(type.fields, fields, []).map(({ path }) => path);
  return JSON.stringify(without(fields, texts)) ?? '';
}

/** The texts among a type's own fields, as comparable text. */
export function ownTextsOf({ type, fields }: CompiledAsk): string {
  return JSON.stringify(ownTexts(type.fields, fields, []));
}

function without(value: unknown, paths: readonly DocumentPath[]): unknown {
  if (paths.some((path) => path.length === 0)) return null;
  if (Array.isArray(value)) return value.map((inner: unknown, index) => without(inner, below(paths, index)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner, below(paths, key))]));
}

function below(paths: readonly DocumentPath[], part: string | number): DocumentPath[] {
  return paths.filter((path) => path[0] === part).map((path) => path.slice(1));
}
