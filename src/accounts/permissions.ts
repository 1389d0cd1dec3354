/**
 * What may be done, by area. A route needs exactly one of them (`Needs`, src/http/needs.ts); a role is a set of them.
 * Documented in docs/accounts.md.
 */
export const PERMISSIONS = [
  'flows:read',
  'flows:write',
  'flows:publish',
  'agents:read',
  'agents:write',
  'channels:read',
  'channels:write',
  'templates:read',
  'templates:write',
  'conversations:read',
  'conversations:write',
  'responses:read',
  'broadcasts:write',
  'costs:read',
  'costs:write',
  'accounts:read',
  'accounts:write',
  'system:read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['owner', 'author', 'designer', 'agent', 'viewer'] as const;
/** Owner: everything. Author: surveys and what they find out. Designer: agents and flows. Agent: the inbox. Viewer: looks. */
export type Role = (typeof ROLES)[number];

const OF_ROLE: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  author: [
    'flows:read',
    'flows:write',
    'flows:publish',
    'agents:read',
    'channels:read',
    'templates:read',
    'templates:write',
    'conversations:read',
    'responses:read',
    'broadcasts:write',
    'costs:read',
  ],
  designer: [
    'flows:read',
    'flows:write',
    'flows:publish',
    'agents:read',
    'agents:write',
    'channels:read',
    'templates:read',
    'conversations:read',
    'responses:read',
  ],
  agent: ['flows:read', 'channels:read', 'templates:read', 'conversations:read', 'conversations:write'],
  viewer: ['flows:read', 'agents:read', 'channels:read', 'templates:read', 'responses:read', 'costs:read'],
};

/** Everything that any of the roles may do. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => OF_ROLE[role]));
}
