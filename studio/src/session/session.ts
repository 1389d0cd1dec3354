import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { MeView } from '@core/api/session-views.js';
import type { Permission } from '@core/accounts/permissions.js';
import { api } from '../api/client.js';

export const meQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => api.get<MeView>('/session'),
  staleTime: 60_000,
});

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => api.get<{ isNeeded: boolean }>('/setup'),
  staleTime: 0,
});

/** Who is signed in; only below the signed-in part of the router. */
export const useMe = (): MeView => useSuspenseQuery(meQuery).data;

/** Whether who is signed in may do it: what they may not is not offered. The service refuses it anyway. */
export function useMay(): (permission: Permission) => boolean {
  const { data } = useQuery(meQuery);
  return (permission) => data?.permissions.includes(permission) ?? false;
}
