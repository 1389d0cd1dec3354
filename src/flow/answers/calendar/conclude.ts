import type { Reading, ResolvedQuestion } from '../answer-type.js';
import { reject } from '../reading.js';
import { boundsOf, isWithin } from './bounds.js';
import type { BoundFields, Bounds, CalendarKind } from './bounds.js';
import { isoDate, localTime } from './civil.js';
import { dayOrderOf } from './day-order.js';
import { calendarExample, calendarLabel } from './labels.js';
import type { Mentions } from './read-dates.js';
import { refuse } from './sentences.js';
import type { ExampleReason } from './sentences.js';
import { settle } from './settle.js';

/** The reading of a text in which these values were found: one that lies within the limits is the answer. */
export function conclude(
  kind: CalendarKind,
  question: ResolvedQuestion<BoundFields>,
  raw: string,
  mentions: Mentions,
): Reading {
  const { fields, language, now, timezone } = question;
  const settled = settle(mentions, boundsOf(kind, fields, now, timezone));
  const label = (value: string) => calendarLabel(kind, value, language);
  switch (settled.kind) {
    case 'none':
      return refuseWithExample(kind, question, mentions.length > 0 ? 'no-such-date' : `not-a-${kind}`);
    case 'several':
      return reject(language, 'ambiguous', { labels: [...new Set(settled.values.map(label))] });
    case 'one':
      return take(kind, question, raw, settled.value, 'typed');
  }
}

/** One value, held against the limits. */
export function take(
  kind: CalendarKind,
  question: ResolvedQuestion<BoundFields>,
  raw: string,
  value: string,
  via: 'tap' | 'number' | 'label' | 'typed',
): Reading {
  const { fields, language, now, timezone } = question;
  const bounds = boundsOf(kind, fields, now, timezone);
  const label = (shown: string) => calendarLabel(kind, shown, language);
  if (isWithin(value, bounds)) return { kind: 'answer', value, raw, label: label(value), via };
  return refuse(language, `${kind}-out-of-range`, {
    ...(bounds.min !== undefined && { min: label(bounds.min) }),
    ...(bounds.max !== undefined && { max: label(bounds.max) }),
  });
}

/** A refusal with an answer that would do, written in this person's way. */
export function refuseWithExample(
  kind: CalendarKind,
  question: ResolvedQuestion<BoundFields>,
  reason: ExampleReason,
): Reading {
  const { fields, language, now, timezone } = question;
  const value = exampleValue(kind, boundsOf(kind, fields, now, timezone), question);
  return refuse(language, reason, { example: calendarExample(kind, value, dayOrderOf(question), language) });
}

/** A day above twelve shows which number is the month. */
const EXAMPLE_DAY = 25;
const EXAMPLE_TIME = '14:30';

function exampleValue(kind: CalendarKind, { min, max }: Bounds, { now, timezone }: ResolvedQuestion<unknown>): string {
  const day = isoDate({ ...localTime(now, timezone).date, day: EXAMPLE_DAY });
  const value = { date: day, time: EXAMPLE_TIME, 'date-time': `${day}T${EXAMPLE_TIME}` }[kind];
  if (min !== undefined && value < min) return min;
  return max !== undefined && value > max ? max : value;
}
