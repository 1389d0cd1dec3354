import { z } from 'zod';

/** A flow as it is being written; its id is the flow's. Nothing runs on it. */
export const FlowDraft = z.object({
  /** YAML as it was typed, mistakes included. */
  source: z.string(),
  /** Changes with each save; whoever saves says which one they began with. */
  revision: z.string(),
  /** For lists, as far as the source tells; else the flow's id, and none. */
  title: z.string(),
  languages: z.array(z.string()),
  savedAt: z.number(),
  savedBy: z.object({ kind: z.enum(['user', 'key', 'installation']), id: z.string(), name: z.string() }),
  createdAt: z.number(),
});
export type FlowDraft = z.infer<typeof FlowDraft>;
