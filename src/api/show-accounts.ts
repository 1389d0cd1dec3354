import type { StoredUser } from '../accounts/accounts.js';
import type { StoredApiKey } from '../accounts/api-keys.js';
import type { StoredJoinLink } from '../accounts/join-links.js';
import type { Stored } from '../storage/documents.js';
import type { AuditEntry } from '../store/audit-entry.js';
import type { Login } from '../store/user.js';
import type { Instant } from '../time/instant.js';
import type { ApiKeyView, AuditEntryView, InvitationView, JoinView, LoginView, UserView } from './account-views.js';

/** What of a stored account may be seen from outside (account-views.ts). */
const iso = (at: Instant): string => new Date(at).toISOString();
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));

export const showUser = (user: StoredUser): UserView => ({
  id: user.id,
  name: user.name,
  email: user.email,
  roles: user.roles,
  teams: user.teams,
  createdAt: iso(user.createdAt),
  lastSeenAt: isoOrNull(user.lastSeenAt),
  disabledAt: isoOrNull(user.disabledAt),
});

export const showInvitation = (link: StoredJoinLink): InvitationView => ({
  id: link.id,
  email: link.email,
  roles: link.roles,
  teams: link.teams,
  by: link.by,
  createdAt: iso(link.createdAt),
  expiresAt: iso(link.expiresAt),
});

export const showJoin = ({ kind, email, roles, by, expiresAt }: StoredJoinLink): JoinView => ({
  kind,
  email,
  roles,
  by: by.name,
  expiresAt: iso(expiresAt),
});

export const showLogin = (login: Login & Stored, ownId: string | undefined): LoginView => ({
  id: login.id,
  userAgent: login.userAgent,
  createdAt: iso(login.createdAt),
  expiresAt: iso(login.expiresAt),
  isThis: login.id === ownId,
});

export const showApiKey = (key: StoredApiKey): ApiKeyView => ({
  id: key.id,
  name: key.name,
  hint: key.hint,
  permissions: key.permissions,
  by: { id: key.by.id, name: key.by.name },
  createdAt: iso(key.createdAt),
  expiresAt: isoOrNull(key.expiresAt),
  lastUsedAt: isoOrNull(key.lastUsedAt),
});

export const showAuditEntry = ({ id, at, by, action, subject, data }: AuditEntry & Stored): AuditEntryView => ({
  id,
  at: iso(at),
  by,
  action,
  subject,
  data,
});
