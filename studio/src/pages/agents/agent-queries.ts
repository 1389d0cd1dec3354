import { queryOptions } from '@tanstack/react-query';
import type { AgentKindView, AgentLinkView, AgentUsesView } from '@core/api/agent-views.js';
import { api } from '../../api/client.js';

const MOST = 200;
export const addressOfAgent = (id: string): string => `/agents/${encodeURIComponent(id)}`;

export const agentsQuery = queryOptions({
  queryKey: ['agents', 'list'],
  queryFn: ({ signal }) => api.get<{ items: AgentLinkView[] }>('/agents', { limit: MOST }, signal),
  select: ({ items }) => items,
});

export const agentQuery = (id: string) =>
  queryOptions({
    queryKey: ['agents', 'one', id],
    queryFn: ({ signal }) => api.get<AgentLinkView>(addressOfAgent(id), {}, signal),
  });

/** They change with the service only. */
export const agentKindsQuery = queryOptions({
  queryKey: ['agents', 'kinds'],
  queryFn: ({ signal }) => api.get<{ items: AgentKindView[] }>('/agents/kinds', {}, signal),
  select: ({ items }) => items,
  staleTime: Infinity,
});

export const agentUsesQuery = (id: string) =>
  queryOptions({
    queryKey: ['agents', 'uses', id],
    queryFn: ({ signal }) => api.get<AgentUsesView>(`${addressOfAgent(id)}/uses`, {}, signal),
  });
