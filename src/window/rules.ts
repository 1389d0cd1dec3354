import { HOUR, MINUTE, type Instant } from '../time/instant.js';
import type { MessagingWindow } from './window.js';

/**
 * Free-form messages stop this long before the window closes: the provider judges at delivery by its own clock, and
 * a message that leaves in the last seconds comes back as "window closed".
 */
export const SAFETY_MARGIN = MINUTE;

/** Length of the free entry point that an ad or page button opens (whatsapp: 72 hours; billing only). */
const FREE_ENTRY_HOURS = 72;

/**
 * The window after a message of the contact. `at` is when the contact sent it by the provider's clock, so a webhook
 * that comes days late opens nothing; a clock that runs ahead of ours counts as now.
 */
export function afterInbound(
  window: MessagingWindow,
  message: { at: Instant; fromAd?: boolean | undefined },
  windowHours: number,
  now: Instant,
): MessagingWindow {
  const at = Math.min(message.at, now);
  const freeEntryUntil = message.fromAd ? at + FREE_ENTRY_HOURS * HOUR : window.freeEntryUntil;
  return {
    closesAt: Math.max(window.closesAt, at + windowHours * HOUR),
    ...(freeEntryUntil === undefined ? {} : { freeEntryUntil }),
  };
}

/** The provider said that the window is closed, whatever our clock says. */
export function afterClosedSignal(window: MessagingWindow, now: Instant): MessagingWindow {
  return { ...window, closesAt: Math.min(window.closesAt, now) };
}

/** May a free-form message be sent now? `windowHours` undefined: the channel has no window. */
export function isOpenAt(window: MessagingWindow, windowHours: number | undefined, now: Instant): boolean {
  return windowHours === undefined || now < window.closesAt - SAFETY_MARGIN;
}
