import { z } from 'zod';
import { DAY, HOUR, MINUTE } from '../../time/instant.js';

const PATTERN = /^(?:(\d{1,2}) ?h)? ?(?:(\d{1,4}) ?m)? before$/;

/** How long before the window closes: `45m before`, `2h before`, `1h 30m before`. One minute to just under 24 hours. */
export const LeadTime = z
  .string()
  .refine(
    (text) => leadTimeMs(text) !== undefined,
    'write it as "45m before" or "2h before": at least 1m and less than 24h',
  );

/** Milliseconds; undefined where the text is no lead time. */
export function leadTimeMs(text: string): number | undefined {
  const match = PATTERN.exec(text.trim());
  if (!match) return undefined;
  const ms = Number(match[1] ?? 0) * HOUR + Number(match[2] ?? 0) * MINUTE;
  return ms >= MINUTE && ms < DAY ? ms : undefined;
}
