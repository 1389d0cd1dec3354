import type { Checked } from '../channel.js';
import { failureOfStatus, notRead } from '../provider-http/error-table.js';
import type { ProviderHttp } from '../provider-http/client.js';
import type { TwilioAccount } from './account.js';
import { authorization, type TwilioApi } from './api.js';
import { twilioErrors } from './errors.js';

/** Twilio sends on to its file store, which may send on once more. */
const MAX_HOPS = 3;

/**
 * Fetches a file that a contact sent. Its address is asked at Twilio with the credentials, whatever host it names;
 * from there Twilio sends on to its file store, which gets no credentials and has to be reached as safely as Twilio.
 */
export async function downloadMedia(
  http: ProviderHttp,
  api: TwilioApi,
  account: TwilioAccount,
  mediaUrl: string,
  maxBytes: number,
): Promise<Checked<{ mime: string; bytes: Buffer }>> {
  const base = new URL(api.baseOf('api'));
  if (!URL.canParse(mediaUrl)) return notRead(twilioErrors.failure('media-elsewhere', 'no address'));
  const { pathname, search } = new URL(mediaUrl);
  // The account's own files only: the path is all of the address that is believed.
  if (!pathname.includes(`/Accounts/${account.accountSid}/`)) {
    return notRead(twilioErrors.failure('media-elsewhere', 'the file belongs to another account'));
  }
  let url = new URL(base.origin + pathname + search);
  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    const headers = url.origin === base.origin ? authorization(account) : {};
    const got = await http.download({ url: url.href, headers, secrets: account.secrets }, maxBytes);
    switch (got.kind) {
      case 'file':
        return { ok: true, value: { mime: got.mime, bytes: got.bytes } };
      case 'too-large':
        return notRead(twilioErrors.failure('media-too-large', `more than the allowed ${maxBytes} bytes`));
      case 'trouble':
        return notRead(twilioErrors.failure(got.trouble.trouble, got.trouble.detail));
      case 'answer':
        return notRead(failureOfStatus(twilioErrors, got.answer.status, got.answer.text));
      case 'redirect': {
        const next = URL.canParse(got.location, url.href) ? new URL(got.location, url.href) : undefined;
        if (!next || (next.protocol !== 'https:' && next.protocol !== base.protocol)) {
          return notRead(twilioErrors.failure('media-elsewhere', 'Twilio sent on to an address that is not safe'));
        }
        url = next;
      }
    }
  }
  return notRead(twilioErrors.failure('media-elsewhere', `Twilio sent on more than ${MAX_HOPS} times`));
}
