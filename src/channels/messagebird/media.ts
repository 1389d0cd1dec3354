import type { ChannelAccess, Checked } from '../channel.js';
import { downloadFile } from '../provider-http/download-file.js';
import { authorised, readAccess, type MessagebirdApi } from './api.js';
import { ERRORS } from './errors.js';

/**
 * Fetches a file that a contact sent. Its id is its address; the key goes to MessageBird's own host and nowhere else,
 * whatever a webhook names. MessageBird states neither size nor hash beforehand.
 */
export async function downloadMedia(
  api: MessagebirdApi,
  channel: ChannelAccess,
  mediaId: string,
  maxBytes: number,
): Promise<Checked<{ mime: string; bytes: Buffer }>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const url = URL.canParse(mediaId) ? new URL(mediaId) : undefined;
  if (url?.origin !== new URL(api.hosts.media).origin) {
    return { ok: false, failure: ERRORS.failure('media-elsewhere', url?.host ?? 'not an address') };
  }
  return downloadFile(api.http, ERRORS, { url: url.href, ...authorised(access) }, maxBytes);
}
