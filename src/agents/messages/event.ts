import { z } from 'zod';
import { lenientText } from '../../channels/cloud-payload/lenient.js';
import { present } from '../../channels/cloud-payload/present.js';
import { JsonValue } from '../../flow/json-value.js';
import type { Button } from './buttons.js';

/** Longest name of an event that Dialogflow takes (sessions.proto of v2). */
export const MAX_EVENT = 150;

/** Names and values as an event and a hand-over carry them. */
export const Parameters = z.record(z.string(), JsonValue);

const Event = z.object({
  name: lenientText,
  /** Its name in Dialogflow CX Messenger. */
  event: lenientText,
  parameters: Parameters.optional().catch(undefined),
});

/** The event of a button (`{name, parameters}`), where it has one; parameters that are no JSON are left out. */
export function readEvent(source: unknown): Button['event'] {
  const parsed = Event.safeParse(source);
  if (!parsed.success) return undefined;
  const name = (parsed.data.name ?? parsed.data.event ?? '').trim();
  if (name === '' || name.length > MAX_EVENT) return undefined;
  return present({ kind: 'event' as const, name, parameters: parsed.data.parameters });
}
