/** A piece of a message text after WhatsApp's formatting marks have been read. */
export type TextPiece =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; url: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'quote'; pieces: TextPiece[] };

const STYLE = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

/** Fences may span lines; a single backtick and a style may not. */
const CODE = /```([\s\S]+?)```|`([^`\n]+)`/;
/**
 * A style mark opens after the start or something that is no letter or digit, touches its text on both sides and
 * closes before something that is no letter or digit: `2*3*4` and `snake_case_name` stay as they are.
 */
const STYLED = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/u;
const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'*_~]/;

/** Reads `*bold*`, `_italic_`, `~strike~`, code, quotes, list marks and links. */
export function readFormatting(text: string): TextPiece[] {
  const code = CODE.exec(text);
  if (!code) return readLines(text);
  return [
    ...readLines(text.slice(0, code.index)),
    { kind: 'code', text: code[1] ?? code[2] ?? '' },
    ...readFormatting(text.slice(code.index + code[0].length)),
  ];
}

function readLines(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const isQuote = /^> \S/.test(line);
    if (at > 0 && !isQuote && pieces.at(-1)?.kind !== 'quote') pieces.push({ kind: 'text', text: '\n' });
    if (isQuote) pieces.push({ kind: 'quote', pieces: readStyles(line.slice(2)) });
    else pieces.push(...readStyles(line.replace(/^[-*] (?=\S)/, '• ')));
  }
  return joined(pieces);
}

function readStyles(text: string): TextPiece[] {
  const link = LINK.exec(text);
  const styled = STYLED.exec(text);
  if (link && (!styled || link.index < styled.index)) {
    return [
      ...readStyles(text.slice(0, link.index)),
      { kind: 'link', text: link[0], url: link[0] },
      ...readStyles(text.slice(link.index + link[0].length)),
    ];
  }
  if (!styled) return text === '' ? [] : [{ kind: 'text', text }];
  const mark = styled[1];
  const kind = mark === '*' || mark === '_' || mark === '~' ? STYLE[mark] : 'bold';
  return [
    ...readStyles(text.slice(0, styled.index)),
    { kind, pieces: readStyles(styled[2] ?? '') },
    ...readStyles(text.slice(styled.index + styled[0].length)),
  ];
}

function joined(pieces: readonly TextPiece[]): TextPiece[] {
  const result: TextPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') {
      result.splice(-1, 1, { kind: 'text', text: last.text + piece.text });
    } else {
      result.push(piece);
    }
  }
  return result;
}

/** The text without its formatting marks, for a line of preview. */
export function plainText(text: string): string {
  return readFormatting(text).map(plainPiece).join('');
}

function plainPiece(piece: TextPiece): string {
  return 'text' in piece ? piece.text : piece.pieces.map(plainPiece).join('');
}
