import type { DraftText, Fields } from './draft.js';
import type { Findings } from './finding.js';

/** Two options that read the same cannot be told apart in a chat: the later ones say their name too. */
export function tellApart(options: Fields[], where: string, findings: Findings): void {
  const seen = new Set<string>();
  for (const option of options) {
    const label = option['label'];
    if (!isText(label)) continue;
    const keys = (text: DraftText): string[] =>
      (typeof text === 'string' ? [['', text]] : Object.entries(text)).map(([tag = '', one = '']) =>
        JSON.stringify([tag, one.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase().toLowerCase()]),
      );
    if (keys(label).some((key) => seen.has(key))) {
      const id = String(option['id']);
      findings.changed(where, `choice ${id}`, `another choice has the same label; this one now says "(${id})" too`);
      option['label'] =
        typeof label === 'string'
          ? `${label} (${id})`
          : Object.fromEntries(Object.entries(label).map(([tag, one]) => [tag, `${one} (${id})`]));
    }
    const final = option['label'];
    if (isText(final)) for (const key of keys(final)) seen.add(key);
  }
}

function isText(value: unknown): value is DraftText {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value));
}
