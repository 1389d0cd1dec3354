import { readFormatting, type Piece } from './formatting.js';
import classes from './whatsapp.module.css';

/** What somebody wrote, with WhatsApp's formatting; never anything but text. */
export function MessageText({ text }: { text: string }) {
  return (
    <div dir="auto" className={classes.text}>
      <Pieces pieces={readFormatting(text)} />
    </div>
  );
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  // A text is shown anew as a whole: its pieces have no life of their own.
  return pieces.map((piece, index) => <Shown key={index} piece={piece} />);
}

function Shown({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'plain':
      return piece.text;
    case 'code':
      return <code className={classes.code}>{piece.text}</code>;
    case 'link':
      return (
        <a className={classes.link} href={piece.url} target="_blank" rel="noopener noreferrer">
          {piece.text}
        </a>
      );
    case 'bold':
      return (
        <strong>
          <Pieces pieces={piece.inside} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Pieces pieces={piece.inside} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Pieces pieces={piece.inside} />
        </s>
      );
  }
}
