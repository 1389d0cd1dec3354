import { SECOND, type Instant } from '../../time/instant.js';

/** A short stretch of time and how many messages a channel may send in it. */
export interface RateWindow {
  /** Counts windows of this length since 1970. */
  index: number;
  endsAt: Instant;
  lengthMs: number;
  room: number;
}

/** Tenths of a second where they hold enough messages; longer where a tenth would hold one or none. */
const LENGTHS_MS = [100, 200, 250, 500, SECOND];
const LEAST_ROOM = 5;

/**
 * The window that an instant lies in. Windows of one second add up to exactly `perSecond`, so no aligned second ever
 * holds more. Nobody outside knows how a platform measures "a second": a stretch of one second that begins anywhere
 * holds at most one window more (88 of 80, 1,100 of 1,000). Slow channels have longer windows, so that the few
 * messages of one reply can still leave together.
 *
 * Windows begin by the clock and not with their first message, so that all processes mean the same one.
 */
export function rateWindowAt(perSecond: number, now: Instant): RateWindow {
  const lengthMs = LENGTHS_MS.find((length) => (perSecond * length) / SECOND >= LEAST_ROOM) ?? SECOND;
  const index = Math.floor(now / lengthMs);
  const perWindow = (perSecond * lengthMs) / SECOND;
  const inSecond = index % (SECOND / lengthMs);
  // 75 a second are 7, 8, 7, 8 …
  const room = Math.floor((inSecond + 1) * perWindow) - Math.floor(inSecond * perWindow);
  return { index, endsAt: (index + 1) * lengthMs, lengthMs, room };
}
