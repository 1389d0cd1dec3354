import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { FlowResponsesView, GivenTextsView, ResultsListView } from '@core/api/results-views.js';
import type { ReadingView, ResultsView } from '@core/results/summary/summary-views.js';
import { api } from '../../api/client.js';
import type { ResultsFilter } from './filter.js';

/** How often an open page looks for new responses. */
const LIVE_MS = 5_000;
/** How often it is looked how far the first reading has come. */
const READING_MS = 700;

export const isReading = (answer: object | undefined): answer is ReadingView =>
  answer !== undefined && 'progress' in answer;

export const resultsListQuery = queryOptions({
  queryKey: ['results', 'list'],
  queryFn: ({ signal }) => api.get<ResultsListView>('/results', {}, signal),
  refetchInterval: LIVE_MS,
});

export const resultsQuery = (flowId: string, filter: ResultsFilter) =>
  queryOptions({
    queryKey: ['results', flowId, filter],
    queryFn: ({ signal }) => api.get<ResultsView | ReadingView>(`/flows/${flowId}/results`, queryOf(filter), signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (isReading(state.data) ? READING_MS : LIVE_MS),
  });

export const responsesQuery = (flowId: string, filter: ResultsFilter) =>
  infiniteQueryOptions({
    queryKey: ['results', flowId, 'responses', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get<FlowResponsesView | ReadingView>(
        `/flows/${flowId}/responses`,
        { ...queryOf(filter), cursor: pageParam, limit: 25 },
        signal,
      ),
    getNextPageParam: (page) => (isReading(page) ? undefined : page.next),
    refetchInterval: ({ state }) => (isReading(state.data?.pages[0]) ? READING_MS : LIVE_MS),
  });

export const textsQuery = (flowId: string, question: string, filter: ResultsFilter, search: string) =>
  infiniteQueryOptions({
    queryKey: ['results', flowId, 'texts', question, filter, search],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get<GivenTextsView | ReadingView>(
        `/flows/${flowId}/results/${encodeURIComponent(question)}/texts`,
        { ...queryOf(filter), search, cursor: pageParam, limit: 10 },
        signal,
      ),
    getNextPageParam: (page) => (isReading(page) ? undefined : page.next),
  });

/** As the API takes it; days are those of the reader. */
export const queryOf = (filter: ResultsFilter) => ({
  ...filter,
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
