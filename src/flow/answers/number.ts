import { z } from 'zod';
import { Localised } from '../definition/localised.js';
import { isBlank } from '../words/fold.js';
import type { AnswerType, TypeFinding } from './answer-type.js';
import { readScore } from './read-score.js';

const Fields = z.object({
  min: z.number().optional(),
  max: z.number().optional(),
  /** Only whole numbers. */
  integer: z.boolean().optional(),
  /** Written after the number where a person reads the answer: "kg". */
  unit: Localised.optional(),
});
type Fields = z.infer<typeof Fields>;

/** A number in any script and the usual ways of writing and saying one. */
export const number: AnswerType<Fields> = {
  kind: 'number',
  fields: Fields,
  options: 'none',
  valueType: 'number',

  lint({ min, max, integer }) {
    const findings: TypeFinding[] = [];
    if (min !== undefined && max !== undefined && min > max) {
      findings.push({
        severity: 'error',
        rule: 'number-range-impossible',
        message: `min ${min} is greater than max ${max}: no number fits`,
        path: ['min'],
      });
    } else if (integer && min !== undefined && max !== undefined && Math.ceil(min) > Math.floor(max)) {
      findings.push({
        severity: 'error',
        rule: 'number-range-impossible',
        message: `there is no whole number between ${min} and ${max}`,
        path: ['integer'],
      });
    }
    return findings;
  },

  present() {
    return { options: [] };
  },

  read(question, input) {
    const { min, max, integer, unit } = question.fields;
    const reading = readScore(question, input, { min, max, integer: integer ?? false });
    if (reading.kind !== 'answer' || reading.value === null || unit === undefined) return reading;
    const unitText = question.text(unit).trim();
    return isBlank(unitText) ? reading : { ...reading, label: `${reading.label} ${unitText}` };
  },
};
