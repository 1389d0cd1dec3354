import { z } from 'zod';
import type { AnswerType } from './answer-type.js';
import { lintOptionCount, presentOptions } from './author-options.js';
import { readOption } from './read-option.js';

const Fields = z.object({});
type Fields = z.infer<typeof Fields>;

/** One of the author's options. The value is its id. */
export const singleChoice: AnswerType<Fields> = {
  kind: 'single-choice',
  fields: Fields,
  options: 'required',
  valueType: 'string',

  lint(_fields, { optionIds }) {
    return lintOptionCount(optionIds.length);
  },

  present(question) {
    return { options: presentOptions(question.options) };
  },

  read(question, input) {
    return readOption(question, input, question.options);
  },
};
