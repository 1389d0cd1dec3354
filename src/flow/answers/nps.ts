import { z } from 'zod';
import { Localised } from '../definition/localised.js';
import { wordsFor } from '../words/words.js';
import type { AnswerType } from './answer-type.js';
import { readScore } from './read-score.js';

const Fields = z.object({
  /** What 0 and 10 mean ("not at all likely", "certainly"). */
  low: Localised.optional(),
  high: Localised.optional(),
});
type Fields = z.infer<typeof Fields>;

/**
 * The Net Promoter question: a whole number from 0 to 10. Typed, because eleven choices do not fit one list of
 * WhatsApp and a scale that is cut in two pages biases the answer.
 */
export const nps: AnswerType<Fields> = {
  kind: 'nps',
  fields: Fields,
  options: 'none',
  valueType: 'number',

  lint() {
    return [];
  },

  present(question) {
    const { low, high } = question.fields;
    const words = wordsFor(question.language);
    const ends = [
      ...(low === undefined ? [] : [`0 = ${question.text(low)}`]),
      ...(high === undefined ? [] : [`10 = ${question.text(high)}`]),
    ];
    return { options: [], hint: ends.length > 0 ? ends.join(words.listSeparator) : words.numberFromTo(0, 10) };
  },

  read(question, input) {
    return readScore(question, input, { min: 0, max: 10, integer: true });
  },
};
