import { isoTime } from './civil.js';
import type { Mentions } from './read-dates.js';
import { MONTHS } from './to-english.js';

const PART = 'am|pm|night|noon|midnight';
const MONTH_AHEAD = `(?! ?(?:${MONTHS.join('|')}))`;
/** "march 15 10 am": 15 is the day. In "15 march 10 am" 10 is the hour. */
const NO_MONTH_BEFORE = `(?<!(?<!\\d(?:th)? )\\b(?:${MONTHS.join('|')}) )`;

/**
 * One time of day in a text of to-english.ts: part of the day, "half past", hour and minutes, "o'clock", "and half",
 * part of the day again. "20 in 8" is German's "nach", which is also its "in". What makes it a time rather than a number is checked on the groups.
 */
const CLOCK = new RegExp(
  `(?<!:)\\b(?:(?<lead>${PART}) )?(?<at>at )?(?:(?<step>half|quarter|\\d{1,2}) (?:minute )?(?<way>past|in|to|before) |(?<half>half) )?` +
    `${NO_MONTH_BEFORE}(?<hour>\\d{1,2})(?::(?<minute>\\d{2}))?${MONTH_AHEAD}(?!\\w)` +
    `(?: (?<mark>oclock|hour)(?: (?<after>\\d{1,2})(?![\\w:]))?)?(?: and (?<plus>half|quarter|\\d{1,2})| (?<digits>[0-5]\\d)(?![\\w:])${MONTH_AHEAD}| minus (?<minus>half|quarter|\\d{1,2}))?` +
    `(?: minute)?(?: (?<late>oclock))?(?: (?<part>${PART})\\b)?|\\b(?<alone>noon|midnight)\\b`,
  'g',
);

export interface Clocks {
  mentions: Mentions;
  /** The text without them. */
  rest: string;
}

/**
 * The times of day that a text names, as HH:MM: for each what it can mean, the likeliest first. "5:30" without a part
 * of the day is half past five in the morning, and in the afternoon where only that fits.
 */
export function readClocks(english: string): Clocks {
  const mentions: Mentions = [];
  let rest = english;
  for (const match of english.matchAll(CLOCK)) {
    const times = timesOf(match.groups ?? {});
    if (!times) continue;
    mentions.push(times);
    rest = rest.replace(match[0], ' ');
  }
  return { mentions, rest };
}

/** A number that is the whole answer to a question for a time: "17", "5 30", "1730", "5 and 30". */
export function readBareClock(english: string): Mentions {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:(?: and | )?(\d{2}))?$/.exec(english) ?? [];
  if (hour === undefined) return [];
  const times = halves(Number(hour), Number(minute), hour.startsWith('0'));
  return times.length > 0 ? [times] : [];
}

/** "17.30" where a time is expected. */
export function withColons(plain: string): string {
  return plain.replace(/(?<![\d.:])([01]?\d|2[0-3])[.,]([0-5]\d)(?![\d:]|\.\d)/g, '$1:$2');
}

type Groups = Readonly<Record<string, string | undefined>>;

/** Undefined where it is a number like any other. */
function timesOf(groups: Groups): string[] | undefined {
  const { lead, at, step, way, half, mark, after, minute, plus, minus, digits, late, alone } = groups;
  if (alone !== undefined) return [alone === 'noon' ? '12:00' : '00:00'];
  const part = lead ?? groups['part'];
  const isTime = [lead, at, step, half, mark, minute, late, groups['part']].some((group) => group !== undefined);
  if (!isTime && (minus === undefined || !/^[hq]/.test(minus)) && (plus === undefined || !/^[hq]/.test(plus)))
    return undefined;
  const hour = Number(groups['hour']);
  const said = Number(minute ?? after ?? digits ?? 0) + minutesOf(plus) - minutesOf(minus);
  const moved =
    step === undefined ? minutesOf(half) : way === 'past' || way === 'in' ? minutesOf(step) : -minutesOf(step);
  if (Number(minute ?? 0) > 59 || minutesOf(step) > 59) return undefined;
  const times =
    part === undefined
      ? halves(hour, said + moved, groups['hour']?.startsWith('0') ?? false)
      : inPart(hour, said + moved, part);
  return times.length > 0 ? times : undefined;
}

function minutesOf(step: string | undefined): number {
  if (step === undefined) return 0;
  return step === 'half' ? 30 : step === 'quarter' ? 15 : Number(step);
}

/** An hour of which nobody said whether it is before noon or after. "05" is a 24-hour clock's. */
function halves(hour: number, minutes: number, isWhole: boolean): string[] {
  if (hour > 24 || minutes > 59 || (hour === 24 && minutes !== 0)) return [];
  const times = hour <= 12 && !isWhole ? [hour, hour + 12] : [hour];
  return times.map((time) => clock(time, minutes));
}

function inPart(hour: number, minutes: number, part: string): string[] {
  if (hour > 24 || minutes > 59) return [];
  // "17:30 pm": the hour says it already.
  if (hour > 12) return [clock(hour, minutes)];
  const hours: Record<string, number> = {
    am: hour % 12,
    pm: (hour % 12) + 12,
    // Eight at night is in the evening, two at night after midnight.
    night: hour === 12 ? 0 : hour >= 6 ? hour + 12 : hour,
    // One at noon is after it, eleven before it.
    noon: hour <= 5 ? hour + 12 : hour,
    midnight: hour % 12,
  };
  return [clock(hours[part] ?? hour, minutes)];
}

function clock(hour: number, minutes: number): string {
  const whole = (((hour * 60 + minutes) % 1440) + 1440) % 1440;
  return isoTime({ hour: Math.floor(whole / 60), minute: whole % 60 });
}
