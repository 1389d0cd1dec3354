import type { ReactNode } from 'react';
import classes from './whatsapp.module.css';

/** Where messages stand; what is added is read out. Can be scrolled by keyboard. */
export function ChatBackground({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.chat} role="log" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

/** A line between messages: a day, or what happened in between. */
export function ChatLine({ children }: { children: ReactNode }) {
  return <div className={classes.line}>{children}</div>;
}
