import { z } from 'zod';
import { JsonValue } from '../flow/json-value.js';
import { Answer, Disposition } from '../flow/session.js';

/** The answers of one session, tied to the flow version that asked for them. Its id is the session's. */
export const Response = z.object({
  flowId: z.string(),
  flowVersion: z.string(),
  conversationId: z.string(),
  contactId: z.string(),
  channelId: z.string(),
  language: z.string(),
  status: z.enum(['active', 'ended']),
  disposition: Disposition.nullable(),
  reason: z.string().nullable(),
  answers: z.record(z.string(), Answer),
  vars: z.record(z.string(), JsonValue),
  /** Question steps in the order asked. */
  path: z.array(z.string()),
  /** The question it waits on. */
  waitingOn: z.string().nullable(),
  startedAt: z.number(),
  updatedAt: z.number(),
  endedAt: z.number().nullable(),
  /** The session's turn this was written from; an older one never overwrites a newer one. */
  turn: z.number().int(),
  /** When it was written, by the clock of the machine that wrote it: whoever keeps count of responses finds the new ones by it. */
  writtenAt: z.number().optional(),
});
export type Response = z.infer<typeof Response>;
