import { queryOptions } from '@tanstack/react-query';
import type { ProviderView } from '@core/api/channel-views.js';
import type { ChannelView, FindingView, FlowView } from '@core/api/views.js';
import type { Template } from '@core/templates/template.js';
import type { z } from 'zod';
import { api } from '../../api/client.js';

/** Far more than anybody has; the service gives no longer pages. */
const MOST = 200;

export const channelsQuery = queryOptions({
  queryKey: ['channels', 'list'],
  queryFn: ({ signal }) => api.get<{ items: ChannelView[] }>('/channels', { limit: MOST }, signal),
  select: ({ items }) => items,
});

export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', 'one', id],
    queryFn: ({ signal }) => api.get<ChannelView>(`/channels/${encodeURIComponent(id)}`, {}, signal),
  });

/** They change with the service only. */
export const providersQuery = queryOptions({
  queryKey: ['channels', 'providers'],
  queryFn: ({ signal }) => api.get<{ items: ProviderView[] }>('/channels/providers', {}, signal),
  select: ({ items }) => items,
  staleTime: Infinity,
});

/** The flows that a channel can begin with. */
export const publishedFlowsQuery = queryOptions({
  queryKey: ['channels', 'flows'],
  queryFn: ({ signal }) => api.get<{ items: z.infer<typeof FlowView>[] }>('/flows', {}, signal),
  select: ({ items }) => items,
});

export const channelTemplatesQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channels', 'templates', channelId],
    queryFn: ({ signal }) =>
      api.get<{ items: Template[]; findings: FindingView[] }>('/templates', { channelId }, signal),
  });
