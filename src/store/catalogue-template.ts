import { z } from 'zod';
import { TemplateHistoryEntry, UpcomingChange } from '../templates/history.js';
import { Template } from '../templates/template.js';

/** A template as a channel's catalogue holds it. Its id is `<channel>|<name>|<language>`. */
export const CatalogueTemplate = z.object({
  channelId: z.string(),
  template: Template,
  name: z.string(),
  syncedAt: z.number(),
  /** Oldest first. */
  history: z.array(TemplateHistoryEntry).default([]),
  upcoming: z.array(UpcomingChange).default([]),
  /** Since when the provider does not list it any more. It is kept for a while, to be told of. */
  goneAt: z.number().nullable().default(null),
});
export type CatalogueTemplate = z.infer<typeof CatalogueTemplate>;
