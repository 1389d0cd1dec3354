import type { Localised } from '../../flow/definition/localised.js';
import { withoutTags } from '../../flow/text.js';
import type { Lookup } from '../expressions/known-name.js';
import type { Findings } from '../finding.js';

/** `{{ name }}`, also with filters behind it. */
const PIPE = /\{\{-?\s*([A-Za-z_]\w*)\s*(\|[^{}]*)?-?\}\}/g;

/** Writes a flow's texts as a form has them: `reference` says how the form names an answer in a text. */
export class OutwardTexts {
  constructor(
    readonly languages: readonly string[],
    private readonly lookup: Lookup,
    private readonly findings: Findings,
    private readonly reference: (name: string) => string,
  ) {}

  /** By tag, in the flow's order; a text for all languages stands under the first. */
  byLanguage(text: Localised, where: string): Map<string, string> {
    const [main = 'en'] = this.languages;
    const texts = typeof text === 'string' ? { [main]: text } : text;
    return new Map(
      Object.entries(texts).flatMap(([tag, one]) =>
        one === undefined ? [] : [[tag, this.plain(one, where)] as const],
      ),
    );
  }

  private plain(text: string, where: string): string {
    const piped = text.replace(PIPE, (whole, name: string, filters: string | undefined) => {
      const known = this.lookup(name);
      if (!known) return whole;
      if (filters !== undefined) this.findings.changed(where, whole, 'forms show the answer as it is');
      return this.reference(known.id);
    });
    if (!/\{\{|\{%/.test(piped)) return piped;
    this.findings.leftOut(where, text, 'forms put answers into texts, nothing else');
    return withoutTags(piped);
  }
}
