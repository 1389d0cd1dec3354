import { z } from 'zod';
import type { ChannelAccess, ChannelHealth, Checked } from '../channel.js';
import { lenientText, parseEach } from '../cloud-payload/lenient.js';
import { notRead } from '../provider-http/error-table.js';
import { readAccess, type MessagebirdApi } from './api.js';
import { failureOfAnswer } from './errors.js';
import { readPages } from './pages.js';

const WEBHOOKS = '/v1/webhooks';

/** Our own messages come as `created` too; what becomes of a message comes as `updated`. */
const EVENTS = ['message.created', 'message.updated'];

/**
 * Tries the key on the list of webhooks. MessageBird tells nothing of a number's health; whether the channel is the
 * account's own is found out when its webhook is set.
 */
export async function checkConnection(api: MessagebirdApi, channel: ChannelAccess): Promise<Checked<ChannelHealth>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const listed = await readPages(api, access, 'conversations', WEBHOOKS);
  return listed.ok ? { ok: true, value: { canSend: 'unknown', problems: [] } } : listed;
}

const Webhook = z.object({ id: z.string().min(1), url: z.string(), channelId: lenientText });

/** Sets the channel's webhook: the one of this address again, or a new one (a channel may have ten). */
export async function registerWebhook(
  api: MessagebirdApi,
  channel: ChannelAccess,
  url: string,
): Promise<Checked<void>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const listed = await readPages(api, access, 'conversations', WEBHOOKS);
  if (!listed.ok) return listed;
  const { channelId } = access;
  const existing = parseEach(listed.value, Webhook).find((one) => one.url === url && one.channelId === channelId);
  const result = await api.call(
    access,
    existing
      ? {
          method: 'PATCH',
          at: 'conversations',
          path: `${WEBHOOKS}/${encodeURIComponent(existing.id)}`,
          body: { events: EVENTS, url, status: 'enabled' },
        }
      : { method: 'POST', at: 'conversations', path: WEBHOOKS, body: { events: EVENTS, channelId, url } },
  );
  // A second webhook of one address would only bring events twice, so that an unknown outcome may be tried again.
  if ('failure' in result) return notRead(result.failure);
  return result.answer.status < 300 ? { ok: true, value: undefined } : notRead(failureOfAnswer(result.answer));
}
