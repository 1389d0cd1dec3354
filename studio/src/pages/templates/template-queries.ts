import { queryOptions } from '@tanstack/react-query';
import type { TemplateDetails, TemplateDriftView } from '@core/api/template-views.js';
import type { z } from 'zod';
import { api } from '../../api/client.js';

export type Details = z.infer<typeof TemplateDetails>;
export type Drift = z.infer<typeof TemplateDriftView>;
export type Site = Details['usedBy'][number];

/** What has become of those that flows need. */
export const driftOf = (channelId: string) =>
  queryOptions({
    queryKey: ['templates', 'drift', channelId],
    queryFn: async ({ signal }) => (await api.get<{ items: Drift[] }>('/templates/drift', { channelId }, signal)).items,
    enabled: channelId !== '',
  });

/** One template in every language, with its past and where it is needed. */
export const templateOf = (channelId: string, name: string) =>
  queryOptions({
    queryKey: ['templates', 'one', channelId, name],
    queryFn: ({ signal }) => api.get<Details>(pathOf(channelId, name), {}, signal),
  });

export const pathOf = (channelId: string, name: string): string =>
  `/channels/${encodeURIComponent(channelId)}/templates/${encodeURIComponent(name)}`;
