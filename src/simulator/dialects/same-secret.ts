import { createHash, timingSafeEqual } from 'node:crypto';

/** Is this the secret? In a time that tells nothing of it. */
export function sameSecret(given: string | undefined, expected: string): boolean {
  return given !== undefined && timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
