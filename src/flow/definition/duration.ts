import { z } from 'zod';
import { DAY, HOUR, MINUTE } from '../../time/instant.js';

const PATTERN = /^(?:(\d{1,3}) ?d)? ?(?:(\d{1,3}) ?h)? ?(?:(\d{1,5}) ?m)?$/;
const LONGEST = 365 * DAY;

/** A length of time: `45m`, `2h`, `1h 30m`, `7d`. From one minute to 365 days. */
export const Duration = z
  .string()
  .refine(
    (text) => durationMs(text) !== undefined,
    'write it in days, hours and minutes, such as "45m", "1h 30m" or "7d": at least 1m and at most 365d',
  );

/** Milliseconds; undefined where the text is no duration. */
export function durationMs(text: string): number | undefined {
  const match = PATTERN.exec(text.trim());
  if (!match) return undefined;
  const [, days = 0, hours = 0, minutes = 0] = match;
  const ms = Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE;
  return ms >= MINUTE && ms <= LONGEST ? ms : undefined;
}
