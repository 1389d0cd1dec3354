import { casual } from 'chrono-node/en';
import type { ParsedComponents, ParsedResult } from 'chrono-node';
import { withShortYear, withoutMonth, withoutYear } from './candidate-days.js';
import { addDays, civilDate, weekdayOf } from './civil.js';
import type { CivilDate } from './civil.js';
import { MONTHS, WEEKDAYS } from './to-english.js';

/** Too vague for a day: "next week". */
const VAGUE =
  /^(?:this|next|last|past)\s+(?:\d+\s+)?(?:second|minute|hour|day|week|month|quarter|year|weekend|weekday)s?$/;
const MONTH_NAME = new RegExp(`\\b(?:${MONTHS.map((month) => month.slice(0, 3)).join('|')})`);
/** "a week from Friday", "2 days after tomorrow": not the day that is named. Better asked again. */
const FROM_ANOTHER_DAY = new RegExp(
  `\\b\\d+ (?:day|week|month|year)s? (?:from|in|before) (?:(?:next|this|last) )?(?:${WEEKDAYS.join('|')}|today|tomorrow|overmorrow|yesterday)\\b`,
);
const NAMED_DAY = new RegExp(
  `\\b(\\d{1,2})(?:th)? (${MONTHS.join('|')})(?: (\\d{4}))?\\b|\\b(${MONTHS.join('|')}) (\\d{1,2})(?:th)?(?: (\\d{4}))?(?! ?\\d)\\b`,
  'g',
);

/**
 * The days named in a text of to-english.ts: for each the days it can mean, the likeliest first; empty for one that
 * does not exist ("31 february").
 */
export function spokenDates(english: string, today: CivilDate, isEnglish: boolean): CivilDate[][] {
  if (FROM_ANOTHER_DAY.test(english)) return [];
  const found = variants(english).map((variant) => readVariant(variant, today, isEnglish));
  const [first = [], second = []] = found;
  const mentions = first.map((days, index) => [...days, ...(second[index] ?? [])]);
  return mentions.length > 0 || !namesNoDay(english) ? mentions : [[]];
}

/**
 * "the 15th", "dia 15", "am 15.": a day of the month that follows or went before. `plain` is the text as it was typed:
 * a number alone is none, and neither is one in words.
 */
export function dayAlone(english: string, plain: string, today: CivilDate): CivilDate[][] {
  const marked = /\d/.test(plain) && /\p{L}|\d\.$/u.test(plain);
  const [, day] = /^(\d{1,2})(?:th)?$/.exec(english) ?? [];
  const days = marked && day !== undefined ? withoutMonth(Number(day), today) : [];
  return days.length > 0 ? [days] : [];
}

/** Hindi has one word for yesterday and tomorrow; the limits of the question tell which. */
function variants(english: string): string[] {
  if (!/\b(?:adjacent|beyond)\b/.test(english)) return [english];
  return [
    english.replace(/\badjacent\b/g, 'tomorrow').replace(/\bbeyond\b/g, 'overmorrow'),
    english.replace(/\badjacent\b/g, 'yesterday').replace(/\bbeyond\b/g, '2 days ago'),
  ];
}

function readVariant(english: string, today: CivilDate, isEnglish: boolean): CivilDate[][] {
  // chrono counts with the machine's local time. At noon of the person's day on that clock the machine's zone makes no
  // difference: no zone changes its clocks at noon, and only the day is read out of the result.
  const noon = new Date(today.year, today.month - 1, today.day, 12);
  const results = casual
    .parse(english, noon)
    .filter((result) => !VAGUE.test(result.text) && !result.start.tags().has('result/relativeDateAndTime'));
  const days = results.map((result) => ({ result, days: daysOf(result, today, isEnglish) }));
  // "13 March, a Friday": the weekday is no day of its own; and "sat" and "sun" amid a sentence are other words.
  const isNamed = results.some((result) => !isWeekdayAlone(result) && MONTH_NAME.test(result.text));
  const taken = days.filter(
    ({ result }) => !isWeekdayAlone(result) || (!isNamed && (result.text.length > 3 || result.text === english)),
  );
  return taken.flatMap(({ days: mentions }) => mentions);
}

function daysOf({ start, end, text }: ParsedResult, today: CivilDate, isEnglish: boolean): CivilDate[][] {
  return [start, ...(end ? [end] : [])].flatMap((part) => {
    const days = candidates(part, text, today, isEnglish);
    return days.length > 0 ? [days] : [];
  });
}

function candidates(part: ParsedComponents, text: string, today: CivilDate, isEnglish: boolean): CivilDate[] {
  const [year, month, day] = [part.get('year'), part.get('month'), part.get('day')];
  if (year === null || month === null || day === null) return [];
  if (MONTH_NAME.test(text) && part.isCertain('day') && part.isCertain('month')) {
    if (!part.isCertain('year')) return withoutYear(month, day, today);
    if (!/\d{4}/.test(text)) return withShortYear(year % 100, month, day, today);
  } else if (part.isCertain('weekday') && !part.isCertain('day')) {
    const wanted = part.get('weekday');
    return wanted === null ? [] : weekdays(wanted, text, today, isEnglish);
  } else if (!part.isCertain('day') && !part.tags().has('result/relativeDate')) return [];
  const date = civilDate(year, month, day);
  return date ? [date] : [];
}

function isWeekdayAlone({ start }: ParsedResult): boolean {
  return start.isCertain('weekday') && !start.isCertain('day');
}

/** A weekday is the coming one, unless it is said to be another; today's own name means the one in a week first. */
function weekdays(weekday: number, text: string, today: CivilDate, isEnglish: boolean): CivilDate[] {
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  const coming = ahead === 0 ? 7 : ahead;
  const last = addDays(today, coming === 7 ? -7 : coming - 7);
  if (/\b(?:last|past)\b/.test(text)) return [last];
  if (/\bthis\b/.test(text)) return [addDays(today, ahead), last];
  // In English the "next Friday" of a Tuesday is the one after "this Friday"; elsewhere it is the coming one.
  const sameWeek = mondayBased(weekday) > mondayBased(weekdayOf(today));
  if (/\bnext\b/.test(text))
    return isEnglish && sameWeek ? [addDays(today, coming + 7), addDays(today, coming)] : [addDays(today, coming)];
  return [addDays(today, coming), ...(ahead === 0 ? [today] : []), last];
}

function mondayBased(weekday: number): number {
  return (weekday + 6) % 7;
}

/** Whether a day of a month is named that the month does not have. */
function namesNoDay(english: string): boolean {
  return [...english.matchAll(NAMED_DAY)].some((match) => {
    const [, dayBefore, monthAfter, yearAfter, monthBefore, dayAfter, yearLast] = match;
    const month = MONTHS.findIndex((name) => name === (monthAfter ?? monthBefore)) + 1;
    // Without a year, a leap year's February counts.
    return civilDate(Number(yearAfter ?? yearLast ?? 2024), month, Number(dayBefore ?? dayAfter)) === undefined;
  });
}
