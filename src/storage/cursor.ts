import { createHash } from 'node:crypto';
import { z } from 'zod';
import { InvalidCursor } from './errors.js';

const Cursor = z.tuple([z.string(), z.union([z.string(), z.number(), z.boolean()]), z.string()]);

/** A short name of what a query asks for. */
export function queryFingerprint(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 8);
}

/** Opaque to callers: where a page ended, and of which query. */
export function encodeCursor(fingerprint: string, value: string | number | boolean, id: string): string {
  return Buffer.from(JSON.stringify([fingerprint, value, id])).toString('base64url');
}

/** @throws InvalidCursor */
export function decodeCursor(
  cursor: string,
  fingerprint: string,
  type: 'string' | 'number' | 'boolean',
): { value: string | number | boolean; id: string } {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidCursor();
  }
  const parsed = Cursor.safeParse(json);
  if (!parsed.success) throw new InvalidCursor();
  const [made, value, id] = parsed.data;
  if (made !== fingerprint || typeof value !== type || id.includes('\0')) throw new InvalidCursor();
  return { value, id };
}
