import { foldText } from './fold.js';

/** What people write for a language besides the names that Unicode's CLDR has for it. */
const ALSO_WRITTEN: Readonly<Record<string, readonly string[]>> = {
  ar: ['عربي', 'بالعربي'],
  de: ['ألماني'],
  en: ['انجليزي', 'अंग्रेज़ी'],
  es: ['castellano', 'إسباني'],
  fr: ['فرنسي'],
  hi: ['हिंदी', 'hindi', 'هندي'],
  pt: ['برتغالي'],
};

/** A language as its speakers call it, with a capital where the script has one: "Deutsch", "Español", "العربية". */
export function ownLanguageName(tag: string): string {
  const name = nameIn(tag, tag);
  if (name === tag) return tag;
  const [first = ''] = name;
  return first.toLocaleUpperCase(tag) + name.slice(first.length);
}

/**
 * What else a language is called: its tag, its name in each of the other languages and in English, without its region
 * where that leaves one only. A name that could be two of the languages belongs to neither.
 *
 * @param languages all there are to choose from, the tag's own among them
 */
export function languageNames(tag: string, languages: readonly string[]): string[] {
  const others = new Set(
    languages.filter((other) => other !== tag).flatMap((other) => namesOf(other, languages).map(foldText)),
  );
  return namesOf(tag, languages).filter((name) => !others.has(foldText(name)));
}

/** Which of the languages a whole message names; undefined where it names none of them, or could be two. */
export function languageNamed(text: string, languages: readonly string[]): string | undefined {
  const known = tagsByName.get(languages) ?? tagByName(languages);
  tagsByName.set(languages, known);
  return known.get(foldText(text));
}

/** Naming languages is slow, and a flow's list of languages is always the same array. */
const tagsByName = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

function tagByName(languages: readonly string[]): ReadonlyMap<string, string> {
  return new Map(languages.flatMap((tag) => languageNames(tag, languages).map((name) => [foldText(name), tag])));
}

function namesOf(tag: string, languages: readonly string[]): string[] {
  const primary = tag.split('-', 1)[0] ?? tag;
  const speaking = [tag, ...languages, 'en'];
  const names = speaking.flatMap((language) => [nameIn(tag, language), nameIn(primary, language)]);
  return [...new Set([...names, tag, primary, ...(ALSO_WRITTEN[primary.toLowerCase()] ?? [])])];
}

function nameIn(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
  } catch {
    // RangeError is how Intl says that a tag is none; it then is its own name.
    return tag;
  }
}
