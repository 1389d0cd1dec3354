import { z } from 'zod';
import { JsonValue } from '../flow/json-value.js';

/** Who changed what; written once, never changed. */
export const AuditEntry = z.object({
  at: z.number(),
  by: z.object({ kind: z.enum(['user', 'key', 'installation', 'nobody']), id: z.string(), name: z.string() }),
  /** A stable name such as `flow.published` (docs/accounts.md). */
  action: z.string(),
  /** What it was done to, as `<kind>:<id>`. */
  subject: z.string(),
  /** A few facts; never a secret. */
  data: z.record(z.string(), JsonValue),
  byId: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
