/** A piece of a message text after WhatsApp's formatting marks have been read. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; url: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'code'; text: string };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike', '`': 'code' } as const;

/**
 * A mark stands at the edge of a word on the outside and touches its text on the inside, so that `2*3*4` and
 * `snake_case_name` stay as they are. Lines end it. Only https is a link.
 */
const SPECIAL =
  /(?<link>https:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'*_~])|(?<![\p{L}\p{N}])(?<mark>[*_~`])(?<inner>[^\s*_~`](?:[^\n*_~`]{0,2000}[^\s*_~`])?)\k<mark>(?![\p{L}\p{N}])/gu;

export function readFormatting(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(SPECIAL)) {
    const { link, mark, inner = '' } = found.groups ?? {};
    if (found.index > at) pieces.push({ kind: 'text', text: text.slice(at, found.index) });
    at = found.index + found[0].length;
    if (link !== undefined) pieces.push({ kind: 'link', url: link });
    else if (mark === '*' || mark === '_' || mark === '~' || mark === '`')
      pieces.push({ kind: MARKS[mark], text: inner });
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}
