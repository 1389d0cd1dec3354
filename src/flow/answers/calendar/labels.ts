import type { CalendarKind } from './bounds.js';
import { parseIsoDate, parseIsoTime } from './civil.js';
import { dateFormat } from './date-format.js';
import type { DayOrder } from './day-order.js';

/**
 * An ISO value as a reader of that language writes it out: "10 de marzo de 2026", "2:30 PM". Always in the Gregorian
 * calendar, which the value is of, and in Latin digits, as all numbers that we send (answers to `number`, limits in
 * our sentences).
 */
export function calendarLabel(kind: CalendarKind, value: string, language: string): string {
  return format(value, language, {
    ...(kind === 'time' ? {} : { dateStyle: 'long' }),
    ...(kind === 'date' ? {} : { timeStyle: 'short' }),
  });
}

/** A value as somebody would type it, a day in the order that we read: "25/03/2026 2:30 PM". */
export function calendarExample(kind: CalendarKind, value: string, { locale }: DayOrder, language: string): string {
  return [
    ...(kind === 'time' ? [] : [format(value, locale, { year: 'numeric', month: 'numeric', day: 'numeric' })]),
    ...(kind === 'date' ? [] : [format(value, language, { timeStyle: 'short' })]),
  ].join(' ');
}

function format(value: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const [first = '', second = ''] = value.split('T');
  const date = parseIsoDate(first) ?? { year: 2000, month: 1, day: 1 };
  const clock = parseIsoTime(second || first) ?? { hour: 0, minute: 0 };
  const instant = Date.UTC(date.year, date.month - 1, date.day, clock.hour, clock.minute);
  return (
    dateFormat(language, options)
      .format(instant)
      // Versions of Unicode's data differ in these: one text everywhere.
      .replace(/[\u00a0\u202f]/g, ' ')
      .replace(/[\u200e\u200f\u061c]/g, '')
  );
}
