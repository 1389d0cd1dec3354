import { z } from 'zod';

/** What one link may use of its agent. */
export const LinkLimits = z.strictObject({
  /** Milliseconds that one query may take in all, tries again included. */
  deadlineMs: z.number().int().min(500).max(60_000),
  /** Queries in one minute of the clock: Google's quotas are counted so, and refilled so. */
  perMinute: z.number().int().min(1).max(100_000),
  /** Queries that one process makes at the same time. */
  atOnce: z.number().int().min(1).max(5_000),
  /** Whether voice notes are sent to the agent as they are; Google bills those otherwise than texts. */
  voice: z.boolean(),
});
export type LinkLimits = z.infer<typeof LinkLimits>;

/**
 * `ok`: the agent has answered. `broken`: it cannot be asked until a person mends the link. `unchecked`: nobody has tried
 * since it was set up.
 */
export const LinkState = z.enum(['ok', 'broken', 'unchecked']);
export type LinkState = z.infer<typeof LinkState>;

/** A linked agent. Its id is the author's name for it, which flows write. */
export const AgentLink = z.object({
  /** A kind of src/agents/kinds.ts. */
  kind: z.string(),
  title: z.string(),
  /** JSON of what the kind's schema made of the settings. A text, since a whole local agent may stand in it: it is parsed when the agent is opened, and not each time the link is looked at. */
  settings: z.string(),
  /** Encrypted, bound to workspace and link; never leaves the service. */
  sealedSecret: z.string().nullable(),
  /** What of the secret may be seen, so that a person knows which one it is. */
  secretHint: z.string().nullable(),
  limits: LinkLimits,
  /** A file's link goes when the file does; `hash` tells whether it has changed. */
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('api') }),
    z.object({ kind: z.literal('file'), name: z.string(), hash: z.string() }),
  ]),
  state: LinkState,
  /** Why it is broken and what to do, in plain words. */
  stateReason: z.string().nullable(),
  /** When the state was found out. */
  stateAt: z.number(),
  /** Changes with settings and secret and with nothing else: an agent that was opened is of one of them. */
  setup: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type AgentLink = z.infer<typeof AgentLink>;
