import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import type { Instant } from '../time/instant.js';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written HH:MM, 00:00 to 23:59');

/** When nobody wants a reminder: from–to in an IANA zone; `from` later than `to` spans midnight. */
export const QuietHours = z.strictObject({
  from: TimeOfDay,
  to: TimeOfDay,
  zone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'not an IANA time zone such as Europe/Madrid'),
});
export type QuietHours = z.infer<typeof QuietHours>;

/** The end of the quiet hours that `now` lies in; undefined when it lies in none. `from` equal to `to` means never quiet. */
export function quietUntil(quiet: QuietHours, now: Instant): Instant | undefined {
  const here = DateTime.fromMillis(now, { zone: quiet.zone });
  const clock = here.toFormat('HH:mm');
  const spansMidnight = quiet.from > quiet.to;
  const isQuiet = spansMidnight ? clock >= quiet.from || clock < quiet.to : clock >= quiet.from && clock < quiet.to;
  if (!isQuiet) return undefined;
  const [hour, minute] = quiet.to.split(':').map(Number) as [number, number];
  const endToday = here.set({ hour, minute, second: 0, millisecond: 0 });
  const end = endToday.toMillis() > now ? endToday : endToday.plus({ days: 1 });
  return end.toMillis();
}
