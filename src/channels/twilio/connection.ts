import { z } from 'zod';
import type { ChannelHealth, Checked, ProviderObjects } from '../channel.js';
import { lenientList, lenientObject, lenientText, parseEach } from '../cloud-payload/lenient.js';
import type { TwilioAccount } from './account.js';
import { nextPath, type TwilioApi } from './api.js';
import { REF_PARAMETER } from './decode.js';
import { twilioErrors } from './errors.js';

/** The sandbox's number: every account may send from it, and its webhook is set in the Twilio Console only. */
const SANDBOX = '14155238886';

/**
 * By itself Twilio repeats a call only where it could not connect; with this it repeats it too when we answer with an
 * error or too late. Source: Twilio, "Webhooks: connection overrides" (2026).
 */
const RETRIES = '#rc=5&rp=5xx,ct,rt';

const WEBHOOK_KEY = 'webhook';

const Page = z.object({ senders: z.array(z.unknown()), meta: lenientObject({ next_page_url: lenientText }) });
const Sender = z.object({
  sid: z.string().min(1),
  sender_id: z.string(),
  status: lenientText,
  properties: lenientObject({ quality_rating: lenientText, messaging_limit: lenientText }),
  offline_reasons: lenientList,
});
type Sender = z.infer<typeof Sender>;
const OfflineReason = z.object({ code: lenientText, message: lenientText });

/** Reads the state of the sender: a wrong token, or a number of another account, is a failure. */
export async function checkConnection(api: TwilioApi, account: TwilioAccount): Promise<Checked<ChannelHealth>> {
  const phoneNumber = `+${account.sender}`;
  if (account.sender === SANDBOX) {
    const read = await api.read(account, {
      host: 'api',
      method: 'GET',
      path: `/2010-04-01/Accounts/${account.accountSid}.json`,
    });
    if (!read.ok) return read;
    const problem =
      'This is Twilio’s sandbox: it writes only to people who have joined it, and the address for its webhooks has to be entered in the Twilio Console.';
    return { ok: true, value: { canSend: 'limited', problems: [problem], phoneNumber } };
  }
  const found = await findSender(api, account);
  return found.ok ? { ok: true, value: { ...healthOf(found.value), phoneNumber } } : found;
}

/**
 * Sets the sender's webhooks, and remembers the address: with every message Twilio is told to call it back with our id
 * in its query. Twilio signs with the auth token and takes no secret of ours.
 */
export async function registerWebhook(
  api: TwilioApi,
  objects: ProviderObjects,
  account: TwilioAccount,
  url: string,
): Promise<Checked<void>> {
  if (account.sender !== SANDBOX) {
    const found = await findSender(api, account);
    if (!found.ok) return found;
    const callback = url + RETRIES;
    const set = await api.read(account, {
      host: 'messaging',
      method: 'POST',
      path: `/v2/Channels/Senders/${encodeURIComponent(found.value.sid)}`,
      body: {
        webhook: {
          callback_url: callback,
          callback_method: 'POST',
          status_callback_url: callback,
          status_callback_method: 'POST',
        },
      },
    });
    if (!set.ok) return set;
  }
  await objects.set(account.channelId, WEBHOOK_KEY, url);
  return { ok: true, value: undefined };
}

/** Where Twilio tells what became of the message with this id of ours; undefined before a webhook was set. */
export async function statusCallback(
  objects: ProviderObjects,
  { channelId }: TwilioAccount,
  ref: string,
): Promise<string | undefined> {
  const known = await objects.get(channelId, WEBHOOK_KEY);
  if (known === undefined) return undefined;
  const url = new URL(known);
  url.searchParams.set(REF_PARAMETER, ref);
  return url.href + RETRIES;
}

const MAX_PAGES = 50;

async function findSender(api: TwilioApi, account: TwilioAccount): Promise<Checked<Sender>> {
  const seen = new Set<string>();
  let path: string | undefined = '/v2/Channels/Senders?Channel=whatsapp&PageSize=100';
  while (path !== undefined && seen.size < MAX_PAGES && !seen.has(path)) {
    seen.add(path);
    const page = await api.read(account, { host: 'messaging', method: 'GET', path });
    if (!page.ok) return page;
    const parsed = Page.safeParse(page.value);
    if (!parsed.success) {
      return { ok: false, failure: twilioErrors.failure('unreadable-answer', JSON.stringify(page.value)) };
    }
    const found = parseEach(parsed.data.senders, Sender).find(
      ({ sender_id }) => sender_id.replace(/\D/g, '') === account.sender,
    );
    if (found) return { ok: true, value: found };
    path = nextPath(parsed.data.meta?.next_page_url);
  }
  return { ok: false, failure: twilioErrors.failure('unknown-sender', '') };
}

const WAITING: Record<string, string> = {
  CREATING: 'The sender is still being created at Twilio. Look again in some minutes.',
  PENDING_VERIFICATION: 'The sender waits for its verification code. Enter it in the Twilio Console.',
  VERIFYING: 'The sender’s verification code is being checked. Look again in some minutes.',
  TWILIO_REVIEW: 'Twilio is reviewing the sender. Twilio writes an e-mail when that is done.',
  DRAFT: 'The sender has not been submitted yet. Finish it in the Twilio Console.',
  STUBBED: 'The sender has not been submitted yet. Finish it in the Twilio Console.',
};

function healthOf({ status, properties, offline_reasons }: Sender): Pick<ChannelHealth, 'canSend' | 'problems'> {
  const word = status?.toUpperCase() ?? '';
  const poor = properties?.quality_rating?.toUpperCase() === 'LOW';
  const problems = poor
    ? ['The quality of the sender is low: people block or report it. Meta may lower its limits.']
    : [];
  if (word.startsWith('ONLINE')) return { canSend: poor ? 'limited' : 'yes', problems };
  if (word === 'OFFLINE') {
    const reasons = parseEach(offline_reasons, OfflineReason).map(
      ({ code, message }) =>
        `The sender is offline: ${message ?? 'no reason given'}${code === undefined ? '' : ` (code ${code})`}.`,
    );
    return {
      canSend: 'no',
      problems: [...(reasons.length > 0 ? reasons : ['The sender is offline; Twilio gives no reason.']), ...problems],
    };
  }
  const waiting = Object.hasOwn(WAITING, word) ? WAITING[word] : undefined;
  if (waiting !== undefined) return { canSend: 'no', problems: [waiting, ...problems] };
  return { canSend: 'unknown', problems: [`The sender is in a state that is not known here: ${word}.`, ...problems] };
}
