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
  /** Somebody in the team gave the name: what the profile says does not replace it. */
  namedByTeam: z.boolean().optional(),
  createdAt: z.number(),
  /** What searches look for, worked out from the above (src/conversations/contact-keys.ts). */
  nameKey: z.string().nullable().default(null),
  /** The name from its second word on. */
  secondNameKey: z.string().nullable().default(null),
  /** And from its third. */
  thirdNameKey: z.string().nullable().default(null),
  /** Its last word, where it has four or more. */
  lastNameKey: z.string().nullable().default(null),
  /** All digits of the number, and those without the country's. */
  phoneKey: z.string().nullable().default(null),
  nationalKey: z.string().nullable().default(null),
  userKey: z.string().nullable().default(null),
});
export type Contact = z.infer<typeof Contact>;

/** One identifier on one channel. Its id is `<channel>|<kind>|<value>`, so that a person exists once however many webhooks arrive at the same moment. */
export const Identity = z.object({ contactId: z.string(), conversationId: z.string() });
export type Identity = z.infer<typeof Identity>;
