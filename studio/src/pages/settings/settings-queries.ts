import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ApiKeyView, AuditEntryView, InvitationView, LoginList, UserView } from '@core/api/account-views.js';
import { api, type Query } from '../../api/client.js';

interface Page<T> {
  items: T[];
  next?: string;
}

/** All pages of a list that is short as a rule. */
async function all<T>(path: string, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await api.get(path, { limit: 200, cursor }, signal);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

export const usersQuery = queryOptions({
  queryKey: ['settings', 'users'],
  queryFn: ({ signal }) => all<UserView>('/users', signal),
});

export const invitationsQuery = queryOptions({
  queryKey: ['settings', 'invitations'],
  queryFn: ({ signal }) => all<InvitationView>('/invitations', signal),
});

export const keysQuery = queryOptions({
  queryKey: ['settings', 'keys'],
  queryFn: ({ signal }) => all<ApiKeyView>('/keys', signal),
});

export const loginsQuery = queryOptions({
  queryKey: ['settings', 'logins'],
  queryFn: async ({ signal }) => (await api.get<LoginList>('/session/logins', {}, signal)).items,
});

export const auditQuery = (filter: Pick<Query, 'by' | 'subject'>) =>
  infiniteQueryOptions({
    queryKey: ['settings', 'audit', filter],
    queryFn: ({ signal, pageParam }) =>
      api.get<Page<AuditEntryView>>('/audit', { ...filter, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
