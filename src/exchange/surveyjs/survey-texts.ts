import type { DraftText } from '../draft.js';
import type { Lookup } from '../expressions/known-name.js';
import type { Findings } from '../finding.js';
import { languageTagOf } from '../languages.js';
import { flowText } from '../texts.js';
import { isJson } from './part.js';
import type { Part } from './part.js';

/** Keys of objects that hold data, not texts by language. */
const LOCALE = /^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})?$/;

/** A survey's texts: one text, or an object by locale with "default" for the survey's own language. */
export class SurveyTexts {
  /** BCP-47, the survey's own first. */
  readonly languages: string[];

  constructor(
    survey: Part,
    private readonly findings: Findings,
  ) {
    const own = survey.string('locale');
    const main = (own === undefined ? undefined : languageTagOf(own)) ?? 'en';
    if (own === undefined)
      findings.changed('survey', 'locale', 'the survey does not say which language it is in; English is taken');
    const others = new Set<string>();
    collectLocales(
      ['pages', 'elements', 'questions', 'title', 'completedHtml'].map((key) => survey.value(key)),
      others,
    );
    const tags = [...others].flatMap((locale) => languageTagOf(locale) ?? []);
    this.languages = [...new Set([main, ...tags])];
  }

  /** Undefined where there is no text. `{name}` becomes the answer as a person reads it. */
  text(value: unknown, lookup: Lookup, where: string): DraftText | undefined {
    const pipe = (text: string): string => this.pipe(text, lookup, where);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      const text = flowText(String(value), pipe);
      return text === '' ? undefined : text;
    }
    if (!isJson(value)) return undefined;
    const texts: Record<string, string> = {};
    for (const [locale, text] of Object.entries(value)) {
      const tag = locale === 'default' ? this.languages[0] : languageTagOf(locale);
      if (tag === undefined || typeof text !== 'string' || Object.hasOwn(texts, tag)) continue;
      const written = flowText(text, pipe);
      if (written !== '') texts[tag] = written;
    }
    const tags = this.languages.filter((tag) => Object.hasOwn(texts, tag));
    const [only] = tags;
    if (only === undefined) return undefined;
    return this.languages.length === 1 ? texts[only] : Object.fromEntries(tags.map((tag) => [tag, texts[tag] ?? '']));
  }

  /** A text of our own by language, as short as the flow's other texts. */
  own(texts: Record<string, string>): DraftText {
    const [only] = this.languages;
    return this.languages.length === 1 && only !== undefined ? (texts[only] ?? '') : texts;
  }

  private pipe(text: string, lookup: Lookup, where: string): string {
    return text.replace(/\{([^{}\n]{1,100})\}/g, (whole, written: string) => {
      const name = written.trim();
      const known = lookup(name);
      // A row of a matrix has an id that texts cannot name.
      if (known && /^\w+$/.test(known.id)) return `{{ ${known.id} }}`;
      if (/^(pageno|pagecount|no|require|title|locale)$/i.test(name)) return '';
      this.findings.leftOut(where, `${whole} in a text`, 'the flow has no value of this name');
      return '…';
    });
  }
}

function collectLocales(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectLocales(item, into);
  if (!isJson(value)) return;
  const keys = Object.keys(value);
  if (keys.includes('default') && keys.every((key) => key === 'default' || LOCALE.test(key))) {
    for (const key of keys) if (key !== 'default') into.add(key);
    return;
  }
  // Without a "default" only objects whose keys are all known languages count as texts.
  if (
    keys.length > 0 &&
    keys.every((key) => LOCALE.test(key) && languageTagOf(key) !== undefined && typeof value[key] === 'string')
  ) {
    for (const key of keys) into.add(key);
    return;
  }
  for (const key of keys) collectLocales(value[key], into);
}
