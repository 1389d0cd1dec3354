import type { ChannelAccess, WebhookRequest } from './channel.js';

/** A request to what a channel serves itself, below `/<provider>/<key>`. */
export interface SiteRequest extends WebhookRequest {
  /** What stands behind the key: empty, `.js`, `/`, `/events`. Decoded, without the query. */
  path: string;
  /** Address that it came from, to count requests by. */
  remoteAddress: string;
  /** Fires when nobody waits for the answer any more, or the service stops. */
  gone: AbortSignal;
}

export interface SiteAnswer {
  /** 200 where it is not said. */
  status?: number;
  /** Lower-case names. A `content-security-policy` replaces the one that allows nothing. */
  headers: Readonly<Record<string, string>>;
  /** In pieces: a stream, which may break off and is then simply ended. */
  body: string | Buffer | AsyncIterable<string>;
}

/** How often one stranger may ask; what goes beyond is answered with 429. */
export interface Allowance {
  /** Whose it is, unique on the channel, ≤100 characters. */
  of: string;
  requests: number;
  withinSeconds: number;
}

/** What a channel shows to people itself, where no provider does. Open to everybody: the adapter judges who asks. */
export interface SiteAbility {
  /** Pure: whose allowance this uses up; absent or undefined: it is not counted. */
  allowance?(request: SiteRequest, secret: string, access: ChannelAccess): Allowance | undefined;
  /** undefined: there is nothing at this address. `secret` is the channel's own webhook secret. */
  answer(request: SiteRequest, secret: string, access: ChannelAccess): Promise<SiteAnswer | undefined>;
}
