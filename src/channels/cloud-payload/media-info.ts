import { createHash } from 'node:crypto';
import { z } from 'zod';
import { lenientNumber, lenientText } from './lenient.js';

/** What Meta tells of a file before it is fetched. */
export const MediaInfo = z.object({
  url: z.url(),
  mime_type: z.string().catch('application/octet-stream'),
  sha256: lenientText,
  file_size: lenientNumber,
});
export type MediaInfo = z.infer<typeof MediaInfo>;

/** How the file differs from what was announced; undefined where it does not. */
export function damageOf(bytes: Buffer, { file_size, sha256 }: MediaInfo): string | undefined {
  if (file_size !== undefined && bytes.length !== file_size) {
    return `${bytes.length} bytes instead of ${file_size}`;
  }
  if (sha256 === undefined) return undefined;
  const digest = createHash('sha256').update(bytes).digest();
  // Hex in this answer, base64 in webhooks; both have been seen in either.
  const same = sha256.toLowerCase() === digest.toString('hex') || sha256 === digest.toString('base64');
  return same ? undefined : 'its SHA-256 is not the announced one';
}
