import { z } from 'zod';
import type { FlowVersion } from '../store/flow.js';
import { FindingView, FlowView } from './views.js';

export const FlowVersionView = z.object({
  flowId: z.string(),
  version: z.string(),
  source: z.string(),
  origin: z.string().describe('The file or call it came from'),
  by: z
    .object({ kind: z.enum(['user', 'key', 'installation']), id: z.string(), name: z.string() })
    .nullable()
    .describe('Who published it first; null where a file of the flows folder did'),
  createdAt: z.iso.datetime(),
});
export type FlowVersionView = z.infer<typeof FlowVersionView>;

export const FlowDetailsView = FlowView.extend({
  source: z.string(),
  versions: z.array(FlowVersionView.omit({ source: true })).describe('The newest first; the newest 200'),
  quotas: z
    .array(z.object({ name: z.string(), limit: z.number().int(), taken: z.number().int() }))
    .describe('Places taken by sessions that run or are completed, of all versions'),
});
export type FlowDetailsView = z.infer<typeof FlowDetailsView>;

export const FlowListView = z.object({
  items: z.array(
    FlowView.extend({
      live: z.number().int().optional().describe('Running sessions; only with counts=true'),
      responses: z.number().int().optional().describe('Whole and partial; only with counts=true'),
    }),
  ),
  leftOut: z.array(z.object({ file: z.string(), stillPublished: z.string().optional() })),
  findings: z.array(FindingView),
});
export type FlowListView = z.infer<typeof FlowListView>;

export const PublishedView = z.object({
  flowId: z.string(),
  version: z.string(),
  isNew: z.boolean(),
  calledBy: z
    .array(z.string())
    .describe('Published flows that call this one. They keep it as it was until they are published again'),
  findings: z.array(FindingView),
  sessions: z.object({
    choice: z.enum(['keep', 'map', 'close']),
    live: z
      .number()
      .int()
      .describe('Sessions of older versions that are moved or closed in the background; 0 for keep'),
  }),
});
export type PublishedView = z.infer<typeof PublishedView>;

export function versionSummaryView({
  flowId,
  version,
  origin,
  by,
  createdAt,
}: FlowVersion): Omit<FlowVersionView, 'source'> {
  return { flowId, version, origin, by: by ?? null, createdAt: new Date(createdAt).toISOString() };
}
