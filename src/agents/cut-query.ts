/** Of a text query, by Dialogflow ES ("Input text exceeds 256 characters"); CX states none, and 256 is safe there too. */
export const QUERY_LIMIT = 256;

const CUTTERS = (['sentence', 'word', 'grapheme'] as const).map(
  (granularity) => new Intl.Segmenter(undefined, { granularity }),
);

/**
 * The beginning of a text that an agent may be asked: at most `limit` UTF-16 units, cut behind a sentence, else behind a
 * word, else between graphemes. An end that would throw away more than half of what may be sent is passed over: "Hi."
 * says less of a long message than half of its second sentence. Trimmed; never ends in half a surrogate pair.
 */
export function cutQuery(text: string, limit = QUERY_LIMIT): string {
  const trimmed = text.trim();
  if (trimmed.length <= limit) return trimmed;
  for (const cutter of CUTTERS) {
    const end = lastEnd(cutter, trimmed, limit);
    if (end > limit / 2) return trimmed.slice(0, end).trimEnd();
  }
  // One grapheme of many marks fills it all: cut between code points.
  return trimmed.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
}

/** Where the last whole segment ends that fits. */
function lastEnd(cutter: Intl.Segmenter, text: string, limit: number): number {
  let end = 0;
  for (const { segment, index } of cutter.segment(text)) {
    // The blanks behind a sentence belong to its segment, and need not fit.
    if (index + segment.trimEnd().length > limit) break;
    end = Math.min(index + segment.length, limit);
  }
  return end;
}
