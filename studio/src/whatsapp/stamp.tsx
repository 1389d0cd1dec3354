import { useTranslation } from 'react-i18next';
import type { OutboundState } from '@core/conversations/conversation.js';
import { Ticks } from './ticks.js';
import classes from './whatsapp.module.css';

/** When it was said, in the viewer's zone, and how far it came. @param at milliseconds since 1970 */
export function Stamp({ at, state }: { at?: number | undefined; state?: OutboundState | undefined }) {
  const { i18n } = useTranslation('whatsapp');
  if (at === undefined && state === undefined) return null;
  return (
    <div className={classes.stamp}>
      {at !== undefined && (
        <time dateTime={new Date(at).toISOString()}>
          {new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(at)}
        </time>
      )}
      {state && <Ticks state={state} />}
    </div>
  );
}
