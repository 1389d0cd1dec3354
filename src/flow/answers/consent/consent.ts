import { z } from 'zod';
import { Localised } from '../../definition/localised.js';
import { inOurs } from '../../words/words.js';
import type { AnswerType, ResolvedQuestion } from '../answer-type.js';
import type { Candidate } from '../match-option.js';
import { readOption } from '../read-option.js';
import { NO_SIGNS, YES_SIGNS } from '../yes-no.js';
import { languagesOf, wordsIn } from '../typed-words.js';
import { CONSENT_WORDS } from './words.js';

const Fields = z.object({
  /** Which version of the text this is ("2026-03"); kept with every answer. */
  version: z.string().trim().min(1).max(100),
  /** In place of the language's "I agree" and "I do not agree". */
  labels: z.strictObject({ agree: Localised, decline: Localised }).optional(),
});
type Fields = z.infer<typeof Fields>;

/**
 * Whether somebody agrees to the question's text. The value is true or false; `detail` proves what it was given to:
 * the version, and the very text that was shown.
 */
export const consent: AnswerType<Fields> = {
  kind: 'consent',
  fields: Fields,
  options: 'none',
  valueType: 'boolean',

  lint() {
    return [];
  },

  present(question) {
    return { options: candidates(question).map(({ id, label }) => ({ id, label })) };
  },

  read(question, input) {
    const reading = readOption(question, input, candidates(question));
    if (reading.kind !== 'answer' || reading.value === null) return reading;
    const { version } = question.fields;
    return { ...reading, value: reading.value === 'agree', detail: { version, text: question.body() } };
  },
};

function candidates(question: ResolvedQuestion<Fields>): Candidate[] {
  const { labels } = question.fields;
  const own = inOurs(CONSENT_WORDS, question.language);
  const all = languagesOf(question).map((language) => inOurs(CONSENT_WORDS, language));
  return [
    {
      id: 'agree',
      label: labels ? question.text(labels.agree) : own.agreeLabel,
      synonyms: [
        ...all.flatMap(({ agreeLabel, agree }) => [agreeLabel, ...agree]),
        ...wordsIn(question, ({ yesLabel, yes }) => [yesLabel, ...yes]),
        ...YES_SIGNS,
      ],
    },
    {
      id: 'decline',
      label: labels ? question.text(labels.decline) : own.declineLabel,
      synonyms: [
        ...all.flatMap(({ declineLabel, decline }) => [declineLabel, ...decline]),
        ...wordsIn(question, ({ noLabel, no }) => [noLabel, ...no]),
        ...NO_SIGNS,
      ],
    },
  ];
}
