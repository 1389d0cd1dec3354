import type { ChannelAccess, Checked } from '../channel.js';
import { damageOf, MediaInfo } from '../cloud-payload/media-info.js';
import type { Dialog360Api } from './api.js';
import { checkedFile } from '../provider-http/download-file.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import { DIALOG360_ERRORS, failure, failureOfAnswer } from './errors.js';

/**
 * Fetches a file that a contact sent (its id works for 7 days). The address that Meta names works only with Meta's
 * own token, so that its path is asked at 360dialog instead; the key goes nowhere else. A refusal is final: 360dialog
 * blocks a number for half an hour after 20 failing downloads.
 */
export async function downloadMedia(
  api: Dialog360Api,
  access: ChannelAccess,
  mediaId: string,
  maxBytes: number,
): Promise<Checked<{ mime: string; bytes: Buffer }>> {
  const asked = await api.call(access, { method: 'GET', path: `/${encodeURIComponent(mediaId)}` });
  if ('failure' in asked) return notRead(asked.failure);
  if (asked.answer.status !== 200) return notRead(failureOfAnswer(asked.answer));
  const parsed = MediaInfo.safeParse(readJson(asked.answer.text));
  if (!parsed.success) return notRead(failure('unreadable-answer', asked.answer.text));
  const info = parsed.data;
  if ((info.file_size ?? 0) > maxBytes) return tooLarge(`${info.file_size} bytes, allowed ${maxBytes}`);

  const { pathname, search } = new URL(info.url);
  const fetched = await api.download(access, pathname + search, maxBytes);
  if ('failure' in fetched) return notRead(fetched.failure);
  const file = checkedFile(DIALOG360_ERRORS, fetched, maxBytes);
  if (!file.ok) return file;
  const damage = damageOf(file.value.bytes, info);
  return damage === undefined
    ? { ok: true, value: { mime: info.mime_type, bytes: file.value.bytes } }
    : notRead(failure('media-damaged', damage));
}

function tooLarge(detail: string): Checked<never> {
  return { ok: false, failure: failure('media-too-large', detail) };
}
