import { addDays } from './civil.js';
import { datesWithYear, markedDates, slashedDates } from './numeric-date.js';
import { readBareClock, readClocks, withColons } from './read-clock.js';
import { toIso } from './read-dates.js';
import type { DateContext, Mentions } from './read-dates.js';
import { dayAlone, spokenDates } from './spoken-date.js';
import { toEnglish, vocabulariesFor } from './to-english.js';
import type { Vocabulary } from './to-english.js';

/** A day and a time as a message names them, or a span from now on. */
export type Moment = Span | NamedMoment;

interface Span {
  kind: 'relative';
  hours: number;
  minutes: number;
}

interface NamedMoment {
  kind: 'named';
  dates: Mentions;
  times: Mentions;
}

/** "2026-03-10T14:30" and "10/3 at 5pm", "tomorrow half past four", "in two hours". A time without a day is today's or the next day's. */
export function readMoment(plain: string, context: DateContext): Moment {
  let best: NamedMoment = { kind: 'named', dates: [], times: [] };
  for (const vocabulary of vocabulariesFor(context.languages)) {
    const moment = readWith(vocabulary, plain, context);
    if (moment.kind === 'relative' || (moment.dates.length > 0 && moment.times.length > 0)) return moment;
    if (best.dates.length + best.times.length === 0) best = moment;
  }
  if (best.dates.length > 0 || best.times.length === 0) return best;
  return { ...best, dates: toIso([[context.today, addDays(context.today, 1)]]) };
}

function readWith(vocabulary: Vocabulary, plain: string, context: DateContext): Moment {
  const { order, today } = context;
  // ISO 8601 joins day and time with a T.
  const text = plain.replace(/(?<=\d)t(?=\d{1,2}:\d{2})/, ' ');
  for (const read of [datesWithYear, slashedDates]) {
    const { mentions, rest } = read(text, order, today);
    if (mentions.length > 0)
      return { kind: 'named', dates: toIso(mentions), times: clocksIn(rest, vocabulary).mentions };
  }
  const relative = spanIn(toEnglish(text, vocabulary));
  if (relative) return relative;
  // "tomorrow 17.30" before "17.30" as a day, which it also could look like.
  const { mentions: times, rest } = clocksIn(text, vocabulary);
  const spoken = spokenDates(rest, today, vocabulary.isEnglish);
  if (spoken.length > 0) return { kind: 'named', dates: toIso(spoken), times };
  const marked = markedDates(text, order, today, 1);
  if (marked.mentions.length > 0)
    return { kind: 'named', dates: toIso(marked.mentions), times: clocksIn(marked.rest, vocabulary).mentions };
  return { kind: 'named', dates: toIso(dayAlone(rest.trim(), text, today)), times };
}

function clocksIn(plain: string, vocabulary: Vocabulary): { mentions: Mentions; rest: string } {
  const english = toEnglish(withColons(plain), vocabulary);
  const clocks = readClocks(english);
  return clocks.mentions.length > 0 ? clocks : { mentions: readBareClock(english), rest: english };
}

/** "in 2 hour and 30 minute" (French has one word for hours and o'clock), "now"; undefined for what is not counted from now. */
export function spanIn(english: string): Span | undefined {
  if (english === 'now') return { kind: 'relative', hours: 0, minutes: 0 };
  const found =
    /\b(?:(in) )?(?:(\d{1,3}) (?:hours?|oclock)(?: (\d{2})(?! ?minute))?)?(?: ?(?:and )?(\d{1,4}) minutes?)?(?: (ago|later))?(?!\S)/g;
  for (const [, before, hours, half, minutes = half, after] of english.matchAll(found)) {
    if ((hours === undefined && minutes === undefined) || (before === undefined && after === undefined)) continue;
    const sign = after === 'ago' ? -1 : 1;
    return { kind: 'relative', hours: sign * Number(hours ?? 0), minutes: sign * Number(minutes ?? 0) };
  }
  return undefined;
}
