import { z } from 'zod';
import { PERMISSIONS, ROLES } from '../accounts/permissions.js';
import { JsonValue } from '../flow/json-value.js';

/** How accounts look from outside: no password, no key, no code. Times are ISO 8601. */
const Time = z.iso.datetime();
const Roles = z.array(z.enum(ROLES));
const By = z.object({ id: z.string(), name: z.string() });

export const UserView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: Roles,
  teams: z.array(z.string()),
  createdAt: Time,
  /** When they were last seen at work, to the hour. */
  lastSeenAt: Time.nullable(),
  /** Since when they cannot sign in. */
  disabledAt: Time.nullable(),
});
export type UserView = z.infer<typeof UserView>;

export const InvitationView = z.object({
  id: z.string(),
  email: z.string(),
  roles: Roles,
  teams: z.array(z.string()),
  by: By,
  createdAt: Time,
  expiresAt: Time,
});
export type InvitationView = z.infer<typeof InvitationView>;

/** The only time that the link is told. */
export const NewInvitationView = InvitationView.extend({ link: z.url() });
export type NewInvitationView = z.infer<typeof NewInvitationView>;

export const NewPasswordLinkView = z.object({ link: z.url(), expiresAt: Time });
export type NewPasswordLinkView = z.infer<typeof NewPasswordLinkView>;

/** What a link is good for, told to whoever holds it. */
export const JoinView = z.object({
  kind: z.enum(['invitation', 'new-password']),
  email: z.string(),
  roles: Roles,
  /** Who made the link. */
  by: z.string(),
  expiresAt: Time,
});
export type JoinView = z.infer<typeof JoinView>;

export const LoginView = z.object({
  id: z.string(),
  /** What the browser calls itself. */
  userAgent: z.string(),
  createdAt: Time,
  expiresAt: Time,
  /** The one that asks. */
  isThis: z.boolean(),
});
export type LoginView = z.infer<typeof LoginView>;
export const LoginList = z.object({ items: z.array(LoginView) });
export type LoginList = z.infer<typeof LoginList>;

export const ApiKeyView = z.object({
  id: z.string(),
  name: z.string(),
  /** How the key begins. */
  hint: z.string(),
  permissions: z.array(z.enum(PERMISSIONS)),
  by: By,
  createdAt: Time,
  expiresAt: Time.nullable(),
  /** To the hour. */
  lastUsedAt: Time.nullable(),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

/** The only time that the key itself is told. */
export const NewApiKeyView = ApiKeyView.extend({ key: z.string() });
export type NewApiKeyView = z.infer<typeof NewApiKeyView>;

export const AuditEntryView = z.object({
  id: z.string(),
  at: Time,
  by: z.object({ kind: z.enum(['user', 'key', 'installation', 'nobody']), id: z.string(), name: z.string() }),
  action: z.string(),
  subject: z.string(),
  data: z.record(z.string(), JsonValue),
});
export type AuditEntryView = z.infer<typeof AuditEntryView>;
