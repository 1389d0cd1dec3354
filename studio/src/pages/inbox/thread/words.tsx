import { MessageText } from '../../../whatsapp/message-text.js';
import classes from './thread.module.css';

/** What somebody wrote, as WhatsApp shows it. */
export function Words({ text }: { text: string }) {
  return (
    <div className={classes.said}>
      <MessageText text={text} />
    </div>
  );
}
