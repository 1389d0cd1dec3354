import { z } from 'zod';
import type { Instant } from '../time/instant.js';

/** A month of the calendar in UTC, `2026-10`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'write a month as year and month: 2026-10');
export type Month = z.infer<typeof Month>;

/** The month in which something happened, in UTC: providers close their months so, give or take hours. */
export function monthOf(at: Instant): Month {
  return new Date(at).toISOString().slice(0, 7);
}

/** The first moment behind a month. */
export function endOfMonth(month: Month): Instant {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return Date.UTC(year, number);
}
