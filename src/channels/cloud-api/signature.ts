import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../channel.js';
import { sameText } from '../provider-http/constant-time.js';

/**
 * Meta signs the exact bytes with the app's secret: `X-Hub-Signature-256: sha256=<hex>` (Meta, "Webhooks: Event
 * notifications", 2026). No time is signed: a replay is found by the ids in it.
 */
export function isSigned({ headers, rawBody }: WebhookRequest, appSecret: string): boolean {
  const given = headers['x-hub-signature-256'];
  if (given === undefined || appSecret === '') return false;
  return sameText(given, `sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`);
}

/** The challenge, given back to whoever knows the token that was set with the address. */
export function answerChallenge({ query }: WebhookRequest, verifyToken: string): string | undefined {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
  const believed = mode === 'subscribe' && token !== undefined && verifyToken !== '' && sameText(token, verifyToken);
  return believed ? challenge : undefined;
}
