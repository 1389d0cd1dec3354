import { z } from 'zod';
import { DAY } from '../time/instant.js';
import { previewTemplate } from './preview.js';
import type { Template } from './template.js';

/** What of a template has changed. `seen`: it came into the catalogue. */
const ChangedPart = z.enum(['seen', 'status', 'category', 'quality', 'content']);

/** One change of a template, kept with when and what was before. */
export const TemplateHistoryEntry = z.object({
  /** When we learned of it, which may be some time after it happened where the provider has to be asked. */
  at: z.number(),
  what: ChangedPart,
  /** Null where there was nothing before. For `content` the whole message as plain text, its variables unfilled. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The provider's words for it. */
  detail: z.string().optional(),
  /** The provider told us, we read its list, or it was done through us. */
  by: z.enum(['webhook', 'list', 'us']),
});
export type TemplateHistoryEntry = z.infer<typeof TemplateHistoryEntry>;

/** A change that the provider has announced. */
export const UpcomingChange = z.object({
  what: z.enum(['status', 'category']),
  to: z.string(),
  /** When it takes effect, where that was told. */
  at: z.number().nullable(),
  toldAt: z.number(),
});
export type UpcomingChange = z.infer<typeof UpcomingChange>;

/** A template with what is known of its past and future. */
export interface KnownTemplate {
  template: Template;
  /** Oldest first. */
  history: readonly TemplateHistoryEntry[];
  upcoming: readonly UpcomingChange[];
}

/** Entries kept; older ones go. */
const MAX_HISTORY = 50;

/** What is different in what the provider says now. */
export function changesBetween(
  before: Template,
  after: Template,
  { at, by }: Pick<TemplateHistoryEntry, 'at' | 'by'>,
): TemplateHistoryEntry[] {
  const entries: TemplateHistoryEntry[] = [];
  const add = (what: TemplateHistoryEntry['what'], from: string | null, to: string | null, detail?: string) =>
    entries.push({ at, what, from, to, by, ...(detail !== undefined && { detail }) });
  if (before.status !== after.status) add('status', before.status, after.status, after.statusDetail);
  if (before.category !== after.category) add('category', before.category, after.category);
  if (before.quality !== after.quality) add('quality', before.quality ?? null, after.quality ?? null);
  if (contentOf(before) !== contentOf(after)) add('content', previewTemplate(before).text, previewTemplate(after).text);
  return entries;
}

function contentOf({ header, body, footer, buttons, parameterFormat }: Template): string {
  return JSON.stringify([
    header ?? null,
    body,
    footer ?? null,
    buttons.map(({ type, text, url }) => [type, text, url]),
    parameterFormat,
  ]);
}

export function withEntries(
  history: readonly TemplateHistoryEntry[],
  entries: readonly TemplateHistoryEntry[],
): TemplateHistoryEntry[] {
  return [...history, ...entries].slice(-MAX_HISTORY);
}

/** When this last became what it is; undefined where it was so from the beginning. */
export function changedAt(
  history: readonly TemplateHistoryEntry[],
  what: TemplateHistoryEntry['what'],
): number | undefined {
  return history.findLast((entry) => entry.what === what)?.at;
}

/** Announced and still not there so long after its time: it was called off. */
const CALLED_OFF_AFTER = 2 * DAY;

/** Announcements that have not come true yet; of one kind the last counts. */
export function stillUpcoming(
  upcoming: readonly UpcomingChange[],
  { status, category }: Template,
  now: number,
): UpcomingChange[] {
  const last = new Map(upcoming.map((change) => [change.what, change]));
  return [...last.values()].filter(({ what, to, at, toldAt }) => {
    const isThere = to === (what === 'status' ? status : category);
    return !isThere && now < (at ?? toldAt) + CALLED_OFF_AFTER;
  });
}
