import { z } from 'zod';
import { Duration } from './duration.js';
import { Localised } from './localised.js';
import { Id } from './names.js';

/** More than that is no reminding any more. */
const MAX_REMINDERS = 10;

/** What follows when a question was not answered in time. */
export const Timeout = z.strictObject({
  after: Duration.describe('How long after the question was asked: 2h, 1h 30m, 3d'),
  then: z
    .union([z.enum(['skip', 'end']), z.strictObject({ goto: Id })])
    .describe('skip goes on without an answer, end ends the survey, goto goes elsewhere'),
});
export type Timeout = z.infer<typeof Timeout>;

/** Messages in front of the question that is asked once more, while the window is open. */
export const Reminders = z
  .array(
    z.strictObject({
      after: Duration.describe('How long after the question was asked: 4h'),
      text: Localised.optional().describe('The reminder; the question follows it'),
    }),
  )
  .max(MAX_REMINDERS);
export type Reminders = z.infer<typeof Reminders>;
