import type { Localised } from './definition/localised.js';
import { chooseLanguage, matchLanguage } from './language.js';
import type { LiquidText } from './text.js';

/** A localised text whose Liquid is parsed. */
export interface LocalisedText {
  readonly source: Localised;
  /** The version for a language; `exact` is false where another language had to stand in. */
  in(language: string): { text: LiquidText; exact: boolean };
}

/**
 * @param versions by language tag; a text that is the same in all languages has the single key ''.
 * @param languages the flow's, the first being the fallback.
 */
export function localisedText(
  source: Localised,
  versions: ReadonlyMap<string, LiquidText>,
  languages: readonly string[],
): LocalisedText {
  return {
    source,
    in: (language) => {
      const one = versions.get('');
      if (one) return { text: one, exact: true };
      const tags = [...versions.keys()];
      const matched = matchLanguage(tags, language);
      const text = versions.get(matched ?? chooseLanguage(tags, languages[0]));
      if (!text) throw new Error('a localised text has at least one version');
      return { text, exact: matched !== undefined };
    },
  };
}

/** The same choice for a text that was not parsed before: template parameters, an answer type's labels. */
export function pickLocalised(localised: Localised, language: string, languages: readonly string[]): string {
  if (typeof localised === 'string') return localised;
  const tags = Object.keys(localised);
  if (tags.length === 0) return '';
  return localised[matchLanguage(tags, language) ?? chooseLanguage(tags, languages[0])] ?? '';
}
