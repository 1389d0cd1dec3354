import type { Checked } from '../channel.js';
import { damageOf, MediaInfo } from '../cloud-payload/media-info.js';
import { downloadFile } from '../provider-http/download-file.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import { bearer, secretsOf, type Account, type GraphApi } from './api.js';
import { CLOUD_API_ERRORS, failure } from './errors.js';

/**
 * Fetches a file that a contact sent: its id leads to an address that is good for five minutes and wants the token
 * too. The token goes to Meta's hosts only, whatever the answer says.
 */
export async function downloadMedia(
  api: GraphApi,
  account: Account,
  mediaId: string,
  maxBytes: number,
): Promise<Checked<{ mime: string; bytes: Buffer }>> {
  const asked = await api.call(account, { method: 'GET', path: encodeURIComponent(mediaId) });
  if ('failure' in asked) return notRead(asked.failure);
  const parsed = MediaInfo.safeParse(readJson(asked.answer.text));
  if (!parsed.success) return notRead(failure('unreadable-answer', asked.answer.text));
  const info = parsed.data;
  if ((info.file_size ?? 0) > maxBytes) {
    return { ok: false, failure: failure('media-too-large', `${info.file_size} bytes, allowed ${maxBytes}`) };
  }
  if (!isOfMeta(info.url, api.baseUrl)) {
    return { ok: false, failure: failure('media-elsewhere', new URL(info.url).hostname) };
  }
  const wanted = { url: info.url, headers: bearer(account), secrets: secretsOf(account) };
  const fetched = await downloadFile(api.http, CLOUD_API_ERRORS, wanted, maxBytes);
  if (!fetched.ok) return fetched;
  const damage = damageOf(fetched.value.bytes, info);
  return damage === undefined
    ? { ok: true, value: { mime: info.mime_type, bytes: fetched.value.bytes } }
    : notRead(failure('media-damaged', damage));
}

const META_HOSTS = /(^|\.)(fbsbx\.com|facebook\.com|whatsapp\.net|fbcdn\.net)$/;

/** A host of Meta's by https, or where the API itself is (the simulator). */
function isOfMeta(address: string, baseUrl: string): boolean {
  const { protocol, hostname, origin } = new URL(address);
  return origin === new URL(baseUrl).origin || (protocol === 'https:' && META_HOSTS.test(hostname));
}
