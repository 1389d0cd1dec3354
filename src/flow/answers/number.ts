import { z } from 'zod';
import { Localised } from '../definition/localised.js';
import type { AnswerValue } from '../session.js';
import { isBlank } from '../words/fold.js';
import type { AnswerType, ReadInput, Reading, ResolvedQuestion, TypeFinding } from './answer-type.js';
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

  lint(fields) {
    return lintNumberRange(fields);
  },

  present() {
    return { options: [] };
  },

  read(question, input) {
    return readQuantity(question, input, question.fields.integer ?? false);
  },

  fits(fields, value) {
    return isWithin(fields, value) && (!fields.integer || Number.isInteger(value));
  },
};

/** Is a stored value a number within the author's limits? */
export function isWithin({ min, max }: Pick<Fields, 'min' | 'max'>, value: AnswerValue): value is number {
  return typeof value === 'number' && value >= (min ?? value) && value <= (max ?? value);
}

/** Limits between which no number lies. */
export function lintNumberRange({ min, max, integer }: Pick<Fields, 'min' | 'max' | 'integer'>): TypeFinding[] {
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
}

/** A typed number within the author's limits, labelled with its unit. */
export function readQuantity(
  question: ResolvedQuestion<Pick<Fields, 'min' | 'max' | 'unit'>>,
  input: ReadInput,
  integer: boolean,
): Reading {
  const { min, max, unit } = question.fields;
  const reading = readScore(question, input, { min, max, integer });
  if (reading.kind !== 'answer' || reading.value === null || unit === undefined) return reading;
  const unitText = question.text(unit).trim();
  return isBlank(unitText) ? reading : { ...reading, label: `${reading.label} ${unitText}` };
}
