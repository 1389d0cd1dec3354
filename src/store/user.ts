import { z } from 'zod';
import { ROLES } from '../accounts/permissions.js';

/** A person who signs in. */
export const User = z.object({
  name: z.string(),
  /** As typed, for showing; `emailKey` is what it is found by. */
  email: z.string(),
  /** In lower case: unique. */
  emailKey: z.string(),
  /** An argon2id hash, with its parameters and salt. */
  passwordHash: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** Groups that conversations may be assigned to. */
  teams: z.array(z.string()).default([]),
  /** Cannot sign in any more; what they did keeps their name. */
  disabledAt: z.number().nullable(),
  createdAt: z.number(),
  lastSeenAt: z.number().nullable(),
});
export type User = z.infer<typeof User>;

/** One signed-in browser. Its id is the SHA-256 of the token in the cookie, so that the database alone opens nothing. */
export const Login = z.object({
  userId: z.string(),
  createdAt: z.number(),
  /** Moved ahead as it is used. */
  expiresAt: z.number(),
  userAgent: z.string(),
});
export type Login = z.infer<typeof Login>;
