import { z } from 'zod';
import { PERMISSIONS, ROLES } from '../accounts/permissions.js';

/** Who is signed in, and what they may do. */
export const MeView = z.object({
  kind: z.enum(['user', 'key', 'installation']),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  roles: z.array(z.enum(ROLES)),
  teams: z.array(z.string()),
  permissions: z.array(z.enum(PERMISSIONS)),
});
export type MeView = z.infer<typeof MeView>;
