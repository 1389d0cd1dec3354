import type { OutboundMessage } from '../rendering/outbound.js';
import type { Capabilities } from '../rendering/capabilities.js';
import type { Template } from '../templates/template.js';
import type { ChannelEvent, Identifiers, ProviderError } from './events.js';
import type { SendFailure } from './failure.js';
import type { SendLimits } from './limits.js';

/** What an adapter needs to act for one channel. Secrets are decrypted just before and never kept or logged. */
export interface ChannelAccess {
  channelId: string;
  /** Secrets by name, as the adapter's `credentials` schema declares them. */
  credentials: Record<string, string>;
}

/** A webhook request as it came, before anything was believed. */
export interface WebhookRequest {
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  /** The exact bytes. */
  rawBody: Buffer;
  query: Record<string, string | undefined>;
}

/** The body is not what this provider sends at all (not JSON, not an object): HTTP 400. */
export class BadWebhook extends Error {
  override readonly name = 'BadWebhook';
}

export type SendOutcome =
  | { kind: 'accepted'; providerMessageId: string; recipient: Identifiers }
  /** Certainly not sent, or (`maybe-sent`) perhaps. */
  | { kind: 'failed'; failure: SendFailure };

export interface OutboundRequest {
  to: Identifiers;
  message: OutboundMessage;
  /** Our own id of the message, ≤64 characters; the provider echoes it in every status. */
  ref: string;
  /** Provider's id of the contact's message to quote. */
  repliesTo?: string;
}

/**
 * One provider. The pure parts (capabilities, verify, parse, classify) never do I/O; the rest never throws for what
 * the outside may cause: it returns a typed outcome. Contract: test/contracts/channel.contract.ts.
 */
export interface ChannelAdapter {
  readonly provider: string;
  /** As a person writes it: "360dialog". */
  readonly title: string;
  readonly capabilities: Capabilities;
  readonly limits: SendLimits;
  /** Names of the secrets it needs, each with what it is and where to find it. */
  readonly credentials: Record<string, { label: string; help: string }>;

  /** True when the request really is from the provider; compares in constant time. `secret` is the channel's own webhook secret. */
  verifyWebhook(request: WebhookRequest, secret: string, access: ChannelAccess): boolean;
  /** Pure and total: every part that is not understood becomes an `ignored` event. @throws BadWebhook */
  parseWebhook(request: WebhookRequest): ChannelEvent[];
  /** Puts a provider's error into our classes; also for errors that come by status. */
  classify(error: ProviderError): SendFailure;

  /** Pure: the body with which `send` asks the provider; undefined where no identifier can be written to. */
  encode(request: OutboundRequest): Record<string, unknown> | undefined;

  send(access: ChannelAccess, request: OutboundRequest): Promise<SendOutcome>;

  /** Optional abilities; absent means that the provider has none. */
  readonly connection?: ConnectionAbility;
  readonly templates?: TemplateAbility;
  readonly typing?: TypingAbility;
  readonly media?: MediaAbility;
}

export type Checked<T> = { ok: true; value: T } | { ok: false; failure: SendFailure };

export interface ChannelHealth {
  /** Can messages be sent now? */
  canSend: 'yes' | 'limited' | 'no' | 'unknown';
  /** Plain sentences, one a problem, with the provider's code and what to do. */
  problems: string[];
  /** What the provider tells of the number, where it does. */
  phoneNumber?: string;
}

export interface ConnectionAbility {
  /** Does the credential work? Reads health with it. */
  check(access: ChannelAccess): Promise<Checked<ChannelHealth>>;
  /** Tells the provider where to send events, with our secret in a header. `url` is absolute. */
  registerWebhook(access: ChannelAccess, url: string, secret: string): Promise<Checked<void>>;
}

export interface TemplateAbility {
  /** All templates of the account, every page. */
  list(access: ChannelAccess): Promise<Checked<Template[]>>;
}

export interface TypingAbility {
  /** Marks the contact's message as read and shows "typing…" (up to 25 s). Best effort. */
  show(access: ChannelAccess, providerMessageId: string): Promise<Checked<void>>;
}

export interface MediaAbility {
  /** Fetches media that a contact sent, up to `maxBytes`, checking the stated size and hash. */
  download(access: ChannelAccess, mediaId: string, maxBytes: number): Promise<Checked<{ mime: string; bytes: Buffer }>>;
}
