import type { ChannelAccess, Checked } from '../channel.js';
import { downloadFile } from '../provider-http/download-file.js';
import { authorised, readAccess, type BirdApi } from './api.js';
import { ERRORS } from './errors.js';

/** A message's id and a file's, as Bird makes them: nothing in them leads anywhere else in a path. */
const MEDIA_ID = /^([\w-]+)\/([\w-]+)$/;

/**
 * Fetches a file that a contact sent; Bird keeps it for 30 days. It lies in a storage that Bird redirects to, and which
 * must not get the key. Bird states neither size nor hash beforehand.
 *
 * @param mediaId the message's id and the file's, with a slash between them, as `decodeContent` makes it
 */
export async function downloadMedia(
  api: BirdApi,
  channel: ChannelAccess,
  mediaId: string,
  maxBytes: number,
): Promise<Checked<{ mime: string; bytes: Buffer }>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const [, messageId, fileId] = MEDIA_ID.exec(mediaId) ?? [];
  if (messageId === undefined) return { ok: false, failure: ERRORS.failure('no-such-file', mediaId) };
  const url = api.url(access, `/v1/whatsapp/messages/${messageId}/media/${fileId}`);
  return downloadFile(api.http, ERRORS, { url, ...authorised(access) }, maxBytes);
}
