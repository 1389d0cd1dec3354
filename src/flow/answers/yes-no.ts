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
    const { yes, no } = labelsOf(question);
    return {
      options: [
        { id: 'yes', label: yes },
        { id: 'no', label: no },
      ],
    };
  },

  read(question, input) {
    const reading = readOption(question, input, candidates(question));
    if (reading.kind !== 'answer' || reading.value === null) return reading;
    return { ...reading, value: reading.value === 'yes' };
  },
};

function labelsOf({ fields: { labels }, language, text }: ResolvedQuestion<Fields>): { yes: string; no: string } {
  if (labels) return { yes: text(labels.yes), no: text(labels.no) };
  const { yesLabel: yes, noLabel: no } = wordsFor(language);
  return { yes, no };
}

function candidates(question: ResolvedQuestion<Fields>): Candidate[] {
  const { yes, no } = labelsOf(question);
  // Gathered where they are looked at: a tap needs none of them.
  return [
    {
      id: 'yes',
      label: yes,
      get synonyms() {
        return [...wordsIn(question, (words) => [words.yesLabel, ...words.yes]), ...YES_SIGNS];
      },
    },
    {
      id: 'no',
      label: no,
      get synonyms() {
        return [...wordsIn(question, (words) => [words.noLabel, ...words.no]), ...NO_SIGNS];
      },
    },
  ];
}
