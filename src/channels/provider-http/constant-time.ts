import { timingSafeEqual } from 'node:crypto';

/** True where both are the same text; takes as long for every given text of one length. */
export function sameText(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given, 'utf8'), Buffer.from(expected, 'utf8')];
  return one.length === other.length && timingSafeEqual(one, other);
}
