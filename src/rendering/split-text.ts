/** Where a text may be cut, from the best place to the worst. A match's end is where the next piece begins. */
const BREAKS = [
  /\n[^\S\n]*\n\s*/gu,
  /\n\s*/gu,
  // Sentence ends of Latin, Arabic and Indic scripts before a space, of Chinese and Japanese anywhere.
  /[.!?…؟।॥]["'»”’)\]]*\s+|[。！？]+/gu,
  /\s+/gu,
];

/** Units after a cut that decide whether it is inside a grapheme; more than the longest emoji. */
const LOOK_AHEAD = 64;

/**
 * Cuts a text into pieces of at most `max` UTF-16 units: between paragraphs where that fills a piece at least by half,
 * else lines, sentences, words, and at the very worst between graphemes, so that no emoji is ever cut in half.
 */
export function splitText(text: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const cut = forwardCut(rest, max);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

/**
 * Cuts off the end of a text: as much of it as fits `max`, beginning at the best place for a cut. `front` is empty when
 * all of it fits; otherwise both parts say something.
 */
export function splitTail(text: string, max: number): { front: string; tail: string } {
  const whole = text.trim();
  if (whole.length <= max) return { front: '', tail: whole };
  const earliest = whole.length - max;
  for (const pattern of BREAKS) {
    for (const match of whole.matchAll(pattern)) {
      const cut = match.index + match[0].length;
      if (cut >= earliest && cut < whole.length) return parted(whole, cut);
    }
  }
  return parted(whole, graphemeStarts(whole).find((start) => start >= earliest) ?? codePointAtOrAfter(whole, earliest));
}

/** The first part of a text that fits `max`, cut between graphemes. May be empty where the first grapheme is longer. */
export function startOf(text: string, max: number): string {
  if (text.length <= max) return text;
  return text
    .slice(0, graphemeStarts(text.slice(0, max + LOOK_AHEAD)).findLast((start) => start <= max) ?? 0)
    .trimEnd();
}

function parted(text: string, cut: number): { front: string; tail: string } {
  return { front: text.slice(0, cut).trimEnd(), tail: text.slice(cut).trimStart() };
}

function forwardCut(text: string, max: number): number {
  // One unit more than fits: a break there leaves exactly `max`.
  const window = text.slice(0, max + 1);
  let best = 0;
  for (const pattern of BREAKS) {
    for (const match of window.matchAll(pattern)) {
      const end = match[0].trim() === '' ? match.index : match.index + match[0].trimEnd().length;
      if (end <= max) best = Math.max(best, end);
    }
    if (best >= max / 2) return best;
  }
  if (best > 0) return best;
  // A grapheme longer than a whole message (stacked marks) is cut between its code points.
  const starts = graphemeStarts(text.slice(0, max + LOOK_AHEAD));
  return starts.findLast((start) => start > 0 && start <= max) ?? codePointAtOrBefore(text, max);
}

function graphemeStarts(text: string): number[] {
  return Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ index }) => index);
}

function codePointAtOrBefore(text: string, at: number): number {
  return isInsidePair(text, at) ? at - 1 : at;
}

function codePointAtOrAfter(text: string, at: number): number {
  return isInsidePair(text, at) ? at + 1 : at;
}

function isInsidePair(text: string, at: number): boolean {
  return /^[\udc00-\udfff]/.test(text.slice(at, at + 1)) && /[\ud800-\udbff]$/.test(text.slice(0, at));
}
