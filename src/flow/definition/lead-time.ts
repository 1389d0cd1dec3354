import { z } from 'zod';
import { DAY } from '../../time/instant.js';
import { durationMs } from './duration.js';

/** How long before the window closes: `45m before`, `2h before`, `1h 30m before`. One minute to just under 24 hours. */
export const LeadTime = z
  .string()
  .refine(
    (text) => leadTimeMs(text) !== undefined,
    'write it as "45m before" or "2h before": at least 1m and less than 24h',
  );

/** Milliseconds; undefined where the text is no lead time. */
export function leadTimeMs(text: string): number | undefined {
  const [, before = ''] = /^(.*) before$/.exec(text.trim()) ?? [];
  const ms = durationMs(before);
  return ms !== undefined && ms < DAY ? ms : undefined;
}
