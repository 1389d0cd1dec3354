import { z } from 'zod';

/** A flow as the workspace knows it: which version new sessions start with. */
export const Flow = z.object({
  title: z.string(),
  publishedVersion: z.string(),
  publishedAt: z.number(),
  /** The file or call it came from. */
  origin: z.string(),
  /** It came from the flows folder, and goes when the file does. */
  fromFile: z.boolean(),
});
export type Flow = z.infer<typeof Flow>;

/** One version; its id is `<flow>@<version>` and its content never changes. The version is a hash of the source and of the flows that it calls. */
export const FlowVersion = z.object({
  flowId: z.string(),
  version: z.string(),
  source: z.string(),
  /** Sources of the flows that it calls, and of those that they call, as they were then; by id. */
  subflows: z.record(z.string(), z.string()).optional(),
  origin: z.string(),
  /** Who published it first; absent where a file of the flows folder did. */
  by: z.object({ kind: z.enum(['user', 'key', 'installation']), id: z.string(), name: z.string() }).optional(),
  createdAt: z.number(),
});
export type FlowVersion = z.infer<typeof FlowVersion>;
