import { z } from 'zod';

/**
 * Labels that a conversation has, or had, together. Conversations are looked for by all their labels at once, in one
 * indexed text; which texts hold a label is looked up here. There are few of them, however many conversations.
 */
export const LabelSet = z.object({ labels: z.array(z.string()) });
export type LabelSet = z.infer<typeof LabelSet>;
