import { el } from './dom.js';
import { readFormatting, type TextPiece } from './format-text.js';

const TAG = { bold: 'strong', italic: 'em', strike: 's', quote: 'blockquote' } as const;

/** A message text as nodes: what people write is never read as markup. */
export function renderText(text: string): Node[] {
  return readFormatting(text).map(renderPiece);
}

function renderPiece(piece: TextPiece): Node {
  switch (piece.kind) {
    case 'text':
      return document.createTextNode(piece.text);
    case 'code':
      return el('code', {}, piece.text);
    case 'link':
      return el('a', { href: piece.url, target: '_blank', rel: 'noopener noreferrer' }, piece.text);
    case 'bold':
    case 'italic':
    case 'strike':
    case 'quote':
      return el(TAG[piece.kind], {}, ...piece.pieces.map(renderPiece));
  }
}
