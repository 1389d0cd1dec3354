import { z } from 'zod';
import type { PromptOption } from '../../prompt.js';
import { isBlank } from '../../words/fold.js';
import type { InOurLanguages } from '../../words/words.js';
import { inOurs } from '../../words/words.js';
import type { AnswerType, ResolvedQuestion } from '../answer-type.js';
import { matchExactly } from '../match-option.js';
import { readOptionSkip } from '../read-option.js';
import { reject, saidText } from '../reading.js';
import { rejectKind } from '../wrong-kind.js';
import { boundFields, boundsOf, isWithin, lintBounds } from './bounds.js';
import { addDays, isoDate, localTime, parseIsoDate } from './civil.js';
import { conclude, take } from './conclude.js';
import { dayOrderOf } from './day-order.js';
import { readDates } from './read-dates.js';
import { plainText } from './to-english.js';

const Fields = z.object({
  ...boundFields,
  /** Offers today, tomorrow and the day after as buttons, as far as they lie within the limits. */
  suggest: z.boolean().optional(),
});
type Fields = z.infer<typeof Fields>;

/** Today, tomorrow, the day after; at most 20 UTF-16 units, WhatsApp's limit for a button. */
const SUGGESTED: InOurLanguages<readonly [string, string, string]> = {
  en: ['Today', 'Tomorrow', 'Day after tomorrow'],
  ar: ['اليوم', 'غدًا', 'بعد غد'],
  de: ['Heute', 'Morgen', 'Übermorgen'],
  es: ['Hoy', 'Mañana', 'Pasado mañana'],
  fr: ['Aujourd’hui', 'Demain', 'Après-demain'],
  // The day after tomorrow is the same word as the day before yesterday: its button says which.
  hi: ['आज', 'आने वाला कल', 'आने वाला परसों'],
  pt: ['Hoje', 'Amanhã', 'Depois de amanhã'],
};

/** A day. The value is an ISO text, `2026-03-10`. */
export const date: AnswerType<Fields> = {
  kind: 'date',
  fields: Fields,
  options: 'none',
  valueType: 'string',

  lint(fields) {
    return lintBounds('date', fields);
  },

  present(question) {
    return { options: suggestions(question) };
  },

  read(question, input) {
    const { language } = question;
    if (input.kind === 'option' || input.kind === 'toggle') {
      // The option is the day itself: "Today" of a question that was asked yesterday is yesterday.
      if (!parseIsoDate(input.optionId)) return reject(language, 'unknown-option', {});
      return take('date', question, input.title, input.optionId, 'tap');
    }
    const raw = saidText(input);
    if (raw === undefined) return rejectKind(language, input);
    if (isBlank(raw)) return reject(language, 'empty', {});
    const options = suggestions(question).map(({ id, label }) => ({ id, label, synonyms: [] }));
    const suggested = matchExactly(raw, options);
    if (suggested?.kind === 'one')
      return take('date', question, raw, suggested.id, suggested.via === 'number' ? 'number' : 'label');
    const skip = readOptionSkip(question, raw, options);
    if (skip) return skip;
    return conclude(
      'date',
      question,
      raw,
      readDates(plainText(raw), {
        today: localTime(question.now, question.timezone).date,
        order: dayOrderOf(question),
        languages: [language, ...question.languages],
      }),
    );
  },
};

function suggestions({ fields, language, now, timezone }: ResolvedQuestion<Fields>): PromptOption[] {
  if (!fields.suggest) return [];
  const bounds = boundsOf('date', fields, now, timezone);
  const today = localTime(now, timezone).date;
  return inOurs(SUGGESTED, language)
    .map((label, days) => ({ id: isoDate(addDays(today, days)), label }))
    .filter(({ id }) => isWithin(id, bounds));
}
