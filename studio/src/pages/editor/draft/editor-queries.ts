import type { DraftView } from '@core/api/draft-views.js';
import type { FlowDetailsView } from '@core/api/flow-views.js';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client.js';
import { ApiProblem } from '../../../api/problem.js';
import { definitionOf, readDocument } from './read-definition.js';
import { walkSteps } from './step-path.js';

/** Flows called by called flows and so on; the core allows fewer. */
const MAX_CALLED = 50;

async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
}

const flowPath = (flowId: string): string => `/flows/${encodeURIComponent(flowId)}`;
export const getDraft = (flowId: string) => orNothing(api.get<DraftView>(`${flowPath(flowId)}/draft`));
export const getFlow = (flowId: string) => orNothing(api.get<FlowDetailsView>(flowPath(flowId)));

/** What the editor opens with: read anew each time it is opened, and never under the hands of whoever writes. */
export const openedQuery = (flowId: string) =>
  queryOptions({
    queryKey: ['editor', 'opened', flowId],
    queryFn: async () => {
      const [draft, published] = await Promise.all([getDraft(flowId), getFlow(flowId)]);
      if (!draft && !published) throw new ApiProblem(404, 'not-found', 'Not found', flowId);
      return { draft, published };
    },
    staleTime: Infinity,
    gcTime: 0,
    refetchOnMount: 'always',
  });

/** Ids of the flows that this source calls, in order. */
export function calledIds(steps: unknown): string[] {
  const ids = [...walkSteps(steps)].flatMap(({ step }) =>
    'subflow' in step && typeof step.subflow === 'string' ? [step.subflow] : [],
  );
  return [...new Set(ids)].toSorted();
}

/** Sources of the published flows that these are, and of those that they call. Those that are not published are left out. */
export const calledQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['editor', 'called', ids],
    queryFn: async () => {
      const sources = new Map<string, string>();
      const waiting = [...ids];
      for (let id = waiting.shift(); id !== undefined && sources.size < MAX_CALLED; id = waiting.shift()) {
        if (sources.has(id)) continue;
        const flow = await getFlow(id);
        if (!flow) continue;
        sources.set(id, flow.source);
        waiting.push(...calledIds(definitionOf(readDocument(flow.source))?.steps));
      }
      return sources;
    },
    enabled: ids.length > 0,
    staleTime: 60_000,
  });
