import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** Makes ids; injected, so that tests have their own. */
export interface Ids {
  /** A UUIDv7: sorts by time. */
  next(): string;
  /** Unguessable, URL-safe, 256 bits. */
  secret(): string;
}

export const randomIds: Ids = {
  next: () => v7(),
  secret: () => randomBytes(32).toString('base64url'),
};
