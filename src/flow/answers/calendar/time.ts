import { z } from 'zod';
import { HOUR, MINUTE } from '../../../time/instant.js';
import { isBlank } from '../../words/fold.js';
import type { AnswerType, ResolvedQuestion } from '../answer-type.js';
import { reject, saidText } from '../reading.js';
import { readSkip } from '../typed-words.js';
import { rejectKind } from '../wrong-kind.js';
import { boundFields, lintBounds } from './bounds.js';
import { isoTime, localTime } from './civil.js';
import { conclude } from './conclude.js';
import { readBareClock, readClocks, withColons } from './read-clock.js';
import type { Mentions } from './read-dates.js';
import { spanIn } from './read-moment.js';
import { plainText, toEnglish, vocabulariesFor } from './to-english.js';

const Fields = z.object(boundFields);
type Fields = z.infer<typeof Fields>;

/** A time of day. The value is an ISO text, `14:30`. */
export const time: AnswerType<Fields> = {
  kind: 'time',
  fields: Fields,
  options: 'none',
  valueType: 'string',

  lint(fields) {
    return lintBounds('time', fields);
  },

  present() {
    return { options: [] };
  },

  read(question, input) {
    const { language } = question;
    const raw = saidText(input);
    if (raw === undefined) return rejectKind(language, input);
    if (isBlank(raw)) return reject(language, 'empty', {});
    return readSkip(question, raw) ?? conclude('time', question, raw, timesIn(raw, question));
  },
};

function timesIn(raw: string, { language, languages, now, timezone }: ResolvedQuestion<Fields>): Mentions {
  const plain = plainText(raw);
  for (const vocabulary of vocabulariesFor([language, ...languages])) {
    const english = toEnglish(withColons(plain), vocabulary);
    const span = spanIn(english);
    if (span) return [[isoTime(localTime(now + span.hours * HOUR + span.minutes * MINUTE, timezone).clock)]];
    const { mentions } = readClocks(english);
    if (mentions.length > 0) return mentions;
    const bare = readBareClock(english);
    if (bare.length > 0) return bare;
  }
  return [];
}
