import type { ChannelAccess } from '../channel.js';
import type { SendFailure } from '../failure.js';
import type { HttpAnswer, HttpCall, ProviderHttp } from '../provider-http/client.js';
import { failure, failureOfAnswer, failureOfTrouble } from './errors.js';

/** A channel's credentials once they can be what they are said to be. */
export interface Account {
  token: string;
  phoneNumberId: string;
  businessAccountId: string;
  appSecret: string;
}

export interface ApiCall {
  method: HttpCall['method'];
  /** What follows the version, already encoded: an id, perhaps an edge. */
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  /** Words that may not appear in a failure, besides token and secret. */
  secrets?: readonly string[];
}

/** Meta's Graph as the parts of this adapter need it; nothing here throws, and no failure holds a secret. */
export interface GraphApi {
  /** The body of a successful answer; everything else is a failure. */
  call(account: Account, call: ApiCall): Promise<{ answer: HttpAnswer } | { failure: SendFailure }>;
  readonly http: ProviderHttp;
  /** Where it is, without a slash at its end. */
  readonly baseUrl: string;
}

export function graphApi(options: { baseUrl: string; version: string; http: ProviderHttp }): GraphApi {
  const { baseUrl, version, http } = options;
  return {
    http,
    baseUrl,
    async call(account, { method, path, query = {}, body, secrets = [] }) {
      const search = new URLSearchParams(query).toString();
      const answer = await http.call({
        method,
        url: `${baseUrl}/${version}/${path}${search === '' ? '' : `?${search}`}`,
        headers: bearer(account),
        ...(body !== undefined && { body }),
        secrets: [...secretsOf(account), ...secrets],
      });
      if ('trouble' in answer) return { failure: failureOfTrouble(answer) };
      return answer.status >= 200 && answer.status < 300 ? { answer } : { failure: failureOfAnswer(answer) };
    },
  };
}

export function bearer({ token }: Account): { Authorization: string } {
  return { Authorization: `Bearer ${token}` };
}

export function secretsOf({ token, appSecret }: Account): string[] {
  return [token, appSecret];
}

/** Visible ASCII: anything else (a pasted line break) is no token and would not even make a header. */
const TOKEN = /^[\x21-\x7e]+$/;
/** An app's own token is its id and its secret with a bar between them; no token of a person or system user has one. */
const APP_TOKEN = /^\d+\|/;
const ID = /^\d{5,25}$/;

/** The credentials, or why they cannot be right; nobody is asked. */
export function accountOf({ credentials }: ChannelAccess): { account: Account } | { failure: SendFailure } {
  const { accessToken = '', phoneNumberId = '', businessAccountId = '', appSecret = '' } = credentials;
  if (!TOKEN.test(accessToken)) return { failure: failure('no-token', '') };
  if (APP_TOKEN.test(accessToken)) return { failure: failure('app-token', '') };
  for (const [name, id] of Object.entries({ phoneNumberId, businessAccountId })) {
    if (!ID.test(id)) return { failure: failure('not-an-id', `${name}: "${id.slice(0, 50)}" is not a Meta ID`) };
  }
  return { account: { token: accessToken, phoneNumberId, businessAccountId, appSecret } };
}
