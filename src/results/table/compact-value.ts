import type { AnswerValue } from '../../flow/session.js';
import type { Form } from '../known-question.js';

/** An answer of which only is counted that it was given. */
export const GIVEN = true;

/**
 * As much of a value as counting needs. Texts, files and places are only counted, days lose their time of day: so a
 * column of 100,000 answers has few different values, and no words of anybody's are kept in memory.
 */
export function compactValue(form: Form, value: Exclude<AnswerValue, null>): Exclude<AnswerValue, null> {
  switch (form) {
    case 'texts':
    case 'files':
    case 'places':
      return GIVEN;
    case 'days':
      return String(value).slice(0, '2026-11-22'.length);
    case 'hours':
      return String(value).slice(0, '13'.length);
    default:
      return value;
  }
}
