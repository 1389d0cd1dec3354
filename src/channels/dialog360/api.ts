import type { Readable } from 'node:stream';
import type { ChannelAccess } from '../channel.js';
import type { SendFailure } from '../failure.js';

export interface ApiCall {
  method: 'GET' | 'POST' | 'DELETE';
  /** From the root of the base URL, with its query, already encoded. */
  path: string;
  body?: unknown;
  /** Words that may not appear in a failure, besides the API key. */
  secrets?: readonly string[];
}

/** An answer that came whole, whatever its status. */
export interface ApiAnswer {
  status: number;
  /** From `Retry-After`, where it is a number of seconds. */
  retryAfterMs?: number;
  /** The body as text, secrets struck out. */
  text: string;
}

/** 360dialog's API as the parts of this adapter need it; nothing here throws, and no failure holds a secret. */
export interface Dialog360Api {
  /** Every status is an answer; a failure is only what prevented one. */
  call(access: ChannelAccess, call: ApiCall): Promise<{ answer: ApiAnswer } | { failure: SendFailure }>;
  /** The same for a large body: a successful answer as a stream, which may still break. */
  stream(
    access: ChannelAccess,
    path: string,
  ): Promise<{ body: Readable } | { answer: ApiAnswer } | { failure: SendFailure }>;
}
