import { z } from 'zod';

/**
 * What is to be done about a refusal; the class, not the provider's code, decides.
 *
 * - `retry`: certainly not sent; again after a back-off
 * - `wait`: certainly not sent; not before a longer, stated time
 * - `maybe-sent`: the outcome is unknown; wait for the echo of our id, then decide
 * - `fall-back`: the window is closed; an approved template instead
 * - `refused`: this message will never go; the conversation goes on without it, and the author or operator is told
 * - `undeliverable`: this person cannot be reached here (not on WhatsApp, blocked, opted out)
 * - `template-unusable`: that template cannot be sent now or ever; the next in the chain
 * - `stale`: our own: it has waited for longer than it is worth; dropped, and its session ends
 * - `stop-channel`: nothing will go through this channel until a person has mended it
 */
export const FailureClass = z.enum([
  'retry',
  'wait',
  'maybe-sent',
  'fall-back',
  'refused',
  'undeliverable',
  'template-unusable',
  'stale',
  'stop-channel',
]);
export type FailureClass = z.infer<typeof FailureClass>;

/** A refusal as a value: returned or stored, never thrown. */
export const SendFailure = z.object({
  class: FailureClass,
  /** The provider's code, or `http-502`, `timeout`, `connection`. */
  code: z.string(),
  /** The provider's own words, without secrets. */
  detail: z.string(),
  /** What happened and what to do, for a person who does not know the codes. */
  text: z.string(),
  /** True where a person has to act (besides what the engine does by itself). */
  tellPerson: z.boolean(),
  /** For `retry` and `wait`: not before this many milliseconds from now, where the provider or the table says. */
  retryAfterMs: z.number().optional(),
  /** We were too fast: for the channel, or for this one person. Every worker slows down. */
  tooFast: z.enum(['channel', 'pair']).optional(),
});
export type SendFailure = z.infer<typeof SendFailure>;
