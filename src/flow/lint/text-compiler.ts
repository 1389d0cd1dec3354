import type { DocumentPath, Report } from '../definition/finding.js';
import type { Localised } from '../definition/localised.js';
import { matchLanguage } from '../language.js';
import { localisedText } from '../localised-text.js';
import type { LocalisedText } from '../localised-text.js';
import { parseLiquid } from '../text.js';
import type { LiquidText } from '../text.js';

/** A name that a text pipes in without saying what to do where it is empty. */
export interface UnguardedUse {
  /** Index of the step; undefined for texts of the whole flow. */
  step: number | undefined;
  variable: readonly string[];
  path: DocumentPath;
}

/** What texts may name. */
export interface TextNames {
  questions: ReadonlySet<string>;
  /** Those whose value is no text by itself: a position, a file. */
  withParts: ReadonlySet<string>;
  vars: ReadonlySet<string>;
}

const CONTACT_FIELDS = ['name', 'language', 'phone', 'attributes'];
const ANSWER_FIELDS = ['value', 'raw', 'label'];

/** Parses a flow's texts, reports what is wrong with them, and remembers what may come out empty. */
export class TextCompiler {
  readonly unguarded: UnguardedUse[] = [];

  constructor(
    private readonly languages: readonly string[],
    private readonly names: TextNames,
    private readonly report: Report,
  ) {}

  compile(source: Localised, path: DocumentPath, step?: number): LocalisedText {
    if (typeof source === 'string') {
      return localisedText(source, new Map([['', this.parse(source, path, step)]]), this.languages);
    }
    this.checkLanguages(source, path);
    const versions = Object.entries(source).map(([tag, text]): [string, LiquidText] => [
      tag,
      this.parse(text, [...path, tag], step),
    ]);
    return localisedText(source, new Map(versions), this.languages);
  }

  private checkLanguages(source: Record<string, string>, path: DocumentPath): void {
    const tags = Object.keys(source);
    if (tags.length === 0) {
      this.report({ severity: 'error', rule: 'text-missing', message: 'there is no text in any language', path });
      return;
    }
    const used = new Set<string>();
    for (const language of this.languages) {
      const tag = matchLanguage(tags, language);
      if (tag === undefined)
        this.report({
          severity: 'warning',
          rule: 'translation-missing',
          message: `there is no text for "${language}"`,
          mend: 'another language stands in until there is one',
          path,
        });
      else used.add(tag);
    }
    for (const tag of tags) {
      if (!used.has(tag))
        this.report({
          severity: 'warning',
          rule: 'language-unused',
          message: `"${tag}" is not one of the flow's languages (${this.languages.join(', ')})`,
          path: [...path, tag],
          atKey: true,
        });
    }
  }

  private parse(source: string, path: DocumentPath, step: number | undefined): LiquidText {
    const parsed = parseLiquid(source);
    if (!parsed.ok) {
      this.report({ severity: 'error', rule: 'text-syntax', message: parsed.error, path });
      return EMPTY;
    }
    for (const { path: variable, guarded } of parsed.text.variables) {
      const problem = this.unknownName(variable);
      if (problem !== undefined) this.report({ severity: 'error', rule: 'text-unknown-name', message: problem, path });
      else if (!guarded) this.unguarded.push({ step, variable, path });
    }
    return parsed.text;
  }

  private unknownName([root = '', second, third, part]: readonly string[]): string | undefined {
    if (root === 'contact') {
      if (second === undefined) return '"contact" alone is no text; use contact.name';
      return CONTACT_FIELDS.includes(second)
        ? undefined
        : `"contact.${second}" does not exist; there are ${CONTACT_FIELDS.map((f) => `contact.${f}`).join(', ')}`;
    }
    if (root === 'answers') {
      if (second === undefined || !this.names.questions.has(second))
        return `"answers.${second ?? ''}" names no question`;
      if (third === 'value' && part === undefined && this.names.withParts.has(second))
        return `the value of "${second}" has parts; name one, or write {{ ${second} }} for all in words`;
      return third !== undefined && ANSWER_FIELDS.includes(third)
        ? undefined
        : `use answers.${second}.value, .raw or .label`;
    }
    if (this.names.questions.has(root))
      return second === undefined || second === 'size'
        ? undefined
        : `"${root}" is a text; for the stored value use answers.${root}.value`;
    return this.names.vars.has(root) ? undefined : `"${root}" is neither a question nor a \`set\` value nor contact`;
  }
}

function emptyText(): LiquidText {
  const parsed = parseLiquid('');
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.text;
}

/** Stands in for a text with mistakes, so that the checks can go on; such a flow is never run. */
const EMPTY = emptyText();
