import { z } from 'zod';
import { Localised } from '../flow/definition/localised.js';

/** What was decided for the running sessions of older versions when a flow was published; worked off in the background. */
export const SessionMove = z.object({
  flowId: z.string(),
  /** The version published. */
  version: z.string(),
  /** The versions whose sessions are meant. */
  from: z.array(z.string()),
  choice: z.enum(['map', 'close']),
  /** For `map`: questions of the old versions → questions of the new one, where their ids differ. */
  map: z.record(z.string(), z.string()),
  /** For `close`: what the people are told, if anything. */
  say: Localised.nullable(),
  decidedAt: z.number(),
  /** When it was decided, while there may be sessions left; null once it is done or another decision took its place. */
  openSince: z.number().nullable(),
  /** How many sessions have been told. */
  told: z.number().int(),
  /** When the round through the sessions that is under way began, and how far it has come; null between rounds. */
  round: z.object({ startedAt: z.number(), version: z.string(), cursor: z.string().nullable() }).nullable(),
});
export type SessionMove = z.infer<typeof SessionMove>;
