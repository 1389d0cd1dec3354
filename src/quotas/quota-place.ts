import { z } from 'zod';

/**
 * One place of a quota, taken by one session. There is a document for each place that is taken and none for those that
 * are free; its id carries the place's number, so that two sessions can never have the same.
 */
export const QuotaPlace = z.object({
  /** Which quota: the flow's id and the name, see `quotaKey`. */
  quota: z.string(),
  /** From 0, below the quota's limit at the time. */
  number: z.int().min(0),
  sessionId: z.string(),
  takenAt: z.number(),
  /** For good: the session is completed. Until then the place may come back. */
  settled: z.boolean(),
});
export type QuotaPlace = z.infer<typeof QuotaPlace>;

/** Quotas of all versions of a flow are counted together. */
export function quotaKey(flowId: string, name: string): string {
  return `${flowId}/${name}`;
}
