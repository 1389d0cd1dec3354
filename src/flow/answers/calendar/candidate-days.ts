import { addDays, civilDate, isoDate } from './civil.js';
import type { CivilDate } from './civil.js';

/** A two-digit year is at most so many years ahead; "45" is a birthday rather than an appointment. */
const YEARS_AHEAD = 20;
/** 29 February comes again within these, whatever the century. */
const YEARS_AROUND = 8;

/**
 * The days that "10 March" can be, the likeliest first: the next one, then the last one. A year further off has to be
 * said. Empty where there is no such day.
 */
export function withoutYear(month: number, day: number, today: CivilDate): CivilDate[] {
  const around = Array.from({ length: 2 * YEARS_AROUND + 1 }, (_, index) => today.year - YEARS_AROUND + index);
  const days = around.flatMap((year) => civilDate(year, month, day) ?? []);
  const next = days.find((date) => isoDate(date) >= isoDate(today));
  const last = days.findLast((date) => isoDate(date) < isoDate(today));
  return [next, last].filter((date) => date !== undefined);
}

/** The days that "the 15th" can be, the likeliest first: the next one, then the last one. */
export function withoutMonth(day: number, today: CivilDate): CivilDate[] {
  // No two months in a row are without a 31st.
  const days = (direction: 1 | -1, from: number) =>
    Array.from({ length: 62 }, (_, index) => addDays(today, direction * (index + from)));
  const next = days(1, 0).find((date) => date.day === day);
  const last = days(-1, 1).find((date) => date.day === day);
  return [next, last].filter((date) => date !== undefined);
}

/** The days of a year said with two digits, the likeliest first: of the hundred years up to a little after today. */
export function withShortYear(short: number, month: number, day: number, today: CivilDate): CivilDate[] {
  const newest = today.year + YEARS_AHEAD;
  const year = newest - ((((newest - short) % 100) + 100) % 100);
  return [year, year - 100, year + 100].flatMap((candidate) => civilDate(candidate, month, day) ?? []);
}
