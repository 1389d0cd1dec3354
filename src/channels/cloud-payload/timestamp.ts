import type { Instant } from '../../time/instant.js';

/** Seconds of this size would be the year 33658; milliseconds of it, 2001. */
const MILLISECONDS_FROM = 1e12;
const LATEST = 1e14;

/**
 * Reads a webhook's time: Unix seconds as text (most fields), as a number (user preferences), or milliseconds (seen
 * in the wild, 13 digits). Undefined for anything else.
 */
export function readTimestamp(value: string | undefined): Instant | undefined {
  if (value === undefined || !/^\s*\d{1,14}(\.\d+)?\s*$/.test(value)) return undefined;
  const number = Number(value);
  const instant = Math.round(number >= MILLISECONDS_FROM ? number : number * 1_000);
  return instant > 0 && instant < LATEST ? instant : undefined;
}
