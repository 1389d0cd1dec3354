import type { Checked } from '../channel.js';
import { notRead } from '../provider-http/error-table.js';
import type { HttpAnswer, HttpCall, ProviderHttp } from '../provider-http/client.js';
import type { SendFailure } from '../failure.js';
import type { TwilioAccount } from './account.js';
import { failureOfAnswer, readJson, twilioErrors } from './errors.js';

/** Twilio's API lies on three hosts: messages and media, contents (templates), senders and typing. */
type TwilioHost = 'api' | 'content' | 'messaging';

interface TwilioCall extends Pick<HttpCall, 'method' | 'body' | 'form'> {
  host: TwilioHost;
  /** From the root of the host, with its query, already encoded. */
  path: string;
  /** Words that may not appear in the answer, besides the credentials. */
  secrets?: readonly string[];
}

/** Twilio's API with the account's credentials; nothing here throws, and no failure holds a secret. */
export class TwilioApi {
  constructor(
    private readonly http: ProviderHttp,
    /** `https://api.twilio.com`, a regional host of that form, or the simulator's address, which is all three. */
    private readonly baseUrl: string,
  ) {}

  /** Every status is an answer; a failure is only what prevented one. */
  async call(account: TwilioAccount, call: TwilioCall): Promise<{ answer: HttpAnswer } | { failure: SendFailure }> {
    const { host, path, secrets = [], ...rest } = call;
    const result = await this.http.call({
      ...rest,
      url: this.baseOf(host) + path,
      headers: authorization(account),
      secrets: [...account.secrets, ...secrets],
    });
    return 'trouble' in result ? { failure: twilioErrors.failure(result.trouble, result.detail) } : { answer: result };
  }

  /** The JSON of a successful answer. */
  async ask(account: TwilioAccount, call: TwilioCall): Promise<Checked<unknown>> {
    const result = await this.call(account, call);
    if ('failure' in result) return { ok: false, failure: result.failure };
    const { answer } = result;
    if (answer.status < 200 || answer.status > 299) return { ok: false, failure: failureOfAnswer(answer) };
    const value = readJson(answer.text);
    return value === undefined
      ? { ok: false, failure: twilioErrors.failure('unreadable-answer', answer.text) }
      : { ok: true, value };
  }

  /** The same for calls that may be repeated: an unknown outcome is tried again. */
  async read(account: TwilioAccount, call: TwilioCall): Promise<Checked<unknown>> {
    const asked = await this.ask(account, call);
    return asked.ok ? asked : notRead(asked.failure);
  }

  /** Where a host is: `content.twilio.com` beside `api.twilio.com`, also with an edge and a region between. */
  baseOf(host: TwilioHost): string {
    const url = new URL(this.baseUrl);
    url.hostname = url.hostname.replace(/^api\./, `${host}.`);
    return url.origin + url.pathname.replace(/\/+$/, '');
  }
}

export function authorization({ accountSid, authToken }: TwilioAccount): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` };
}

/** Only the path of a list's next page: the credentials go to the hosts that we know. */
export function nextPath(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
