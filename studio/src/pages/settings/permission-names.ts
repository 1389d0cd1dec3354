import type { Permission, Role } from '@core/accounts/permissions.js';

/** Every role, in the order in which they are offered. */
const roles: Record<Role, true> = { owner: true, author: true, designer: true, agent: true, viewer: true };
export const ROLE_NAMES = Object.keys(roles) as Role[];

const permissions: Record<Permission, true> = {
  'flows:read': true,
  'flows:write': true,
  'flows:publish': true,
  'agents:read': true,
  'agents:write': true,
  'channels:read': true,
  'channels:write': true,
  'templates:read': true,
  'templates:write': true,
  'conversations:read': true,
  'conversations:write': true,
  'responses:read': true,
  'broadcasts:write': true,
  'costs:read': true,
  'costs:write': true,
  'accounts:read': true,
  'accounts:write': true,
  'system:read': true,
};
/** Every permission there is: the type of the record lets none be forgotten. */
export const PERMISSION_NAMES = Object.keys(permissions) as Permission[];

/** Where a permission's words stand: a colon would name an area there. */
export const wordsOf = (permission: Permission): string => `permissions.${permission.replace(':', '-')}`;
