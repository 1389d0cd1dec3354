import { z } from 'zod';
import type { ChannelAccess, ChannelHealth, ChannelQuality, Checked, OwnSecret } from '../channel.js';
import { lenientObject, lenientText, parseEach } from '../cloud-payload/lenient.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import { readAccess, type BirdAccess, type BirdApi } from './api.js';
import { ERRORS, failureOfAnswer } from './errors.js';
import { readPages } from './pages.js';

const WhatsAppNumber = z.object({
  phone_number: z.string(),
  name: lenientText,
  status: lenientText,
  quality_rating: lenientText,
  messaging_limit: lenientText,
  error: lenientObject({ code: lenientText, description: lenientText }),
});
type WhatsAppNumber = z.infer<typeof WhatsAppNumber>;

/** Bird's states of a number. `pending` says nothing: it is also the state before the first reading. */
const CAN_SEND: Record<string, ChannelHealth['canSend']> = {
  connected: 'yes',
  flagged: 'limited',
  rate_limited: 'limited',
  restricted: 'limited',
  awaiting_signup: 'no',
  banned: 'no',
  deleted: 'no',
  disconnected: 'no',
  failed: 'no',
  migrated: 'no',
  preparing: 'no',
};

const QUALITIES: Readonly<Record<string, ChannelQuality>> = { green: 'high', yellow: 'medium', red: 'low' };

/** Finds the channel's number in the workspace of the key; a number that is not there is a failure. */
export async function checkConnection(api: BirdApi, channel: ChannelAccess): Promise<Checked<ChannelHealth>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const listed = await readPages(api, access, '/v1/whatsapp/numbers');
  if (!listed.ok) return listed;
  const numbers = parseEach(listed.value, WhatsAppNumber);
  const own = numbers.find(({ phone_number }) => phone_number === access.phoneNumber);
  if (!own) {
    const others = numbers.map(({ phone_number }) => phone_number).join(', ') || 'none';
    return { ok: false, failure: ERRORS.failure('number-elsewhere', `WhatsApp numbers of the workspace: ${others}`) };
  }
  const canSend = canSendOf(own.status);
  const quality = Object.hasOwn(QUALITIES, own.quality_rating ?? '') ? QUALITIES[own.quality_rating ?? ''] : undefined;
  const health = { canSend, problems: problemsOf(own, canSend), phoneNumber: own.phone_number };
  return { ok: true, value: { ...health, ...(quality === undefined ? {} : { quality }) } };
}

function canSendOf(status = ''): ChannelHealth['canSend'] {
  return (Object.hasOwn(CAN_SEND, status) ? CAN_SEND[status] : undefined) ?? 'unknown';
}

function problemsOf({ status, quality_rating, error }: WhatsAppNumber, canSend: ChannelHealth['canSend']): string[] {
  const problems: string[] = [];
  if (canSend !== 'yes') {
    const why = error ? `: ${error.description ?? 'no reason given'} (code ${error.code ?? 'unknown'})` : '';
    problems.push(`The number is “${status ?? 'in no state'}” at WhatsApp${why}. See it in Bird’s dashboard.`);
  }
  if (quality_rating === 'red') {
    problems.push('People often block or report this number (quality red). WhatsApp may restrict it; write less.');
  }
  return problems;
}

const EVENTS = ['received', 'reacted', 'sent', 'delivered', 'read', 'failed', 'rejected'].map(
  (name) => `whatsapp.${name}`,
);

const Endpoint = z.object({ id: z.string().min(1), url: z.string() });
const CreatedEndpoint = z.object({ secret: z.string().startsWith('whsec_') });

/**
 * Makes the webhook of this address, whose secret Bird chooses and tells only now; one that is there already keeps its
 * secret and is set going again.
 */
export async function registerWebhook(
  api: BirdApi,
  channel: ChannelAccess,
  url: string,
  secret: string,
): Promise<Checked<void | OwnSecret>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const listed = await readPages(api, access, '/v1/webhooks');
  if (!listed.ok) return listed;
  const existing = parseEach(listed.value, Endpoint).find((endpoint) => endpoint.url === url);
  if (!existing) return createWebhook(api, access, url);
  // Ours is none of Bird's: the answer with it was lost.
  if (!secret.startsWith('whsec_')) return rotateSecret(api, access, existing.id);
  const path = `/v1/webhooks/${encodeURIComponent(existing.id)}`;
  const result = await api.call(access, { method: 'PATCH', path, body: { events: EVENTS, status: 'active' } });
  if ('failure' in result) return notRead(result.failure);
  return result.answer.status < 300 ? { ok: true, value: undefined } : notRead(failureOfAnswer(result.answer));
}

function createWebhook(api: BirdApi, access: BirdAccess, url: string): Promise<Checked<OwnSecret>> {
  return askForSecret(api, access, '/v1/webhooks', { url, events: EVENTS, description: 'Canvass' });
}

function rotateSecret(api: BirdApi, access: BirdAccess, id: string): Promise<Checked<OwnSecret>> {
  return askForSecret(api, access, `/v1/webhooks/${encodeURIComponent(id)}/rotate-secret`, {});
}

async function askForSecret(
  api: BirdApi,
  access: BirdAccess,
  path: string,
  body: unknown,
): Promise<Checked<OwnSecret>> {
  const result = await api.call(access, { method: 'POST', path, body });
  if ('failure' in result) return notRead(result.failure);
  if (result.answer.status > 299) return notRead(failureOfAnswer(result.answer));
  const created = CreatedEndpoint.safeParse(readJson(result.answer.text));
  if (!created.success)
    return notRead(ERRORS.failure('unreadable-answer', 'the answer holds no secret of the webhook'));
  return { ok: true, value: { secret: created.data.secret } };
}
