import { z } from 'zod';
import { answerTypeOf, answerTypes } from '../answers/registry.js';
import type { AnswerKind } from '../answers/registry.js';
import type { AnswerType } from '../answers/answer-type.js';
import { AskCommon } from './steps.js';

/** A question as written: the common fields, and those of its type apart. */
export interface AskStep extends z.infer<typeof AskCommon> {
  fields: unknown;
}

export const answerKinds = Object.keys(answerTypes).filter((kind): kind is AnswerKind => kind in answerTypes);

/** The whole schema of a question of one type: common fields, those about options only where the type has them, the type's own. */
export function askSchema(type: AnswerType): z.ZodObject {
  const { options, optionsFrom, randomise, ...common } = AskCommon.shape;
  return z.strictObject({
    ...common,
    ask: z.literal(type.kind),
    ...(type.options === 'required' && { options, optionsFrom, randomise }),
    ...type.fields.shape,
  });
}

const schemas = new Map<string, z.ZodObject>(answerKinds.map((kind) => [kind, askSchema(answerTypeOf(kind))]));

export type AskParse = { ok: true; step: AskStep } | { ok: false; issues: z.core.$ZodIssue[] };

/** Checks a question of a known type against its schema. */
export function parseAsk(kind: AnswerKind, raw: unknown): AskParse {
  const type = answerTypeOf(kind);
  const checked = (schemas.get(kind) ?? askSchema(type)).safeParse(raw);
  if (!checked.success) return { ok: false, issues: checked.error.issues };
  const own = Object.keys(type.fields.shape);
  const fields = Object.fromEntries(Object.entries(checked.data).filter(([key]) => own.includes(key)));
  return { ok: true, step: { ...AskCommon.parse(checked.data), fields } };
}
