import { z } from 'zod';
import { HOUR, MINUTE } from '../../../time/instant.js';
import { isBlank } from '../../words/fold.js';
import type { AnswerType, Reading, ResolvedQuestion } from '../answer-type.js';
import { reject, saidText } from '../reading.js';
import { readSkip } from '../typed-words.js';
import { rejectKind } from '../wrong-kind.js';
import { boundFields, lintBounds } from './bounds.js';
import { instantOf, isoDate, isoTime, localTime, parseIsoDate, parseIsoTime } from './civil.js';
import { conclude, refuseWithExample } from './conclude.js';
import { dayOrderOf } from './day-order.js';
import { readMoment } from './read-moment.js';
import type { Moment } from './read-moment.js';
import { plainText } from './to-english.js';

const Fields = z.object(boundFields);
type Fields = z.infer<typeof Fields>;

/**
 * A day and a time of day. The value is an ISO text in the person's own time, `2026-03-10T14:30`; `detail.instant` is
 * the same in UTC.
 */
export const dateTime: AnswerType<Fields> = {
  kind: 'date-time',
  fields: Fields,
  options: 'none',
  valueType: 'string',

  lint(fields) {
    return lintBounds('date-time', fields);
  },

  present() {
    return { options: [] };
  },

  read(question, input) {
    const { language, languages, now, timezone } = question;
    const raw = saidText(input);
    if (raw === undefined) return rejectKind(language, input);
    if (isBlank(raw)) return reject(language, 'empty', {});
    const skip = readSkip(question, raw);
    if (skip) return skip;
    const moment = readMoment(plainText(raw), {
      today: localTime(now, timezone).date,
      order: dayOrderOf(question),
      languages: [language, ...languages],
    });
    return withInstant(answerOf(question, raw, moment), timezone);
  },
};

function answerOf(question: ResolvedQuestion<Fields>, raw: string, moment: Moment): Reading {
  const { now, timezone } = question;
  if (moment.kind === 'relative') {
    const { date, clock } = localTime(now + moment.hours * HOUR + moment.minutes * MINUTE, timezone);
    return conclude('date-time', question, raw, [[`${isoDate(date)}T${isoTime(clock)}`]]);
  }
  const { dates, times } = moment;
  if (dates.length > 0 && times.length === 0) return refuseWithExample('date-time', question, 'time-missing');
  // Every time with every day: what several of them come to is settled as for any other answer.
  return conclude(
    'date-time',
    question,
    raw,
    dates.flatMap((days) => times.map((clocks) => days.flatMap((day) => clocks.map((clock) => `${day}T${clock}`)))),
  );
}

function withInstant(reading: Reading, timezone: string): Reading {
  if (reading.kind !== 'answer' || typeof reading.value !== 'string') return reading;
  const [day = '', time = ''] = reading.value.split('T');
  const date = parseIsoDate(day);
  const clock = parseIsoTime(time);
  if (!date || !clock) return reading;
  return { ...reading, detail: { instant: new Date(instantOf(date, clock, timezone)).toISOString() } };
}
