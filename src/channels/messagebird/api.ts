import type { ChannelAccess } from '../channel.js';
import type { SendFailure } from '../failure.js';
import type { HttpAnswer, HttpCall, ProviderHttp } from '../provider-http/client.js';
import { ERRORS, failureOfTrouble } from './errors.js';

/** The secrets and names of one channel, each of its form. */
export interface MessagebirdAccess {
  accessKey: string;
  channelId: string;
  signingKey: string;
  namespace: string;
}

/** Visible ASCII; anything else (a pasted line break) is no key and would not even make a header. */
const KEY = /^[\x21-\x7e]+$/;
const CHANNEL_ID = /^[0-9a-f]{32}$/;

/** The credentials, or what is wrong with them in plain words: before anything goes out. */
export function readAccess({ credentials }: ChannelAccess): MessagebirdAccess | SendFailure {
  const { accessKey = '', channelId = '', signingKey = '', namespace = '' } = credentials;
  if (!KEY.test(accessKey)) return ERRORS.failure('no-access-key', '');
  if (accessKey.startsWith('bk_')) return ERRORS.failure('key-of-bird', '');
  if (!CHANNEL_ID.test(channelId)) return ERRORS.failure('no-channel-id', '');
  if (!KEY.test(signingKey)) return ERRORS.failure('no-signing-key', '');
  if (!KEY.test(namespace)) return ERRORS.failure('no-namespace', '');
  return { accessKey, channelId, signingKey, namespace };
}

/** Where MessageBird's parts are reached. */
export interface MessagebirdHosts {
  conversations: string;
  integrations: string;
  media: string;
}

/**
 * MessageBird has one host for each part of its API, and they differ in their first word only. An address without that
 * word (the simulator's) serves all of them.
 *
 * @param baseUrl `https://conversations.messagebird.com`, without a slash at its end
 */
export function hostsOf(baseUrl: string): MessagebirdHosts {
  const of = (part: string) => baseUrl.replace('://conversations.', `://${part}.`);
  return { conversations: baseUrl, integrations: of('integrations'), media: of('media') };
}

export interface MessagebirdCall {
  method: HttpCall['method'];
  at: keyof MessagebirdHosts;
  /** From the root of that host, with its query, already encoded. */
  path: string;
  body?: unknown;
}

/** MessageBird's API as the parts of this adapter need it; nothing here throws, and no failure holds a secret. */
export class MessagebirdApi {
  constructor(
    readonly http: ProviderHttp,
    readonly hosts: MessagebirdHosts,
  ) {}

  /** Every status is an answer; a failure is only what prevented one. */
  async call(
    access: MessagebirdAccess,
    { method, at, path, body }: MessagebirdCall,
  ): Promise<{ answer: HttpAnswer } | { failure: SendFailure }> {
    const call = { method, url: this.hosts[at] + path, ...authorised(access), ...(body !== undefined && { body }) };
    const answer = await this.http.call(call);
    return 'trouble' in answer ? { failure: failureOfTrouble(answer) } : { answer };
  }
}

/** The header that opens this account, and what may not be repeated. */
export function authorised({ accessKey, signingKey }: MessagebirdAccess): {
  headers: Record<string, string>;
  secrets: string[];
} {
  return { headers: { Authorization: `AccessKey ${accessKey}` }, secrets: [accessKey, signingKey] };
}
