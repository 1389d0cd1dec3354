import { DateTime } from 'luxon';
import {
  addDays,
  instantOf,
  isoDate,
  isoTime,
  localTime,
  parseIsoDate,
  parseIsoTime,
} from '../../../flow/answers/calendar/civil.js';
import { dayOrderOf } from '../../../flow/answers/calendar/day-order.js';
import { readBareClock, readClocks, withColons } from '../../../flow/answers/calendar/read-clock.js';
import type { DateContext } from '../../../flow/answers/calendar/read-dates.js';
import { readDates } from '../../../flow/answers/calendar/read-dates.js';
import { readMoment, spanIn } from '../../../flow/answers/calendar/read-moment.js';
import { plainText, toEnglish, vocabulariesFor } from '../../../flow/answers/calendar/to-english.js';
import { HOUR, MINUTE } from '../../../time/instant.js';
import { peel } from './peel.js';
import type { Surroundings, Utterance } from './utterance.js';
import type { Mention } from './mention.js';

/** A day without a time is its noon, as Dialogflow gives it. */
const NOON = '12:00';

/** `2026-03-10T12:00:00+02:00` in the person's zone, as Dialogflow gives days and times. */
function iso(day: string, time: string, timezone: string): string | undefined {
  const [date, clock] = [parseIsoDate(day), parseIsoTime(time)];
  if (!date || !clock) return undefined;
  const zoned = DateTime.fromMillis(instantOf(date, clock, timezone), { zone: timezone });
  return zoned.toISO({ suppressMilliseconds: true }) ?? undefined;
}

/** `@sys.date`: the likeliest day that is named. */
export function readDays({ text, surroundings }: Utterance): Mention[] {
  return peel(text, (piece) => {
    const day = readDates(plainText(piece), contextOf(surroundings))[0]?.[0];
    return day === undefined ? undefined : iso(day, NOON, surroundings.timezone);
  });
}

/** `@sys.time`: the likeliest time of day, of today. */
export function readTimes({ text, surroundings, isAnswer }: Utterance): Mention[] {
  const { now, timezone, locale } = surroundings;
  const today = isoDate(localTime(now, timezone).date);
  return peel(text, (piece) => {
    const plain = withColons(plainText(piece));
    for (const vocabulary of vocabulariesFor([locale])) {
      const english = toEnglish(plain, vocabulary);
      const span = spanIn(english);
      if (span) return isoAfter(span, surroundings);
      const clock = readClocks(english).mentions[0]?.[0] ?? (isAnswer ? readBareClock(english)[0]?.[0] : undefined);
      if (clock !== undefined) return iso(today, clock, timezone);
    }
    return undefined;
  });
}

/** `@sys.date-time`: a day, a time or both. A time alone is the next one of the kind. */
export function readMoments({ text, surroundings, isAnswer }: Utterance): Mention[] {
  const { now, timezone } = surroundings;
  return peel(text, (piece) => {
    // A number alone is a time only where one was asked for.
    if (!isAnswer && /^\P{L}{0,3}\p{Nd}{1,2}\P{L}{0,3}$/u.test(piece)) return undefined;
    const moment = readMoment(plainText(piece), contextOf(surroundings));
    if (moment.kind === 'relative') return isoAfter(moment, surroundings);
    const [day, time] = [moment.dates[0]?.[0], moment.times[0]?.[0]];
    if (day === undefined) return undefined;
    const { date, clock } = localTime(now, timezone);
    const isPast =
      time !== undefined && moment.dates[0]?.length === 2 && day === isoDate(date) && time <= isoTime(clock);
    return iso(isPast ? isoDate(addDays(date, 1)) : day, time ?? NOON, timezone);
  });
}

function isoAfter(
  { hours, minutes }: { hours: number; minutes: number },
  { now, timezone }: Surroundings,
): string | undefined {
  const { date, clock } = localTime(now + hours * HOUR + minutes * MINUTE, timezone);
  return iso(isoDate(date), isoTime(clock), timezone);
}

function contextOf({ now, timezone, locale }: Surroundings): DateContext {
  return {
    today: localTime(now, timezone).date,
    order: dayOrderOf({ contact: { attributes: {} }, language: locale }),
    languages: [locale],
  };
}
