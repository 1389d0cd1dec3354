import { z } from 'zod';

/** Lists page by an opaque cursor: pass the `next` of one page to get the one after it. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1_000).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;
