import type { StepPath } from '../draft/step-path.js';

export interface FlowText {
  path: StepPath;
  /** By language; the key '' is one text for all. */
  texts: ReadonlyMap<string, string>;
}

/** Fields that people read, wherever they stand. */
const READ = new Set(['title', 'help', 'say', 'text', 'hint', 'label', 'description', 'unit', 'low', 'high']);
/** Maps of such fields. */
const LABELS = new Set(['labels']);
/** Fields of ours that no person reads, with fields of those names below. */
const SKIPPED = new Set(['with', 'set', 'keep', 'quotas', 'synonyms', 'keywords']);

function textsOf(value: unknown): ReadonlyMap<string, string> | undefined {
  if (typeof value === 'string') return new Map([['', value]]);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return entries.length > 0 && entries.length === Object.keys(value).length ? new Map(entries) : undefined;
}

/** All texts of a flow that a person reads, in the order of the document. */
export function* flowTexts(value: unknown, path: StepPath = [], isText = false): Generator<FlowText> {
  if (isText) {
    const texts = textsOf(value);
    if (texts) {
      yield { path, texts };
      return;
    }
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      // Parameters of a template may be a list of texts.
      yield* flowTexts(item, [...path, index], path.at(-1) === 'params');
    }
  } else if (typeof value === 'object' && value !== null) {
    const inLabels = LABELS.has(String(path.at(-1))) || path.at(-1) === 'params';
    for (const [key, item] of Object.entries(value)) {
      if (!SKIPPED.has(key)) yield* flowTexts(item, [...path, key], inLabels || READ.has(key));
    }
  }
}

/** What is still to be written in this language: where other languages have a text, and no single one is for all. */
export const isMissing = ({ texts }: FlowText, language: string): boolean =>
  !texts.has('') && (texts.get(language) ?? '') === '';
