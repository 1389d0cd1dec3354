import { z } from 'zod';

/*
 * Pieces of schemas that never refuse: Meta adds values and changes types without notice, so a field that is not what
 * it should be counts as absent, and only what is left decides whether the part is understood.
 */

/** Text; numbers become text (ids are one or the other, by provider and year). */
export const lenientText = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);

export const lenientFlag = z.boolean().optional().catch(undefined);

/** A number, also when it is written as text ("48.2"). */
export const lenientNumber = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d+(\.\d+)?\s*$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined);

/** A list; anything else is an empty one. */
export const lenientList = z.array(z.unknown()).catch([]);

/** An object with whatever is in it; anything else is absent. */
export const lenientRecord = z.record(z.string(), z.unknown()).optional().catch(undefined);

/** An object of this shape; anything else is absent. */
export function lenientObject<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).optional().catch(undefined);
}

/** The members of a list that have this shape. */
export function parseEach<Output>(list: readonly unknown[], schema: z.ZodType<Output>): Output[] {
  return list.flatMap((member) => {
    const parsed = schema.safeParse(member);
    return parsed.success ? [parsed.data] : [];
  });
}
