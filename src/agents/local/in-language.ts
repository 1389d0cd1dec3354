import { matchLanguage } from '../../flow/language.js';

/** What there is for a language: its own, that of a near one (`pt` for `pt-br`), else of the agent's first that has any. */
export function inLanguage<T>(
  byLanguage: Readonly<Record<string, T>>,
  language: string,
  languages: readonly string[],
): T | undefined {
  const available = Object.keys(byLanguage);
  const near =
    matchLanguage(available, language) ?? languages.find((other) => available.includes(other)) ?? available[0];
  return near === undefined ? undefined : byLanguage[near];
}

/** What there is for a language or a near one, and nothing of a foreign one. */
export function inOwnLanguage<T>(byLanguage: Readonly<Record<string, T>>, language: string): T | undefined {
  const near = matchLanguage(Object.keys(byLanguage), language);
  return near === undefined ? undefined : byLanguage[near];
}
