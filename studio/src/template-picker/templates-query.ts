import { queryOptions } from '@tanstack/react-query';
import type { Template } from '@core/templates/template.js';
import { api } from '../api/client.js';

/** The channel's templates as last synchronised, in every language and state. */
export const templatesQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['templates', 'list', channelId],
    queryFn: async ({ signal }) => (await api.get<{ items: Template[] }>('/templates', { channelId }, signal)).items,
    // Where no channel is chosen yet there is nothing to ask.
    enabled: channelId !== '',
    staleTime: 60_000,
  });
