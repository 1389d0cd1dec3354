import { z } from 'zod';

/**
 * The messaging window of one conversation. Moved by every message of the contact and by nothing else; templates and
 * reactions do not open it.
 */
export const MessagingWindow = z.object({
  /** Free-form messages are allowed before this time; 0 while the contact has never written. */
  closesAt: z.number(),
  /** Until when nothing is billed because the contact came from an ad; does not widen what may be sent. */
  freeEntryUntil: z.number().optional(),
});
export type MessagingWindow = z.infer<typeof MessagingWindow>;

export const CLOSED_WINDOW: MessagingWindow = { closesAt: 0 };
