import { createHmac } from 'node:crypto';
import { MINUTE, SECOND } from '../../time/instant.js';
import type { WebhookRequest } from '../channel.js';
import { sameText } from '../provider-http/constant-time.js';

/** Older or newer than this is a copy, or a clock that is wrong. Source: Standard Webhooks, "Verifying webhooks". */
const TOLERANCE_MS = 5 * MINUTE;
const PREFIX = 'whsec_';

/**
 * Standard Webhooks: an HMAC over id, time and the exact bytes. Several signatures may stand in the header, since for a
 * day after a rotation Bird signs with both secrets; one that fits is enough.
 */
export function isSigned({ headers, rawBody, receivedAt }: WebhookRequest, secret: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  const key = keyOf(secret);
  if (!key || !id || !signatures || timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(receivedAt - Number(timestamp) * SECOND) > TOLERANCE_MS) return false;
  const hmac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody);
  const expected = `v1,${hmac.digest('base64')}`;
  return signatures.split(' ').some((signature) => sameText(signature, expected));
}

/** Undefined where the secret is none of Bird's: nothing is signed with an empty key. */
function keyOf(secret: string): Buffer | undefined {
  if (!secret.startsWith(PREFIX)) return undefined;
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return key.length > 0 ? key : undefined;
}
