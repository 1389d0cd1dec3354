import { isBlank } from '../../flow/words/fold.js';

/** The text, unless there is nothing to see in it. */
export function visible(text: string | undefined): string | undefined {
  return text === undefined || isBlank(text) ? undefined : text;
}

/** Those parts that can be seen, with this between them; nothing where none can. */
export function joined(parts: readonly (string | undefined)[], separator: string): string | undefined {
  const seen = parts.filter((part) => visible(part) !== undefined);
  return seen.length === 0 ? undefined : seen.join(separator);
}

/**
 * The text, or as much of its beginning as fits `max` UTF-16 units with a mark that more followed; cut between
 * graphemes. Fast for texts of any length: only the grapheme at the cut is looked for.
 */
export function beginning(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text).containing(max - 1)?.index ?? 0;
  return `${text.slice(0, cut).trimEnd()}…`;
}
