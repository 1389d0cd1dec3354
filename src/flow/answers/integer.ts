import { z } from 'zod';
import { Localised } from '../definition/localised.js';
import type { AnswerType } from './answer-type.js';
import { isWithin, lintNumberRange, readQuantity } from './number.js';

const Fields = z.object({
  min: z.int().optional(),
  max: z.int().optional(),
  /** Written after the number where a person reads the answer: "children". */
  unit: Localised.optional(),
});
type Fields = z.infer<typeof Fields>;

/** A whole number, read as `number` reads its own. */
export const integer: AnswerType<Fields> = {
  kind: 'integer',
  fields: Fields,
  options: 'none',
  valueType: 'number',

  lint(fields) {
    return lintNumberRange(fields);
  },

  present() {
    return { options: [] };
  },

  read(question, input) {
    return readQuantity(question, input, true);
  },

  fits(fields, value) {
    return isWithin(fields, value) && Number.isInteger(value);
  },
};
