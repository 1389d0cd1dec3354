import { z } from 'zod';
import { ROLES } from '../accounts/permissions.js';

/**
 * A link that lets somebody in once: with it an invited person makes their account, or a person who forgot it sets a new
 * password. Its id is not the code; that is kept as its SHA-256, so that the database alone opens nothing.
 */
export const JoinLink = z.object({
  codeHash: z.string(),
  kind: z.enum(['invitation', 'new-password']),
  email: z.string(),
  emailKey: z.string(),
  /** What an invited person becomes; empty for a new password. */
  roles: z.array(z.enum(ROLES)),
  teams: z.array(z.string()),
  /** Whose password is set; empty for an invitation. */
  userId: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.number(),
  expiresAt: z.number(),
});
export type JoinLink = z.infer<typeof JoinLink>;
