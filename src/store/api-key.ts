import { z } from 'zod';
import { PERMISSIONS } from '../accounts/permissions.js';

/** A key for programs. The key itself is kept as its SHA-256 only: it is shown once, when it is made. */
export const ApiKey = z.object({
  name: z.string(),
  keyHash: z.string(),
  /** The first characters of the key, to tell keys apart by. */
  hint: z.string(),
  permissions: z.array(z.enum(PERMISSIONS)),
  by: z.object({ kind: z.enum(['user', 'installation']), id: z.string(), name: z.string() }),
  createdAt: z.number(),
  /** Null: until it is withdrawn. */
  expiresAt: z.number().nullable(),
  /** To the hour. */
  lastUsedAt: z.number().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
