import { z } from 'zod';
import type { ChannelAccess, ChannelHealth, Checked, WebhookRequest } from '../channel.js';
import { decodeHealth, HealthStatus } from '../cloud-payload/decode-health.js';
import type { Dialog360Api } from './api.js';
import { sameText } from '../provider-http/constant-time.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import { failure, failureOfAnswer } from './errors.js';

/** Set by us when the webhook is registered; 360dialog sends it with every event. */
const SECRET_HEADER = 'x-canvass-secret';

/** 360dialog signs nothing: the static header we registered is its way of proving itself (docs, "Webhooks"). */
export function hasSecret(request: WebhookRequest, secret: string): boolean {
  const given = request.headers[SECRET_HEADER];
  if (given === undefined || secret === '') return false;
  return sameText(given, secret);
}

const Health = z.object({ health_status: HealthStatus });

/** Reads the health of number, account and business with the key; a wrong key is a failure. */
export async function checkConnection(api: Dialog360Api, access: ChannelAccess): Promise<Checked<ChannelHealth>> {
  const result = await api.call(access, { method: 'GET', path: '/health_status' });
  if ('failure' in result) return notRead(result.failure);
  if (result.answer.status !== 200) return notRead(failureOfAnswer(result.answer));
  const parsed = Health.safeParse(readJson(result.answer.text));
  if (!parsed.success) return notRead(failure('unreadable-answer', result.answer.text));
  return { ok: true, value: decodeHealth(parsed.data.health_status, '360dialog') };
}

/** Sets the webhook of the number itself, which wins over one of the whole account. */
export async function registerWebhook(
  api: Dialog360Api,
  access: ChannelAccess,
  url: string,
  secret: string,
): Promise<Checked<void>> {
  const result = await api.call(access, {
    method: 'POST',
    path: '/v1/configs/webhook',
    body: { url, headers: { [SECRET_HEADER]: secret } },
    secrets: [secret],
  });
  // Setting the same address twice does no harm, so that an unknown outcome may be tried again.
  if ('failure' in result) return notRead(result.failure);
  return result.answer.status < 300 ? { ok: true, value: undefined } : notRead(failureOfAnswer(result.answer));
}
