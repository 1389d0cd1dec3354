import { named, type Reading, together } from '../reading.js';
import { MAX_MESSAGES } from '../limits.js';
import type { Payload } from './convention.js';

/** Reads what stands under the name of another channel: one message, or a list of them. */
export function readEnvelope(
  channel: string,
  payload: Payload,
  read: (message: unknown) => Reading,
): Reading | undefined {
  const inside = payload[channel];
  if (inside === undefined || inside === null) return undefined;
  const messages = Array.isArray(inside) ? inside.slice(0, MAX_MESSAGES) : [inside];
  return named(`${channel} payload`, together(messages.map(read)));
}
