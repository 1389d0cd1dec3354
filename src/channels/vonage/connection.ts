import { z } from 'zod';
import type { ChannelAccess, ChannelHealth, Checked, OwnSecret } from '../channel.js';
import {
  lenientList,
  lenientNumber,
  lenientObject,
  lenientRecord,
  lenientText,
  parseEach,
} from '../cloud-payload/lenient.js';
import { notRead } from '../provider-http/error-table.js';
import { belongsTogether, type Account, type Application } from './account.js';
import { withAccount, type ApiCall, type VonageApi } from './api.js';
import { failure, failureOfAnswer, readJson } from './errors.js';

/** Fields that are not read here go back as they came: writing an application replaces it. */
const VonageApplication = z.looseObject({
  name: z.string(),
  capabilities: lenientRecord,
  keys: lenientObject({ public_key: lenientText }),
});
type VonageApplication = z.infer<typeof VonageApplication>;

/**
 * Do the credentials belong to each other? Asks for the application (is it this account's, is the key its own), for the
 * number (is it linked to the application) and for the WhatsApp business account (is it this account's, has WhatsApp
 * approved it). Sources: Vonage, Application API v2, External Accounts API, Channel Manager API (2026). Vonage tells
 * nothing of a number's quality.
 */
export function checkConnection(api: VonageApi, access: ChannelAccess): Promise<Checked<ChannelHealth>> {
  return withAccount(access, async (account) => {
    const { application } = account;
    if (application) {
      const found = await checkApplication(api, account, application);
      if (!found.ok) return found;
    }
    const review = await reviewOf(api, account);
    if (!review.ok) return review;
    const problems = application ? [] : [WITHOUT_APPLICATION];
    return {
      ok: true,
      value: {
        canSend: review.value.canSend,
        problems: [...problems, ...review.value.problems],
        // Without an application nobody has said that it is theirs.
        ...(application && { phoneNumber: `+${account.number}` }),
      },
    };
  });
}

const WITHOUT_APPLICATION =
  'There is no application: enter the webhook address in the Vonage dashboard by hand, for messages and for statuses.';

async function checkApplication(api: VonageApi, account: Account, application: Application): Promise<Checked<void>> {
  const read = await readApplication(api, account, application);
  if (!read.ok) return read;
  const publicKey = read.value.keys?.public_key;
  if (publicKey !== undefined && belongsTogether(application, publicKey) === false) {
    return { ok: false, failure: failure('other-key', '') };
  }
  return checkNumber(api, account, application);
}

function readApplication(api: VonageApi, account: Account, { id }: Application): Promise<Checked<VonageApplication>> {
  const call = { method: 'GET', path: `/v2/applications/${id}`, as: 'account' } as const;
  return ask(api, account, call, VonageApplication, 'no-application');
}

const LinkedNumber = z.object({ applications: lenientList });

async function checkNumber(api: VonageApi, account: Account, { id }: Application): Promise<Checked<void>> {
  const call = { method: 'GET', path: `/beta/chatapp-accounts/whatsapp/${account.number}`, as: 'account' } as const;
  const linked = await ask(api, account, call, LinkedNumber, 'other-number');
  if (!linked.ok) return linked;
  const isOurs = linked.value.applications.some(
    (other) => typeof other === 'string' && other.toLowerCase() === id.toLowerCase(),
  );
  return isOurs
    ? { ok: true, value: undefined }
    : { ok: false, failure: failure('other-number', `${account.number} is not linked to the application ${id}`) };
}

const Wabas = z.object({ total_pages: lenientNumber, _embedded: z.object({ wabas: z.array(z.unknown()) }) });
const Waba = z.object({ waba_id: lenientText, account_review_status: lenientText, status: lenientText });
const MAX_PAGES = 50;

type Review = Pick<ChannelHealth, 'canSend' | 'problems'>;

/** Reads the account's WhatsApp business accounts until the channel's own is found. */
async function reviewOf(api: VonageApi, account: Account): Promise<Checked<Review>> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const path = `/v1/channel-manager/whatsapp/wabas?page=${page}&page_size=100`;
    const read = await ask(api, account, { method: 'GET', path, as: 'account' }, Wabas);
    if (!read.ok) return read;
    // Without an id there is nothing to be found; the answer has shown that key and secret are right.
    if (account.wabaId === undefined) return { ok: true, value: { canSend: 'unknown', problems: [WITHOUT_WABA] } };
    const { total_pages = 1, _embedded } = read.value;
    const own = parseEach(_embedded.wabas, Waba).find(({ waba_id }) => waba_id === account.wabaId);
    if (own) return { ok: true, value: reviewBy(own.account_review_status ?? own.status) };
    if (page >= total_pages) break;
  }
  return { ok: false, failure: failure('other-waba', '') };
}

const WITHOUT_WABA = 'The id of the WhatsApp business account is not entered, so that templates cannot be read.';

function reviewBy(word: string | undefined): Review {
  switch (word?.toLowerCase()) {
    case 'approved':
      return { canSend: 'yes', problems: [] };
    case 'pending':
      return { canSend: 'limited', problems: ['WhatsApp has not yet reviewed the business account.'] };
    case 'rejected':
      return {
        canSend: 'no',
        problems: ['WhatsApp has rejected the business account. See it in the Vonage dashboard.'],
      };
    default:
      return { canSend: 'unknown', problems: [] };
  }
}

/**
 * Has the application send messages and statuses to this address, in version 1; all else about it stays. What proves
 * them is the account's signature secret, not ours. Two numbers of one application share its address, so that each
 * channel needs an application of its own.
 */
export function registerWebhook(api: VonageApi, access: ChannelAccess, url: string): Promise<Checked<OwnSecret>> {
  return withAccount(access, async (account) => {
    const { signatureSecret = '' } = access.credentials;
    const { application } = account;
    if (!application) return { ok: true, value: { secret: signatureSecret } };
    const read = await readApplication(api, account, application);
    if (!read.ok) return read;
    const body = withWebhook(read.value, url);
    const call = { method: 'PUT', path: `/v2/applications/${application.id}`, as: 'account', body } as const;
    const written = await ask(api, account, call, z.unknown(), 'no-application');
    return written.ok ? { ok: true, value: { secret: signatureSecret } } : written;
  });
}

function withWebhook(application: VonageApplication, address: string) {
  const webhook = { address, http_method: 'POST' };
  const messages = {
    ...lenientRecord.parse(application.capabilities?.['messages']),
    version: 'v1',
    webhooks: { inbound_url: webhook, status_url: webhook },
  };
  // Its id and links are not to be written.
  return { ...application, id: undefined, _links: undefined, capabilities: { ...application.capabilities, messages } };
}

/** One call that may be made twice. `missing` is what a 404 means. */
async function ask<T>(
  api: VonageApi,
  account: Account,
  call: ApiCall,
  schema: z.ZodType<T>,
  missing?: string,
): Promise<Checked<T>> {
  const result = await api.call(account, call);
  if ('failure' in result) return notRead(result.failure);
  const { status, text } = result.answer;
  if (status === 404 && missing !== undefined) return notRead(failure(missing, text));
  if (status < 200 || status > 299) return notRead(failureOfAnswer(result.answer));
  const parsed = schema.safeParse(readJson(text));
  return parsed.success ? { ok: true, value: parsed.data } : notRead(failure('unreadable-answer', text));
}
