import { withShortYear, withoutYear } from './candidate-days.js';
import { civilDate } from './civil.js';
import type { CivilDate } from './civil.js';
import type { DayOrder } from './day-order.js';

/** Days found in a text: for each the days it can mean, the likeliest first; empty for one that does not exist. */
export interface NumericDates {
  mentions: CivilDate[][];
  /** The text without them. */
  rest: string;
}

/** A space before two digits parts a time off: "12.3. 17 Uhr". */
const WITH_YEAR =
  /(?<![\d.,/-])(?:(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})|(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\6(\d{2}|\s?\d{4}|\s\d{2}$))(?!\d|[./-]\d)/g;
/** Day and month: with a slash, or with another mark that may also stand in a time or a range. */
const SLASHED = /(?<![\d.,/-])(\d{1,2})\s?\/\s?(\d{1,2})(?!\d|[./-]\s?\d)/g;
const MARKED = /(?<![\d.,/:-])(\d{1,2})\s?[.-]\s?(\d{1,2})\.?(?!\d|[./:-]\s?\d)/g;
/** Numbers alone, as the whole message: "10 03 2026", "10032026", "20260310". */
const SPACED = /^(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})$/;
const RUN = /^\d{8}$/;

/** "10/3/26", "10.03.2026", "2026-03-10", "10032026". */
export function datesWithYear(plain: string, order: DayOrder, today: CivilDate): NumericDates {
  const [, first, second, third] = SPACED.exec(plain) ?? [];
  if (first !== undefined && second !== undefined && third !== undefined)
    return { mentions: [inOrder(first, second, third, order, today)], rest: '' };
  if (RUN.test(plain)) {
    const day = inRun(plain, order);
    return day ? { mentions: [day], rest: '' } : { mentions: [], rest: plain };
  }
  return cut(plain, WITH_YEAR, ([, year, , month, day, a = '', , b = '', c = '']) =>
    year === undefined ? inOrder(a, b, c.trim(), order, today) : yearFirst(year, Number(month), Number(day)),
  );
}

/** "10/3". */
export function slashedDates(plain: string, order: DayOrder, today: CivilDate): NumericDates {
  return cut(plain, SLASHED, ([, a = '', b = '']) => dayAndMonth(Number(a), Number(b), order, today));
}

/** "10.3.", "10-3": only what can be a day, since it may be a time ("17.30"), and at most so many of them. */
export function markedDates(plain: string, order: DayOrder, today: CivilDate, most = Infinity): NumericDates {
  return cut(plain, MARKED, ([, a = '', b = ''], found) => {
    if (found >= most) return undefined;
    const days = dayAndMonth(Number(a), Number(b), order, today);
    return days.length > 0 ? days : undefined;
  });
}

function cut(
  plain: string,
  pattern: RegExp,
  read: (match: RegExpExecArray, found: number) => CivilDate[] | undefined,
): NumericDates {
  const mentions: CivilDate[][] = [];
  let rest = plain;
  for (const match of plain.matchAll(pattern)) {
    const days = read(match, mentions.length);
    if (!days) continue;
    mentions.push(days);
    rest = rest.replace(match[0], ' ');
  }
  return { mentions, rest };
}

function dayAndMonth(a: number, b: number, { dayFirst }: DayOrder, today: CivilDate): CivilDate[] {
  const own = dayFirst ? withoutYear(b, a, today) : withoutYear(a, b, today);
  if (own.length > 0) return own;
  return dayFirst ? withoutYear(a, b, today) : withoutYear(b, a, today);
}

/** What the order of the place makes of it; another order only where that is no day at all. */
function inOrder(a: string, b: string, c: string, order: DayOrder, today: CivilDate): CivilDate[] {
  const year = (month: number, day: number): CivilDate[] =>
    c.length === 4
      ? [civilDate(Number(c), month, day)].filter((date) => date !== undefined)
      : withShortYear(Number(c), month, day, today);
  const yearLeads = a.length === 2 && c.length === 2 ? withShortYear(Number(a), Number(b), Number(c), today) : [];
  const dayLeads = year(Number(b), Number(a));
  const monthLeads = year(Number(a), Number(b));
  const byDay = order.dayFirst ? [dayLeads, monthLeads] : [monthLeads, dayLeads];
  const tries = order.yearFirst ? [yearLeads, ...byDay] : byDay;
  return tries.find((days) => days.length > 0) ?? [];
}

function yearFirst(year: string, a: number, b: number): CivilDate[] {
  const date = civilDate(Number(year), a, b) ?? civilDate(Number(year), b, a);
  return date ? [date] : [];
}

/** Eight digits without a mark: year first where that makes a day, else the order of the place. */
function inRun(run: string, { dayFirst }: DayOrder): CivilDate[] | undefined {
  const at = (from: number, to: number) => Number(run.slice(from, to));
  const leading = civilDate(at(0, 4), at(4, 6), at(6, 8));
  const byDay = civilDate(at(4, 8), at(2, 4), at(0, 2));
  const byMonth = civilDate(at(4, 8), at(0, 2), at(2, 4));
  const date = (dayFirst ? (byDay ?? byMonth) : (byMonth ?? byDay)) ?? leading;
  return date && [date];
}
