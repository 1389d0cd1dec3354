import { isoDate } from './civil.js';
import type { CivilDate } from './civil.js';
import type { DayOrder } from './day-order.js';
import { datesWithYear, markedDates, slashedDates } from './numeric-date.js';
import { dayAlone, spokenDates } from './spoken-date.js';
import { toEnglish, vocabulariesFor } from './to-english.js';

export interface DateContext {
  today: CivilDate;
  order: DayOrder;
  /** The session's language first, then those that people may mix in. */
  languages: readonly string[];
}

/** What a message says, as ISO texts: for each thing found what it can mean, the likeliest first; empty where nothing exists. */
export type Mentions = string[][];

/** The days that a text (of `plainText`) names, in numbers or in words. */
export function readDates(plain: string, context: DateContext): Mentions {
  const { order, today, languages } = context;
  for (const read of [datesWithYear, slashedDates, markedDates]) {
    const { mentions } = read(plain, order, today);
    if (mentions.length > 0) return toIso(mentions);
  }
  for (const vocabulary of vocabulariesFor(languages)) {
    const english = toEnglish(plain, vocabulary);
    const spoken = spokenDates(english, today, vocabulary.isEnglish);
    const mentions = spoken.length > 0 ? spoken : dayAlone(english, plain, today);
    if (mentions.length > 0) return toIso(mentions);
  }
  return [];
}

export function toIso(mentions: readonly (readonly CivilDate[])[]): Mentions {
  return mentions.map((days) => days.map(isoDate));
}
