import { z } from 'zod';
import { Template } from '../templates/template.js';

/** A template as a channel's catalogue holds it. Its id is `<channel>|<name>|<language>`. */
export const CatalogueTemplate = z.object({
  channelId: z.string(),
  template: Template,
  name: z.string(),
  syncedAt: z.number(),
});
export type CatalogueTemplate = z.infer<typeof CatalogueTemplate>;
