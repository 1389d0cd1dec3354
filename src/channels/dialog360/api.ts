import type { ChannelAccess } from '../channel.js';
import type { SendFailure } from '../failure.js';
import type { Download, HttpAnswer, HttpCall, ProviderHttp } from '../provider-http/client.js';
import { failure } from './errors.js';

interface ApiCall {
  method: HttpCall['method'];
  /** From the root of the base URL, with its query, already encoded. */
  path: string;
  body?: unknown;
  /** Words that may not appear in a failure, besides the API key. */
  secrets?: readonly string[];
}

/** 360dialog's API as the parts of this adapter need it; nothing here throws, and no failure holds a secret. */
export interface Dialog360Api {
  /** Every status is an answer; a failure is only what prevented one. */
  call(access: ChannelAccess, call: ApiCall): Promise<{ answer: HttpAnswer } | { failure: SendFailure }>;
  /** A file of up to `maxBytes`. */
  download(access: ChannelAccess, path: string, maxBytes: number): Promise<Download | { failure: SendFailure }>;
}

/** Visible ASCII; anything else (a pasted line break) is no key and would not even make a header. */
const API_KEY = /^[\x21-\x7e]+$/;

/** @param baseUrl without a slash at its end */
export function dialog360Api(baseUrl: string, http: ProviderHttp): Dialog360Api {
  const keyed = ({ credentials }: ChannelAccess) => {
    const { apiKey = '' } = credentials;
    return API_KEY.test(apiKey) ? { headers: { 'D360-API-KEY': apiKey }, secrets: [apiKey] } : undefined;
  };
  return {
    async call(access, { method, path, body, secrets = [] }) {
      const key = keyed(access);
      if (!key) return { failure: failure('no-api-key', '') };
      const answer = await http.call({
        method,
        url: baseUrl + path,
        headers: key.headers,
        ...(body !== undefined && { body }),
        secrets: [...key.secrets, ...secrets],
      });
      return 'trouble' in answer ? { failure: failure(answer.trouble, answer.detail) } : { answer };
    },
    async download(access, path, maxBytes) {
      const key = keyed(access);
      return key ? http.download({ url: baseUrl + path, ...key }, maxBytes) : { failure: failure('no-api-key', '') };
    },
  };
}
