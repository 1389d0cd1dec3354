import type { DraftListView, DraftView, ExampleListView } from '@core/api/draft-views.js';
import type { FlowDetailsView, FlowListView, FlowVersionView } from '@core/api/flow-views.js';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';

export const flowsQuery = queryOptions({
  queryKey: ['surveys', 'published'],
  queryFn: () => api.get<FlowListView>('/flows', { counts: true }),
});

export const draftsQuery = queryOptions({
  queryKey: ['surveys', 'drafts'],
  queryFn: () => api.get<DraftListView>('/flow-drafts'),
  staleTime: 0,
});

export const examplesQuery = queryOptions({
  queryKey: ['surveys', 'examples'],
  queryFn: () => api.get<ExampleListView>('/flow-examples'),
  staleTime: Infinity,
});

const pathOf = (flowId: string): string => `/flows/${encodeURIComponent(flowId)}`;

export const detailsQuery = (flowId: string) =>
  queryOptions({
    queryKey: ['surveys', 'details', flowId],
    queryFn: () => api.get<FlowDetailsView>(pathOf(flowId)),
    staleTime: 0,
  });

/** A version never changes. */
export const versionQuery = (flowId: string, version: string) =>
  queryOptions({
    queryKey: ['surveys', 'version', flowId, version],
    queryFn: () => api.get<FlowVersionView>(`${pathOf(flowId)}/versions/${encodeURIComponent(version)}`),
    staleTime: Infinity,
  });

export type From =
  { kind: 'blank'; languages: string[] } | { kind: 'example'; id: string } | { kind: 'flow'; id: string };

export const createSurvey = (title: string, from: From) => api.post<DraftView>('/flow-drafts', { title, from });
export const retireSurvey = (flowId: string) => api.delete(pathOf(flowId));
export const discardDraft = (flowId: string, revision: string) => api.delete(`${pathOf(flowId)}/draft`, { revision });
export const saveDraft = (flowId: string, source: string, revision: string | null) =>
  api.put<DraftView>(`${pathOf(flowId)}/draft`, { source, revision });
