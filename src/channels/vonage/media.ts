import type { ChannelAccess, Checked } from '../channel.js';
import { notRead } from '../provider-http/error-table.js';
import { withAccount, type VonageApi } from './api.js';
import { failure, failureOfAnswer, failureOfTrouble } from './errors.js';

/** Whose files these are (Vonage, "Inbound media": `api-us.nexmo.com`, `api-eu.nexmo.com`). */
const VONAGE_HOST = /(^|\.)(nexmo|vonage)\.com$/;

/**
 * Fetches a file that a contact sent, by its address, which works for 48 hours. The application's token goes to
 * Vonage's hosts alone: applications with secured media ask for it, the others do not mind it.
 */
export function downloadMedia(
  api: VonageApi,
  access: ChannelAccess,
  address: string,
  maxBytes: number,
): Promise<Checked<{ mime: string; bytes: Buffer }>> {
  return withAccount(access, async (account) => {
    if (!isOfVonage(address, api.baseUrl)) return { ok: false, failure: failure('media-elsewhere', '') };
    const proof = api.authorization(account, 'application');
    const headers = proof === undefined ? {} : { Authorization: proof };
    const got = await api.http.download({ url: address, headers, secrets: account.secrets }, maxBytes);
    switch (got.kind) {
      case 'file':
        return { ok: true, value: { mime: got.mime, bytes: got.bytes } };
      case 'too-large':
        return { ok: false, failure: failure('media-too-large', `more than the allowed ${maxBytes} bytes`) };
      case 'redirect':
        return { ok: false, failure: failure('media-elsewhere', '') };
      case 'answer':
        return notRead(failureOfAnswer(got.answer));
      case 'trouble':
        return notRead(failureOfTrouble(got.trouble));
    }
  });
}

function isOfVonage(address: string, baseUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin } = new URL(address);
  return origin === new URL(baseUrl).origin || (protocol === 'https:' && VONAGE_HOST.test(hostname));
}
