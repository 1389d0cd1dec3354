import { z } from 'zod';
import type { Problems } from './limits.js';

/** The content of a JSON file; undefined, and told, where it is none. */
export function readJsonFile(path: string, content: Uint8Array | string, problems: Problems): unknown {
  try {
    const text = typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true }).decode(content);
    // Windows editors put a byte order mark in front; TextDecoder takes it away, a string may still have it.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    problems.add(`${path}: this is no JSON: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** A language tag as Dialogflow writes it, in lower case: `pt-br`. */
export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$/)
  .transform((tag) => tag.toLowerCase().replaceAll('_', '-'));

/** The same where it may be missing. */
export const lenientLanguage = languageTag.optional().catch(undefined);

/** Values by language, in the order in which they come. */
export function groupByLanguage<T>(values: readonly { language: string; value: T }[]): Record<string, T[]> {
  const groups: Record<string, T[]> = {};
  for (const { language, value } of values) (groups[language] ??= []).push(value);
  return groups;
}
