import type { Instant } from '../../time/instant.js';
import type { ChannelAccess, Checked } from '../channel.js';
import type { HttpAnswer, HttpCall, ProviderHttp } from '../provider-http/client.js';
import type { SendFailure } from '../failure.js';
import { accountOf, type Account } from './account.js';
import { failure, failureOfTrouble } from './errors.js';
import { applicationToken } from './token.js';

export interface ApiCall {
  method: HttpCall['method'];
  /** From the root of the base URL, with its query, already encoded. */
  path: string;
  /**
   * Who asks: the account with key and secret, the application with a token of its own, or the application where
   * there is one and the account otherwise.
   */
  as: 'account' | 'application' | 'either';
  body?: unknown;
  /** Where it is not the API's usual one. */
  baseUrl?: string;
  /** Words that the answer is not asked for, and that are struck out besides the secrets. */
  secrets?: readonly string[];
}

/** Vonage's API as the parts of this adapter need it; nothing here throws, and no failure holds a secret. */
export interface VonageApi {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly http: ProviderHttp;
  /** Every status is an answer; a failure is only what prevented one. */
  call(account: Account, call: ApiCall): Promise<{ answer: HttpAnswer } | { failure: SendFailure }>;
  /** Undefined where this needs an application and there is none. */
  authorization(account: Account, as: ApiCall['as']): string | undefined;
}

export interface VonageApiOptions {
  baseUrl: string;
  http: ProviderHttp;
  now: () => Instant;
  /** A new id for each token. */
  tokenId: () => string;
}

export function vonageApi({ baseUrl, http, now, tokenId }: VonageApiOptions): VonageApi {
  function authorization({ apiKey, apiSecret, application }: Account, as: ApiCall['as']): string | undefined {
    // A fresh token for each call: none has to be kept.
    if (application && as !== 'account') return `Bearer ${applicationToken(application, now(), tokenId())}`;
    return as === 'application' ? undefined : `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  }

  return {
    baseUrl,
    http,
    authorization,
    async call(account, { method, path, as, body, baseUrl: otherUrl = baseUrl, secrets = [] }) {
      const proof = authorization(account, as);
      if (proof === undefined) return { failure: failure('needs-application', '') };
      const answer = await http.call({
        method,
        url: otherUrl + path,
        headers: { Authorization: proof, Accept: 'application/json' },
        ...(body !== undefined && { body }),
        secrets: [proof, ...account.secrets, ...secrets],
      });
      return 'trouble' in answer ? { failure: failureOfTrouble(answer) } : { answer };
    },
  };
}

/** Does this with the channel's credentials; where they cannot be right, fails without asking anybody. */
export async function withAccount<T>(
  access: ChannelAccess,
  ask: (account: Account) => Promise<Checked<T>>,
): Promise<Checked<T>> {
  const account = accountOf(access);
  return account.ok ? ask(account.value) : account;
}
