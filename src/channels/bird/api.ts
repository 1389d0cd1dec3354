import type { ChannelAccess } from '../channel.js';
import type { SendFailure } from '../failure.js';
import type { HttpAnswer, HttpCall, ProviderHttp } from '../provider-http/client.js';
import { ERRORS, failureOfTrouble } from './errors.js';

/** The credentials of one channel, each of its form. */
export interface BirdAccess {
  apiKey: string;
  /** `us1`: which host the workspace lives on. */
  region: string;
  /** E.164 with the plus sign: the number that sends. */
  phoneNumber: string;
}

/** Visible ASCII; anything else (a pasted line break) is no key and would not even make a header. */
const ASCII = /^[\x21-\x7e]+$/;
/** The region is a part of the host's name, so that nothing but letters and digits may stand there. */
const API_KEY = /^bk_([a-z]{2}\d{1,3})_./;
const PHONE_NUMBER = /^\+[1-9]\d{5,18}$/;

/** The credentials, or what is wrong with them in plain words: before anything goes out. */
export function readAccess({ credentials }: ChannelAccess): BirdAccess | SendFailure {
  const { apiKey = '', phoneNumber = '' } = credentials;
  if (!ASCII.test(apiKey)) return ERRORS.failure('no-api-key', '');
  const region = API_KEY.exec(apiKey)?.[1];
  if (region === undefined) return ERRORS.failure('key-of-another-kind', '');
  const number = phoneNumber.replace(/[\s()-]/g, '');
  if (!PHONE_NUMBER.test(number)) return ERRORS.failure('no-phone-number', '');
  return { apiKey, region, phoneNumber: number };
}

export interface BirdCall {
  method: HttpCall['method'];
  /** From the root of the API, with its query, already encoded. */
  path: string;
  body?: unknown;
  /** For three hours Bird answers a request with the same key from memory instead of doing it again. */
  idempotencyKey?: string;
}

/** Bird's API as the parts of this adapter need it; nothing here throws, and no failure holds a secret. */
export class BirdApi {
  constructor(
    readonly http: ProviderHttp,
    /** The simulator's address; undefined for the host of each key's region. */
    private readonly baseUrl: string | undefined,
  ) {}

  url({ region }: BirdAccess, path: string): string {
    return (this.baseUrl ?? `https://${region}.platform.bird.com`) + path;
  }

  /** Every status is an answer; a failure is only what prevented one. */
  async call(
    access: BirdAccess,
    { method, path, body, idempotencyKey }: BirdCall,
  ): Promise<{ answer: HttpAnswer } | { failure: SendFailure }> {
    const { headers, secrets } = authorised(access);
    const answer = await this.http.call({
      method,
      url: this.url(access, path),
      headers: { ...headers, ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }) },
      secrets,
      ...(body !== undefined && { body }),
    });
    return 'trouble' in answer ? { failure: failureOfTrouble(answer) } : { answer };
  }
}

/** The header that opens this workspace, and what may not be repeated. */
export function authorised({ apiKey }: BirdAccess): { headers: Record<string, string>; secrets: string[] } {
  return { headers: { Authorization: `Bearer ${apiKey}` }, secrets: [apiKey] };
}
