import { z } from 'zod';
import { SECOND } from '../time/instant.js';

/** The queue of turns. Payloads hold ids, never state: the database is the truth. */
export const TURNS = 'turns';

/** Its jobs: a bell that rings now, and the one delayed bell of a conversation. */
export const TURN = 'turn';
export const WAKE = 'wake';

/** Calls to agents: another queue, so that a slow agent takes no place of a turn. */
export const AGENT_CALLS = 'agent-calls';
export const CALL = 'call';

export const CallJob = z.object({
  workspaceId: z.string(),
  conversationId: z.string(),
  callId: z.string(),
  /** Id of the agent link; for whoever looks at the queue. */
  agent: z.string(),
});
export type CallJob = z.infer<typeof CallJob>;

export const TurnJob = z.object({
  workspaceId: z.string(),
  conversationId: z.string(),
  /** W3C trace context of whoever rang, where traces are kept. */
  traceparent: z.string().optional(),
});
export type TurnJob = z.infer<typeof TurnJob>;

/** Kept for a person to look at; done ones tell nothing that the log does not. */
export const RETENTION = { removeOnComplete: true, removeOnFail: { count: 1_000, age: 7 * 24 * 3_600 } } as const;

/**
 * How soon a job goes on after the connection was cut under it, or its process was killed: within about 15 seconds.
 * BullMQ's own values make that a minute, in which no other job of the same conversation may start. A lock that is
 * lost although its holder lives does no harm: the conversation's lease decides who works.
 */
export const RECOVERY = {
  lockDuration: 8 * SECOND,
  stalledInterval: 4 * SECOND,
  runRetryDelay: 2 * SECOND,
  maxStalledCount: 20,
} as const;
