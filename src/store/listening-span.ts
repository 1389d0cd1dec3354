import { z } from 'zod';

/** The span in which webhooks could reach us without a break (delivery/listening). */
export const ListeningSpan = z.object({ since: z.number(), until: z.number() });
export type ListeningSpan = z.infer<typeof ListeningSpan>;
