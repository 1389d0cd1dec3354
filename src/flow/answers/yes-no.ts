import { z } from 'zod';
import { Localised } from '../definition/localised.js';
import { wordsFor } from '../words/words.js';
import type { AnswerType, ResolvedQuestion } from './answer-type.js';
import type { Candidate } from './match-option.js';
import { readOption } from './read-option.js';
import { wordsIn } from './typed-words.js';

const Fields = z.object({
  /** In place of the language's "Yes" and "No". */
  labels: z.strictObject({ yes: Localised, no: Localised }).optional(),
});
type Fields = z.infer<typeof Fields>;

/** What says yes and no in every language. */
export const YES_SIGNS = ['👍', '✅', '✔', '👌', '🆗'];
export const NO_SIGNS = ['👎', '❌', '✖', '🚫'];

/** Yes or no. The value is true or false. */
export const yesNo: AnswerType<Fields> = {
  kind: 'yes-no',
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
    return { ...reading, value: reading.value === 'yes' };
  },
};

function candidates(question: ResolvedQuestion<Fields>): Candidate[] {
  const words = wordsFor(question.language);
  const { labels } = question.fields;
  return [
    {
      id: 'yes',
      label: labels ? question.text(labels.yes) : words.yesLabel,
      synonyms: [...wordsIn(question, ({ yesLabel, yes }) => [yesLabel, ...yes]), ...YES_SIGNS],
    },
    {
      id: 'no',
      label: labels ? question.text(labels.no) : words.noLabel,
      synonyms: [...wordsIn(question, ({ noLabel, no }) => [noLabel, ...no]), ...NO_SIGNS],
    },
  ];
}
