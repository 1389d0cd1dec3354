import { LanguageTag } from '../flow/definition/flow-definition.js';

/**
 * The BCP-47 tag of a language as the heading of a form's column names it: `English (en)`, `fr`, `Español`, `Portuguese`.
 * Undefined where the name is not known.
 */
export function languageTagOf(heading: string): string | undefined {
  const text = heading.trim();
  const inBrackets = /\(([^()]+)\)\s*$/.exec(text)?.[1]?.trim();
  if (inBrackets !== undefined) {
    const tag = canonical(inBrackets);
    if (tag !== undefined) return tag;
  }
  const name = text.replace(/\s*\([^()]*\)\s*$/, '').toLowerCase();
  return tagsByName().get(name) ?? canonical(text);
}

/** The language in words, for a column's heading: `Spanish (es)`. */
export function languageHeading(tag: string): string {
  const name = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  return `${name.replace(/[()]/g, '').replace(/\s+/g, ' ')} (${tag})`;
}

function canonical(text: string): string | undefined {
  const dashed = text.replace(/_/g, '-');
  if (!LanguageTag.safeParse(dashed).success) return undefined;
  try {
    const tag = Intl.getCanonicalLocales(dashed)[0];
    return tag !== undefined && isLanguage(tag) ? tag : undefined;
  } catch {
    // RangeError is how Intl says that it is no tag.
    return undefined;
  }
}

const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** Two-letter words such as "no" pass for tags whether or not there is such a language. */
function isLanguage(tag: string): boolean {
  return english.of(tag.split('-')[0] ?? tag) !== undefined;
}

let byName: Map<string, string> | undefined;

/** English and own names of all languages with a two-letter code (ISO 639-1), as Intl knows them. */
function tagsByName(): Map<string, string> {
  if (byName) return byName;
  byName = new Map([
    ['khmer', 'km'],
    ['kiswahili', 'sw'],
    ['farsi', 'fa'],
    ['dari', 'fa-AF'],
    ['tagalog', 'tl'],
    ['tetum', 'tet'],
    ['tetun', 'tet'],
  ]);
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  for (const tag of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = english.of(tag);
    if (name === undefined) continue;
    const own = new Intl.DisplayNames([tag], { type: 'language', fallback: 'none' }).of(tag);
    for (const known of [name, own])
      if (known !== undefined && !byName.has(known.toLowerCase())) byName.set(known.toLowerCase(), tag);
  }
  return byName;
}
