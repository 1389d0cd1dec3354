import { lookup } from 'bcp-47-match';
import { usability } from './usability.js';
import type { Template } from './template.js';

/**
 * The language variant of one template for a person's language (BCP-47), else for the first of the fallbacks that has
 * one. `en_US` serves `en` and the other way round; `pt_PT` serves `pt-BR` where nothing nearer is there, but never
 * another script of the same language (`zh_TW` for `zh-Hans`). Variants that can be sent come before those that
 * cannot; one that cannot is returned only so that the caller can say why.
 */
export function chooseVariant(
  variants: readonly Template[],
  language: string,
  fallbacks: readonly string[] = [],
): Template | undefined {
  const usable = variants.filter((variant) => !usability(variant));
  const languages = [language, ...fallbacks];
  return firstMatch(usable, languages) ?? firstMatch(variants, languages);
}

function firstMatch(variants: readonly Template[], languages: readonly string[]): Template | undefined {
  for (const language of languages) {
    const found = variantFor(variants, language);
    if (found) return found;
  }
  return undefined;
}

function variantFor(variants: readonly Template[], language: string): Template | undefined {
  const wanted = tagOf(language);
  const tags = variants.map((variant) => tagOf(variant.language));
  // `lookup` takes the first tag that matches any shortening of the wanted one, so the long tags have to come first.
  const longestFirst = tags.toSorted((one, other) => other.length - one.length);
  const nearest = lookup(longestFirst, wanted) ?? tags.find((tag) => isWrittenAs(tag, wanted));
  return nearest === undefined ? undefined : variants[tags.indexOf(nearest)];
}

/** Providers write `pt_BR`, BCP-47 says `pt-BR`. */
function tagOf(language: string): string {
  return language.replaceAll('_', '-');
}

function isWrittenAs(tag: string, wanted: string): boolean {
  const [one, other] = [likelyFormOf(tag), likelyFormOf(wanted)];
  return one !== undefined && other !== undefined && one.language === other.language && one.script === other.script;
}

function likelyFormOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    // Not a language tag at all: it matches nothing but itself, which `lookup` has tried.
    return undefined;
  }
}
