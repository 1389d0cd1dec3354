import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client.js';

/** The connected channels, for choosing one. */
export const channelNames = queryOptions({
  queryKey: ['inbox', 'channels'],
  queryFn: async () => (await api.get<{ items: { id: string; name: string }[] }>('/channels')).items,
  staleTime: 60_000,
});
