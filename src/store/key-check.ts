import { z } from 'zod';

/** Something known, sealed with the installation's key (runtime/check-secret-key). */
export const KeyCheck = z.object({ sealed: z.string() });
export type KeyCheck = z.infer<typeof KeyCheck>;
