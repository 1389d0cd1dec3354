import { BREAKS, graphemeStarts } from './text-breaks.js';

/** Units around a cut that decide whether it is inside a grapheme or where a sentence ends; more than the longest emoji. */
const AROUND = 64;

/**
 * Cuts a text into pieces of at most `max` UTF-16 units: between paragraphs where that fills a piece at least by half,
 * else lines, sentences, words, and at the very worst between graphemes, so that no emoji is ever cut in half.
 * @param language BCP-47 of the text: how it ends its sentences
 */
export function splitText(text: string, max: number, language?: string): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const cut = forwardCut(rest, max, language);
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
export function splitTail(text: string, max: number, language?: string): { front: string; tail: string } {
  const whole = text.trim();
  if (whole.length <= max) return { front: '', tail: whole };
  const earliest = whole.length - max;
  const offset = codePointAtOrBefore(whole, Math.max(0, earliest - AROUND));
  const near = whole.slice(offset);
  for (const breaks of BREAKS) {
    const found = breaks(near, language).find(({ next }) => next >= earliest - offset && next < near.length);
    if (found) return parted(whole, offset + found.next);
  }
  const start = graphemeStarts(near).find((at) => at >= earliest - offset);
  return parted(whole, start === undefined ? codePointAtOrAfter(whole, earliest) : offset + start);
}

/** The first part of a text that fits `max`, cut between graphemes. May be empty where the first grapheme is longer. */
export function startOf(text: string, max: number): string {
  if (text.length <= max) return text;
  return text.slice(0, graphemeStarts(text.slice(0, max + AROUND)).findLast((start) => start <= max) ?? 0).trimEnd();
}

function parted(text: string, cut: number): { front: string; tail: string } {
  return { front: text.slice(0, cut).trimEnd(), tail: text.slice(cut).trimStart() };
}

function forwardCut(text: string, max: number, language: string | undefined): number {
  const near = text.slice(0, max + AROUND);
  let best = 0;
  for (const breaks of BREAKS) {
    best = Math.max(best, breaks(near, language).findLast(({ end }) => end <= max)?.end ?? 0);
    if (best >= max / 2) return best;
  }
  if (best > 0) return best;
  // A grapheme longer than a whole message (stacked marks) is cut between its code points.
  return graphemeStarts(near).findLast((start) => start > 0 && start <= max) ?? codePointAtOrBefore(text, max);
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
