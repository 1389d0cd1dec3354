import type { DraftText } from '../draft.js';
import type { Findings } from '../finding.js';
import { languageTagOf } from '../languages.js';
import { flowText } from '../texts.js';
import type { Lookup } from '../expressions/known-name.js';
import type { Row, Table } from './workbook.js';

/** The languages of a form and its texts in them. */
export class FormTexts {
  /** BCP-47, the default first. */
  readonly languages: string[];
  /** Tag by the name that headings use; empty for headings without a language. */
  private readonly tags = new Map<string, string>();

  constructor(tables: readonly Table[], defaultLanguage: string, findings: Findings) {
    const named = new Set<string>();
    let unnamed = false;
    for (const table of tables) {
      for (const column of table.columns) {
        const parts = /^(label|hint|constraint_message)(?:::(.*))?$/.exec(column);
        if (!parts || !table.rows.some((row) => row.cell(column) !== '')) continue;
        if (parts[2] === undefined) unnamed = true;
        else named.add(parts[2]);
      }
    }
    const wanted = defaultLanguage === '' || defaultLanguage.toLowerCase() === 'default' ? undefined : defaultLanguage;
    const preferred = wanted === undefined ? undefined : languageTagOf(wanted);
    for (const name of named) {
      const tag = languageTagOf(name) ?? unknownTag([...this.tags.values()]);
      if (languageTagOf(name) === undefined)
        findings.changed(
          'survey',
          `language ${name}`,
          `it is no language known by name or tag; the flow calls it ${tag}`,
        );
      this.tags.set(name, tag);
    }
    const first = preferred ?? [...this.tags.values()][0] ?? 'en';
    if (unnamed || named.size === 0)
      this.tags.set('', unnamed && named.size > 0 && preferred === undefined ? 'en' : first);
    if (named.size === 0 && preferred === undefined)
      findings.changed(
        'settings',
        'default_language',
        'the form does not say which language it is in; English is taken',
      );
    this.languages = [...new Set([...(preferred !== undefined ? [preferred] : []), ...this.tags.values()])];
    // A default language that no column is in would have no text at all.
    if (preferred !== undefined && ![...this.tags.values()].includes(preferred)) this.languages.shift();
  }

  /** A column's texts in all languages that have one, with references to answers as Liquid; undefined where there is none. */
  text(row: Row, column: string, pipe: (text: string) => string): DraftText | undefined {
    const texts: Record<string, string> = {};
    // A heading without language gives way to one with it.
    for (const [name, tag] of [...this.tags].sort(([a], [b]) => Number(a === '') - Number(b === ''))) {
      const text = flowText(row.cell(name === '' ? column : `${column}::${name}`), pipe);
      if (text !== '' && !Object.hasOwn(texts, tag)) texts[tag] = text;
    }
    const tags = this.languages.filter((tag) => Object.hasOwn(texts, tag));
    const [only] = tags;
    if (only === undefined) return undefined;
    if (this.languages.length === 1) return texts[only];
    return Object.fromEntries(tags.map((tag) => [tag, texts[tag] ?? '']));
  }

  /** A text of our own by language, as short as the flow's other texts. */
  own(texts: Record<string, string>): DraftText {
    const [only] = this.languages;
    return this.languages.length === 1 && only !== undefined ? (texts[only] ?? '') : texts;
  }
}

/** `${name}` in a label becomes the answer as a person reads it. */
export function pipeReferences(lookup: Lookup, unknown: (name: string) => void): (text: string) => string {
  return (text) =>
    text.replace(/\$\{([^}]*)\}/g, (_whole, written: string) => {
      const name = written.trim();
      const known = lookup(name);
      if (known) return `{{ ${known.id} }}`;
      unknown(name);
      return '…';
    });
}

/** Private use by BCP-47: `und-x-1` would be no tag of two letters, which flows ask for, so "mis" (no code) with a number. */
function unknownTag(taken: readonly string[]): string {
  let count = 1;
  while (taken.includes(`mis-x-${count}`)) count += 1;
  return `mis-x-${count}`;
}
