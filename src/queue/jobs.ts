import { z } from 'zod';

/** Queues by name. Payloads hold ids, never state: the database is the truth. */
export const TURNS = 'turns';
export const UPKEEP = 'upkeep';

export const TurnJob = z.object({ workspaceId: z.string(), conversationId: z.string() });
export type TurnJob = z.infer<typeof TurnJob>;

/** Kept for a person to look at; done ones tell nothing that the log does not. */
export const RETENTION = { removeOnComplete: true, removeOnFail: { count: 1_000, age: 7 * 24 * 3_600 } } as const;
