import { z } from 'zod';
import { DateTime } from 'luxon';
import { DAY } from '../../../time/instant.js';
import type { Instant } from '../../../time/instant.js';
import type { TypeFinding } from '../answer-type.js';
import { FIRST_DATE, LAST_DATE, isoDate, isoTime, localTime, parseIsoDate, parseIsoTime } from './civil.js';

export type CalendarKind = 'date' | 'time' | 'date-time';

/** `min` and `max` as authors write them: an ISO value, or counted from the day of asking (`today - 18y`). */
export const boundFields = {
  min: z.string().min(1).max(60).optional(),
  max: z.string().min(1).max(60).optional(),
};

export interface BoundFields {
  min?: string | undefined;
  max?: string | undefined;
}

/** ISO texts of the type's own form, which compare by size. Absent where the author set none. */
export interface Bounds {
  min?: string;
  max?: string;
}

type Unit = 'years' | 'months' | 'weeks' | 'days' | 'hours' | 'minutes';

const UNITS: Readonly<Record<string, Unit>> = {
  y: 'years',
  m: 'months',
  w: 'weeks',
  d: 'days',
  h: 'hours',
  min: 'minutes',
};

const FORMS: Readonly<Record<CalendarKind, string>> = {
  date: 'a date such as 2026-03-10, or "today" with years, months, weeks or days: "today - 18y", "today + 30d"',
  time: 'a time such as 08:00, or "now"',
  'date-time':
    'a date and time such as 2026-03-10T14:30, a date, "today + 30d", or "now" with hours or minutes too: "now + 2h"',
};

/** Relative bounds move with the day of asking: they contradict each other when they do on any of these. */
const SAMPLE_DAYS = Array.from({ length: 12 }, (_, month) => Date.UTC(2027, month, 15, 12));

/** What an author's limits allow when the question is asked now, in the person's zone. */
export function boundsOf(kind: CalendarKind, fields: BoundFields, now: Instant, timezone: string): Bounds {
  const min = fields.min === undefined ? undefined : resolve(kind, fields.min, 'min', now, timezone);
  const max = fields.max === undefined ? undefined : resolve(kind, fields.max, 'max', now, timezone);
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

export function isWithin(value: string, { min, max }: Bounds): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

/** Limits that cannot be read, and limits between which nothing lies. */
export function lintBounds(kind: CalendarKind, fields: BoundFields): TypeFinding[] {
  const unreadable = (['min', 'max'] as const).flatMap((side): TypeFinding[] => {
    const written = fields[side];
    if (written === undefined || resolve(kind, written, side, 0, 'UTC') !== undefined) return [];
    return [
      {
        severity: 'error',
        rule: 'bound-unreadable',
        message: `${side} "${written}" is not ${FORMS[kind]}`,
        path: [side],
      },
    ];
  });
  if (unreadable.length > 0 || fields.min === undefined || fields.max === undefined) return unreadable;
  // A fixed day and one that moves fit together at one time and not at another.
  if (isRelative(fields.min) !== isRelative(fields.max)) return [];
  const possible = SAMPLE_DAYS.some((now) => {
    const { min = '', max = '' } = boundsOf(kind, fields, now, 'UTC');
    return min <= max;
  });
  if (possible) return [];
  return [
    {
      severity: 'error',
      rule: 'bounds-impossible',
      message: `min ${fields.min} is later than max ${fields.max}: no answer fits`,
      path: ['min'],
    },
  ];
}

function isRelative(written: string): boolean {
  return /^\s*(?:today|now)/.test(written);
}

/** The limit as an ISO text of the type; undefined where it is written in no way that the type knows. */
function resolve(
  kind: CalendarKind,
  written: string,
  side: 'min' | 'max',
  now: Instant,
  timezone: string,
): string | undefined {
  const text = written.trim();
  const wholeDay = (date: string) => (kind === 'date' ? date : `${date}T${side === 'min' ? '00:00' : '23:59'}`);
  if (kind === 'time') {
    if (text === 'now') return isoTime(localTime(now, timezone).clock);
    return parseIsoTime(text) && text;
  }
  if (parseIsoDate(text)) return wholeDay(text);
  const [date = '', clock = '', ...others] = text.split('T');
  if (kind === 'date-time' && parseIsoDate(date) && parseIsoTime(clock) && others.length === 0) return text;

  const relative = /^(today|now)((?:\s*[+-]\s*\d{1,4}\s*[a-z]{1,3})*)$/.exec(text);
  if (!relative || (relative[1] === 'now' && kind === 'date')) return undefined;
  const steps = stepsOf(relative[2] ?? '', relative[1] === 'now');
  if (!steps) return undefined;
  // The person's local time is counted on as if it were UTC: a day has 24 hours then, and "in a year" keeps the hour.
  const here = localTime(now, timezone);
  const from = Date.UTC(here.date.year, here.date.month - 1, here.date.day, here.clock.hour, here.clock.minute);
  const start = relative[1] === 'now' ? from : Math.floor(from / DAY) * DAY;
  const at = localTime(steps.reduce((moved, step) => moved.plus(step), utc(start)).toMillis(), 'UTC');
  const day = clamp(isoDate(at.date));
  return relative[1] === 'now' ? `${day}T${isoTime(at.clock)}` : wholeDay(day);
}

function utc(instant: Instant): DateTime {
  return DateTime.fromMillis(instant, { zone: 'utc' });
}

function stepsOf(text: string, withHours: boolean): Partial<Record<Unit, number>>[] | undefined {
  const steps: Partial<Record<Unit, number>>[] = [];
  for (const [, sign = '', amount = '', name = ''] of text.matchAll(/([+-])\s*(\d+)\s*([a-z]+)/g)) {
    const unit = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
    if (unit === undefined || (!withHours && (unit === 'hours' || unit === 'minutes'))) return undefined;
    steps.push({ [unit]: sign === '-' ? -Number(amount) : Number(amount) });
  }
  return steps;
}

/** Nothing outside these years is taken, and five-digit years would compare wrongly. */
function clamp(date: string): string {
  if (date.length !== LAST_DATE.length || date > LAST_DATE) return date.startsWith('-') ? FIRST_DATE : LAST_DATE;
  return date < FIRST_DATE ? FIRST_DATE : date;
}
