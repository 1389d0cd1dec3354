import type { ChannelAccess, Checked } from '../channel.js';
import { notRead } from '../provider-http/error-table.js';
import { withAccount, type VonageApi } from './api.js';
import { failureOfAnswer } from './errors.js';

/** A message is known to the region that delivered it only (Vonage, "Update message"), and which that was is not told. */
const REGIONS = ['https://api-us.vonage.com', 'https://api-eu.vonage.com'];
const USUAL_HOST = /^https:\/\/api\.nexmo\.com$/;

/** Marks the message as read and shows "typing…" until the answer comes. */
export function showTyping(api: VonageApi, access: ChannelAccess, messageId: string): Promise<Checked<void>> {
  return withAccount(access, async (account) => {
    const [first, ...others] = USUAL_HOST.test(api.baseUrl) ? REGIONS : [api.baseUrl];
    const ask = (baseUrl: string | undefined) =>
      api.call(account, {
        method: 'PATCH',
        path: `/v1/messages/${encodeURIComponent(messageId)}`,
        as: 'application',
        body: { status: 'read', replying_indicator: { show: true, type: 'text' } },
        ...(baseUrl !== undefined && { baseUrl }),
      });
    let result = await ask(first);
    for (const region of others) {
      if ('failure' in result || result.answer.status !== 404) break;
      result = await ask(region);
    }
    if ('failure' in result) return notRead(result.failure);
    return result.answer.status < 300 ? { ok: true, value: undefined } : notRead(failureOfAnswer(result.answer));
  });
}
