import type { Mention, Words } from './mention.js';
import { wordsIn } from './mention.js';
import type { Json } from '../../../flow/conditions.js';

/** Values in one text; more are the whole of a novel. */
const MOST_VALUES = 5;
/** UTF-16 units that are read at once: as much as the readers of days and times take. */
const LONGEST_PIECE = 100;
const MOST_PIECES = 3;

/**
 * Where in a text the values stand that a reader finds in it. A reader tells only what a text says, so words are taken
 * away from both ends for as long as it still says the same.
 */
export function peel(text: string, read: (piece: string) => Json | undefined): Mention[] {
  const found: Mention[] = [];
  const pieces = piecesOf(wordsIn(text)).slice(0, MOST_PIECES);
  for (let piece = pieces.shift(); piece !== undefined && found.length < MOST_VALUES; piece = pieces.shift()) {
    const mention = narrowed(text, piece, read);
    if (!mention) continue;
    const { from, to, value } = mention;
    const [first, last] = [piece[from], piece[to - 1]];
    if (first && last) found.push({ start: first.start, end: last.end, value });
    pieces.unshift(...[piece.slice(0, from), piece.slice(to)].filter((rest) => rest.length > 0));
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function narrowed(text: string, words: readonly Words[], read: (piece: string) => Json | undefined) {
  const of = (from: number, to: number) => {
    const [first, last] = [words[from], words[to - 1]];
    return first && last ? read(text.slice(first.start, last.end)) : undefined;
  };
  const value = of(0, words.length);
  if (value === undefined) return undefined;
  const same = (from: number, to: number) => JSON.stringify(of(from, to)) === JSON.stringify(value);
  let [from, to] = [0, words.length];
  while (to - from > 1 && same(from + 1, to)) from += 1;
  while (to - from > 1 && same(from, to - 1)) to -= 1;
  return { from, to, value };
}

/** Words in pieces that a reader takes. */
function piecesOf(words: readonly Words[]): Words[][] {
  const pieces: Words[][] = [];
  for (const word of words) {
    const piece = pieces.at(-1);
    const start = piece?.[0]?.start;
    if (piece && start !== undefined && word.end - start <= LONGEST_PIECE) piece.push(word);
    else pieces.push([word]);
  }
  return pieces;
}
