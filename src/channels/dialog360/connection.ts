import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ChannelAccess, ChannelHealth, Checked, WebhookRequest } from '../channel.js';
import { lenientList, lenientText, parseEach } from '../cloud-payload/lenient.js';
import type { Dialog360Api } from './api.js';
import { failure, failureOfAnswer, notRead, readJson } from './errors.js';

/** Set by us when the webhook is registered; 360dialog sends it with every event. */
const SECRET_HEADER = 'x-canvass-secret';

/** 360dialog signs nothing: the static header we registered is its way of proving itself (docs, "Webhooks"). */
export function hasSecret(request: WebhookRequest, secret: string): boolean {
  const given = request.headers[SECRET_HEADER];
  if (given === undefined || secret === '') return false;
  // Hashes have one length, so that the comparison tells nothing of the secret's.
  return timingSafeEqual(sha256(given), sha256(secret));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

const Health = z.object({
  health_status: z.object({ can_send_message: z.string(), entities: lenientList }),
});
const Entity = z.object({ entity_type: lenientText, can_send_message: lenientText, errors: lenientList });
const EntityError = z.object({
  error_code: lenientText,
  error_description: lenientText,
  possible_solution: lenientText,
});

const CAN_SEND: Record<string, ChannelHealth['canSend']> = { AVAILABLE: 'yes', LIMITED: 'limited', BLOCKED: 'no' };

/** Reads the health of number, account and business with the key; a wrong key is a failure. */
export async function checkConnection(api: Dialog360Api, access: ChannelAccess): Promise<Checked<ChannelHealth>> {
  const result = await api.call(access, { method: 'GET', path: '/health_status' });
  if ('failure' in result) return notRead(result.failure);
  if (result.answer.status !== 200) return notRead(failureOfAnswer(result.answer));
  const parsed = Health.safeParse(readJson(result.answer.text));
  if (!parsed.success) return notRead(failure('unreadable-answer', result.answer.text));
  const { can_send_message, entities } = parsed.data.health_status;
  return {
    ok: true,
    value: { canSend: canSendOf(can_send_message), problems: parseEach(entities, Entity).flatMap(problemsOf) },
  };
}

function canSendOf(word: string | undefined): ChannelHealth['canSend'] {
  return (word !== undefined && Object.hasOwn(CAN_SEND, word) ? CAN_SEND[word] : undefined) ?? 'unknown';
}

const ENTITIES: Record<string, string> = {
  PHONE_NUMBER: 'The phone number',
  WABA: 'The WhatsApp business account',
  BUSINESS: 'The business',
  APP: 'The provider’s app',
};

function problemsOf({ entity_type = '', can_send_message, errors }: z.infer<typeof Entity>): string[] {
  const canSend = canSendOf(can_send_message);
  if (canSend === 'yes') return [];
  const who = ENTITIES[entity_type] ?? (entity_type || 'Something');
  const state = canSend === 'no' ? 'cannot send' : canSend === 'limited' ? 'can send with limits' : 'is in doubt';
  const reasons = parseEach(errors, EntityError).map(({ error_code, error_description, possible_solution }) => {
    const code = error_code === undefined ? '' : ` (code ${error_code})`;
    return [`${who} ${state}: ${error_description ?? 'no reason given'}${code}.`, possible_solution]
      .filter((part) => part)
      .join(' ');
  });
  return reasons.length > 0 ? reasons : [`${who} ${state}; 360dialog gives no reason.`];
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
