import { z } from 'zod';

/** Placeholder of the seam; the local agent's author replaces it. */
export const LocalAgent = z.object({ name: z.string() });
export type LocalAgent = z.infer<typeof LocalAgent>;
