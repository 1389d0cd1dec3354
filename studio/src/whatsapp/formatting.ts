/** A piece of a message as WhatsApp shows it. */
export type Piece =
  | { kind: 'plain' | 'code'; text: string }
  | { kind: 'link'; text: string; url: string }
  | { kind: 'bold' | 'italic' | 'strike'; inside: Piece[] };

type Reader = (found: RegExpExecArray) => Piece;

const styled =
  (kind: 'bold' | 'italic' | 'strike') =>
  (found: RegExpExecArray): Piece => ({
    kind,
    inside: readFormatting(found[1] ?? ''),
  });
const code: Reader = (found) => ({ kind: 'code', text: found[1] ?? '' });

/**
 * A mark touches its text on both sides and no letter or digit on its outer ones, so that `2*3*4` and `snake_case` stay
 * as they are. No pattern can go back over the same text more than once.
 */
const mark = (sign: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}${sign}])${sign}(?=[^\\s${sign}])([^\\n${sign}]*[^\\s${sign}])${sign}(?![\\p{L}\\p{N}${sign}])`,
    'u',
  );

const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/```([^`]+)```/, code],
  [/`([^`\n]+)`/, code],
  [/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'*_~]/, ({ 0: url }) => ({ kind: 'link', text: url, url })],
  [mark('\\*'), styled('bold')],
  [mark('_'), styled('italic')],
  [mark('~'), styled('strike')],
];

/** Reads `*bold*`, `_italic_`, `~strike~`, code and links; everything else is text, line breaks included. */
export function readFormatting(text: string): Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (let first = firstIn(rest); first; first = firstIn(rest)) {
    const { found, read } = first;
    if (found.index > 0) pieces.push({ kind: 'plain', text: rest.slice(0, found.index) });
    pieces.push(read(found));
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest !== '') pieces.push({ kind: 'plain', text: rest });
  return pieces;
}

function firstIn(text: string): { found: RegExpExecArray; read: Reader } | undefined {
  let first: { found: RegExpExecArray; read: Reader } | undefined;
  for (const [pattern, read] of READERS) {
    const found = pattern.exec(text);
    if (found && (!first || found.index < first.found.index)) first = { found, read };
  }
  return first;
}
