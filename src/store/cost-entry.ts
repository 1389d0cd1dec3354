import { z } from 'zod';

/**
 * That one message was delivered, for the bill. Its id is the message's, so that there can be no second one; it holds
 * nothing of the person, and stays when they are forgotten.
 */
export const CostEntry = z.object({
  /** What it is counted under (costs/ledger-line). The ledger's figures are counts of entries with the same line. */
  line: z.string(),
  deliveredAt: z.number(),
  /** Revision of the message that it was made from; what was known earlier never replaces what is known later. */
  asOf: z.number().int(),
});
export type CostEntry = z.infer<typeof CostEntry>;
