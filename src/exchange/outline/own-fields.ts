import { z } from 'zod';
import { Localised } from '../../flow/definition/localised.js';
import type { AskStep } from '../../flow/definition/ask-step.js';

const Limit = z.union([z.number(), z.string()]);

/** The fields of all question types that forms have something for. */
const OwnFields = z.object({
  min: Limit.optional(),
  max: Limit.optional(),
  integer: z.boolean().optional(),
  unit: Localised.optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  pattern: z.string().optional(),
  points: z.number().optional(),
  scale: z.string().optional(),
  low: Localised.optional(),
  high: Localised.optional(),
  labels: z.record(z.string(), Localised).optional(),
  rows: z.array(z.object({ id: z.string(), label: Localised })).optional(),
  selectAll: z.boolean().optional(),
});
export type OwnFields = z.infer<typeof OwnFields>;

/** A question's own fields, read whatever its type is. */
export function ownFields(step: AskStep): OwnFields {
  return OwnFields.parse(step.fields ?? {});
}
