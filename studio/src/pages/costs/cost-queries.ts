import { queryOptions } from '@tanstack/react-query';
import type { ProviderList } from '@core/api/channel-views.js';
import type { PriceListView, StatementView } from '@core/api/cost-views.js';
import type { ChannelView, FlowView } from '@core/api/views.js';
import type { z } from 'zod';
import { api } from '../../api/client.js';

/** What was spent in a month, of everything or of one channel or flow. */
export const statementQuery = (month: string, part: { channelId?: string; flowId?: string }) =>
  queryOptions({
    queryKey: ['costs', 'statement', month, part],
    queryFn: ({ signal }) => api.get<StatementView>('/costs', { month, ...part }, signal),
  });

export const pricesQuery = queryOptions({
  queryKey: ['costs', 'prices'],
  queryFn: ({ signal }) => api.get<{ items: PriceListView[] }>('/costs/prices', {}, signal),
  select: ({ items }) => items,
});

/** Whose names stand beside the figures. */
export const costChannelsQuery = queryOptions({
  queryKey: ['costs', 'channels'],
  queryFn: ({ signal }) => api.get<{ items: ChannelView[] }>('/channels', { limit: 200 }, signal),
  select: ({ items }) => items,
});

export const costFlowsQuery = queryOptions({
  queryKey: ['costs', 'flows'],
  queryFn: ({ signal }) => api.get<{ items: z.infer<typeof FlowView>[] }>('/flows', {}, signal),
  select: ({ items }) => items,
});

export const costProvidersQuery = queryOptions({
  queryKey: ['costs', 'providers'],
  queryFn: ({ signal }) => api.get<z.infer<typeof ProviderList>>('/channels/providers', {}, signal),
  select: ({ items }) => items,
  staleTime: Infinity,
});
