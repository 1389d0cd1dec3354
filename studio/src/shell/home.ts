import type { MeView } from '@core/api/session-views.js';

/** Where somebody's work begins. */
export function homeOf({ permissions }: Pick<MeView, 'permissions'>): '/inbox' | '/surveys' {
  return permissions.includes('conversations:write') && !permissions.includes('flows:write') ? '/inbox' : '/surveys';
}
