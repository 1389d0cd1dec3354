import { DateTime, IANAZone } from 'luxon';
import { DAY, MINUTE } from '../../../time/instant.js';
import type { Instant } from '../../../time/instant.js';

/** A day of the Gregorian calendar, in no particular place. */
export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

/** Hour and minute of a day, 0:00 to 23:59. */
export interface ClockTime {
  hour: number;
  minute: number;
}

/** Other years are a slip of the finger or another calendar (1447, 2569), and what they mean is not for us to guess. */
const FIRST_YEAR = 1800;
const LAST_YEAR = 2199;
export const FIRST_DATE = '1800-01-01';
export const LAST_DATE = '2199-12-31';

/** The day of these numbers; undefined where there is none (31 February) or its year is none that people mean. */
export function civilDate(year: number, month: number, day: number): CivilDate | undefined {
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { year, month, day } : undefined;
}

export function addDays({ year, month, day }: CivilDate, days: number): CivilDate {
  return civilOf(new Date(Date.UTC(year, month - 1, day + days)));
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf({ year, month, day }: CivilDate): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** `2026-03-10`; such texts compare by size. */
export function isoDate({ year, month, day }: CivilDate): string {
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
}

/** `14:30`; such texts compare by size. */
export function isoTime({ hour, minute }: ClockTime): string {
  return `${pad(hour)}:${pad(minute)}`;
}

export function parseIsoDate(text: string): CivilDate | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return found ? civilDate(Number(found[1]), Number(found[2]), Number(found[3])) : undefined;
}

export function parseIsoTime(text: string): ClockTime | undefined {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return found ? { hour: Number(found[1]), minute: Number(found[2]) } : undefined;
}

/** Day and time of an instant as the clocks of a zone show it. */
export function localTime(instant: Instant, timezone: string): { date: CivilDate; clock: ClockTime } {
  const { year, month, day, hour, minute } = DateTime.fromMillis(instant, { zone: zoneOf(timezone) });
  return { date: { year, month, day }, clock: { hour, minute } };
}

/**
 * When the clocks of a zone show this. The first of two where the hour is there twice; where it is left out in spring,
 * what the clocks would have shown without the change.
 */
export function instantOf(date: CivilDate, { hour, minute }: ClockTime, timezone: string): Instant {
  const zone = zoneOf(timezone);
  const asUtc = Date.UTC(date.year, date.month - 1, date.day, hour, minute);
  const before = asUtc - zone.offset(asUtc - DAY) * MINUTE;
  const after = asUtc - zone.offset(asUtc + DAY) * MINUTE;
  const shown = [before, after].filter((instant) => instant + zone.offset(instant) * MINUTE === asUtc);
  return shown.length > 0 ? Math.min(...shown) : before;
}

function zoneOf(timezone: string): IANAZone {
  // A contact's zone is whatever was imported; the flow's is checked.
  const zone = IANAZone.create(timezone);
  return zone.isValid ? zone : IANAZone.create('UTC');
}

function civilOf(date: Date): CivilDate {
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
