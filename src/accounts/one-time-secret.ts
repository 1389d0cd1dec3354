import { createHash, randomBytes } from 'node:crypto';

/** Unguessable, URL-safe, 256 bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored in a secret's place. So long a secret needs no salt and no slow hash: nobody can try them all. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
