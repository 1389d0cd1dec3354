import { z } from 'zod';
import { JsonValue } from '../flow/json-value.js';
import { Identifiers } from '../channels/events.js';

/** A person. Identified on a channel by any of several identifiers (`Identity`), never by phone number alone. */
export const Contact = z.object({
  name: z.string().optional(),
  /** BCP-47, where it is known. */
  language: z.string().optional(),
  identifiers: Identifiers,
  attributes: z.record(z.string(), JsonValue),
  /** False where the person stopped marketing messages on WhatsApp itself. */
  marketingAllowed: z.boolean().optional(),
  createdAt: z.number(),
});
export type Contact = z.infer<typeof Contact>;

/** One identifier on one channel. Its id is `<channel>|<kind>|<value>`, so that a person exists once however many webhooks arrive at the same moment. */
export const Identity = z.object({ contactId: z.string(), conversationId: z.string() });
export type Identity = z.infer<typeof Identity>;
