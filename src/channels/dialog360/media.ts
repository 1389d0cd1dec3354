import type { Readable } from 'node:stream';
import type { ChannelAccess, Checked } from '../channel.js';
import { damageOf, MediaInfo } from '../cloud-payload/media-info.js';
import type { Dialog360Api } from './api.js';
import { failure, failureOfAnswer, notRead, readJson } from './errors.js';

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
  const fetched = await api.stream(access, pathname + search);
  if ('failure' in fetched) return notRead(fetched.failure);
  if ('answer' in fetched) return notRead(failureOfAnswer(fetched.answer));
  const bytes = await readUpTo(fetched.body, maxBytes);
  if (bytes === 'too-large') return tooLarge(`more than the allowed ${maxBytes} bytes`);
  if (bytes === 'broken') return notRead(failure('connection', 'the download broke off'));
  const damage = damageOf(bytes, info);
  return damage === undefined
    ? { ok: true, value: { mime: info.mime_type, bytes } }
    : notRead(failure('media-damaged', damage));
}

function tooLarge(detail: string): Checked<never> {
  return { ok: false, failure: failure('media-too-large', detail) };
}

async function readUpTo(body: Readable, maxBytes: number): Promise<Buffer | 'too-large' | 'broken'> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Leaving the loop destroys the stream, and with it the connection.
    for await (const chunk of body) {
      const part = Buffer.from(chunk);
      length += part.length;
      if (length > maxBytes) return 'too-large';
      chunks.push(part);
    }
  } catch {
    // Whatever broke it (a cut connection, the time limit): the caller only needs to know that it did.
    return 'broken';
  }
  return Buffer.concat(chunks, length);
}
