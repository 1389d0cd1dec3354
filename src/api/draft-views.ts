import { z } from 'zod';
import type { FlowDraft } from '../store/flow-draft.js';
import type { Stored } from '../storage/documents.js';

const Time = z.iso.datetime();

export const DraftSummaryView = z.object({
  flowId: z.string(),
  title: z.string(),
  languages: z.array(z.string()),
  revision: z.string().describe('Changes with each save; to be given with the next one'),
  savedAt: Time,
  savedBy: z.object({ kind: z.enum(['user', 'key', 'installation']), id: z.string(), name: z.string() }),
  createdAt: Time,
});
export type DraftSummaryView = z.infer<typeof DraftSummaryView>;

export const DraftView = DraftSummaryView.extend({ source: z.string() });
export type DraftView = z.infer<typeof DraftView>;

export const DraftListView = z.object({
  items: z.array(
    DraftSummaryView.extend({
      published: z.string().nullable().describe('The version that new sessions start with'),
      isChanged: z.boolean().describe('Whether publishing it would make another version'),
    }),
  ),
});
export type DraftListView = z.infer<typeof DraftListView>;

export const ExampleListView = z.object({
  items: z.array(z.object({ id: z.string(), title: z.string(), languages: z.array(z.string()), source: z.string() })),
});
export type ExampleListView = z.infer<typeof ExampleListView>;

export function draftSummaryView(draft: FlowDraft & Stored): DraftSummaryView {
  const { id, title, languages, revision, savedAt, savedBy, createdAt } = draft;
  return {
    flowId: id,
    title,
    languages,
    revision,
    savedAt: new Date(savedAt).toISOString(),
    savedBy,
    createdAt: new Date(createdAt).toISOString(),
  };
}

export const draftView = (draft: FlowDraft & Stored): DraftView => ({
  ...draftSummaryView(draft),
  source: draft.source,
});
