import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { ChannelHealth, ChannelQuality, Checked } from '../channel.js';
import { decodeHealth, HealthStatus } from '../cloud-payload/decode-health.js';
import { lenientObject, lenientText } from '../cloud-payload/lenient.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import type { Account, GraphApi } from './api.js';
import { failure } from './errors.js';
import { readPages } from './pages.js';

const PhoneNumber = z.object({
  display_phone_number: lenientText,
  quality_rating: lenientText,
  status: lenientText,
  throughput: lenientObject({ level: lenientText }),
  health_status: HealthStatus.optional().catch(undefined),
});
type PhoneNumber = z.infer<typeof PhoneNumber>;

const FIELDS = 'id,display_phone_number,quality_rating,status,throughput,health_status';

/**
 * Do the credentials work, and do they belong together? Reads the number with the token and with the proof that only
 * the app's secret can make, and looks whether it is one of the account's.
 */
export async function checkConnection(api: GraphApi, account: Account): Promise<Checked<ChannelHealth>> {
  const asked = await api.call(account, {
    method: 'GET',
    path: account.phoneNumberId,
    query: { fields: FIELDS, appsecret_proof: proofOf(account) },
  });
  if ('failure' in asked) return notRead(asked.failure);
  const parsed = PhoneNumber.safeParse(readJson(asked.answer.text));
  if (!parsed.success) return notRead(failure('unreadable-answer', asked.answer.text));
  const belongs = await isOfAccount(api, account);
  if (!belongs.ok) return belongs;
  if (!belongs.value) {
    return {
      ok: false,
      failure: failure('number-elsewhere', `${account.phoneNumberId} is not in ${account.businessAccountId}`),
    };
  }
  return { ok: true, value: healthOf(parsed.data) };
}

/** Only who has both can make it; Meta refuses a wrong one ("Secure Graph API calls", `appsecret_proof`). */
function proofOf({ token, appSecret }: Account): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}

const Listed = z.object({ id: lenientText });

async function isOfAccount(api: GraphApi, account: Account): Promise<Checked<boolean>> {
  const listed = await readPages(api, account, `${account.businessAccountId}/phone_numbers`, { fields: 'id' });
  if (!listed.ok) return listed;
  const ids = listed.value.map((row) => Listed.safeParse(row).data?.id);
  return { ok: true, value: ids.includes(account.phoneNumberId) };
}

const QUALITIES: Readonly<Record<string, ChannelQuality>> = { GREEN: 'high', YELLOW: 'medium', RED: 'low' };

const QUALITY_PROBLEMS: Record<string, string> = {
  YELLOW: 'The quality of the number is medium: people have blocked or reported it. Send less marketing.',
  RED: 'The quality of the number is low: many people have blocked or reported it. Pause campaigns.',
};

function healthOf(number: PhoneNumber): ChannelHealth {
  const { display_phone_number: phoneNumber, quality_rating: quality = '', status, throughput } = number;
  const health: ChannelHealth = number.health_status
    ? decodeHealth(number.health_status, 'Meta')
    : { canSend: 'unknown', problems: [] };
  const problems = [
    ...health.problems,
    ...(Object.hasOwn(QUALITY_PROBLEMS, quality) ? [QUALITY_PROBLEMS[quality] ?? ''] : []),
    // CONNECTED is what a number is that can send; Meta has a dozen other words, all of which a person has to look at.
    ...(status === undefined || status === 'CONNECTED' ? [] : [`Meta says of the number: ${status.slice(0, 60)}.`]),
    ...(throughput?.level === 'NOT_APPLICABLE'
      ? [
          'The number has no throughput: it is not registered with the Cloud API. Register it in the app’s page “API setup”.',
        ]
      : []),
  ];
  const rated = Object.hasOwn(QUALITIES, quality) ? QUALITIES[quality] : undefined;
  return {
    ...health,
    problems,
    ...(phoneNumber === undefined ? {} : { phoneNumber }),
    ...(rated === undefined ? {} : { quality: rated }),
  };
}

/** Meta's limit for `override_callback_uri`. */
const MAX_ADDRESS = 200;

/**
 * Subscribes the app to the account, since Meta sends nothing to an app that is not, and sets our address for the
 * account's events and for this number's own. Meta asks the address each time before it answers (`handshake`).
 */
export async function registerWebhook(
  api: GraphApi,
  account: Account,
  url: string,
  secret: string,
): Promise<Checked<void>> {
  if (url.length > MAX_ADDRESS) return { ok: false, failure: failure('address-too-long', `${url.length} characters`) };
  const callback = { override_callback_uri: url, verify_token: secret };
  const calls = [
    { path: `${account.businessAccountId}/subscribed_apps`, body: callback },
    { path: account.phoneNumberId, body: { webhook_configuration: callback } },
  ];
  for (const { path, body } of calls) {
    // Setting the same address twice does no harm, so that an unknown outcome may be tried again.
    const result = await api.call(account, { method: 'POST', path, body, secrets: [secret] });
    if ('failure' in result) return notRead(result.failure);
  }
  return { ok: true, value: undefined };
}
