import type { Instant } from '../../time/instant.js';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** Before it there was no WhatsApp: a date that was left empty (year 1, 1970). */
const EARLIEST = Date.UTC(2009, 0, 1);

/** A time in ISO 8601 with its zone, of any precision; undefined for anything else. */
export function readIsoTime(text: string | undefined): Instant | undefined {
  if (text === undefined || !ISO.test(text)) return undefined;
  const instant = Date.parse(text);
  return instant >= EARLIEST ? instant : undefined;
}
