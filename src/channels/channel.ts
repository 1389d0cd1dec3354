import type { OutboundMessage } from '../rendering/outbound.js';
import type { Capabilities } from '../rendering/capabilities.js';
import type { TemplateDraft } from '../templates/draft.js';
import type { Template } from '../templates/template.js';
import type { ChannelEvent, Identifiers, ProviderError } from './events.js';
import type { SendFailure } from './failure.js';
import type { SendLimits } from './limits.js';
import type { Allowance, SiteAbility } from './site.js';
import type { Instant } from '../time/instant.js';

/** One thing that an adapter is connected with, in words for whoever pastes it. */
export interface CredentialField {
  label: string;
  /** Where to find it. */
  help: string;
  /** The same in the studio's other languages; names on the provider's pages stay as they stand there. */
  translations: Record<'ar', { label: string; help: string }>;
  /** It can do without. */
  optional?: true;
  /**
   * `plain`: no secret (an id, a number, a name), shown as it is typed. `file`: a secret of several lines. Absent: a
   * secret in one line.
   */
  form?: 'plain' | 'file';
}

/** What an adapter needs to act for one channel. Secrets are decrypted just before and never kept or logged. */
export interface ChannelAccess {
  channelId: string;
  /** Secrets by name, as the adapter's `credentials` schema declares them. */
  credentials: Record<string, string>;
}

/** A webhook request as it came, before anything was believed. */
export interface WebhookRequest {
  /** `GET` is a provider that asks whether this address is ours; events are posted. */
  method: 'GET' | 'POST';
  /** Our public address as the provider called it, with its query, byte for byte: some sign it. */
  url: string;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  /** The exact bytes; empty with `GET`. */
  rawBody: Buffer;
  /** Decoded; of a name that is repeated, the first value. */
  query: Record<string, string | undefined>;
  /** When it came, by the clock of conversations: for providers that date nothing, or sign a time. */
  receivedAt: Instant;
}

/** What a webhook is answered with once its events are stored, where the provider reads the answer. */
export interface Acknowledgement {
  /** 200 where it is not said. */
  status?: number;
  contentType: string;
  body: string;
}

/**
 * Remembers what an adapter has made at the provider, so that it is made once and used again: a small text (an id) by
 * channel and key. Another process may make the same at the same time: the last one stays, and both work.
 */
export interface ProviderObjects {
  get(channelId: string, key: string): Promise<string | undefined>;
  set(channelId: string, key: string, value: string): Promise<void>;
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
  /** Names of the secrets it needs, each with what it is and where to find it; it can do without an optional one. */
  readonly credentials: Record<string, CredentialField>;

  /** True when the request really is from the provider; compares in constant time. `secret` is the channel's own webhook secret. */
  verifyWebhook(request: WebhookRequest, secret: string, access: ChannelAccess): boolean;
  /**
   * Pure and total: every part that is not understood becomes an `ignored` event. With `access`, what is meant for
   * another sender of the account is ignored too. @throws BadWebhook
   */
  parseWebhook(request: WebhookRequest, access?: ChannelAccess): ChannelEvent[];
  /**
   * Pure: the answer (plain text) to a `GET` with which the provider asks whether this address is ours; undefined
   * where the request does not prove to come from it, and it is answered with 403. Absent: no `GET` is answered.
   */
  handshake?(request: WebhookRequest, secret: string, access: ChannelAccess): string | undefined;
  /** Absent: 200 with a few words of JSON, which the provider does not read. */
  readonly acknowledge?: Acknowledgement;
  /** Pure: whose allowance a webhook uses up, where strangers post it themselves. Asked after it is verified. */
  allowance?(request: WebhookRequest): Allowance | undefined;
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
  readonly site?: SiteAbility;
}

export type Checked<T> = { ok: true; value: T } | { ok: false; failure: SendFailure };

export type ChannelQuality = 'high' | 'medium' | 'low';

export interface ChannelHealth {
  /** Can messages be sent now? */
  canSend: 'yes' | 'limited' | 'no' | 'unknown';
  /** Plain sentences, one a problem, with the provider's code and what to do. */
  problems: string[];
  /** What the provider tells of the number, where it does. */
  phoneNumber?: string;
  /** How people take what the number sends: `low` where many block or report it. Absent where nobody tells. */
  quality?: ChannelQuality;
}

/** The secret of a provider that makes its own for each address and tells it once; ours is replaced by it. */
export interface OwnSecret {
  secret: string;
}

export interface ConnectionAbility {
  /** Does the credential work? Reads health with it. */
  check(access: ChannelAccess): Promise<Checked<ChannelHealth>>;
  /** Tells the provider where to send events and, where it takes one, our secret to prove them with. `url` is absolute. */
  registerWebhook(access: ChannelAccess, url: string, secret: string): Promise<Checked<void | OwnSecret>>;
}

/**
 * Templates at the provider. A template is one name in one language. The shell has checked a draft against Meta's
 * rules before it comes here; whatever the provider refuses all the same is a failure with the provider's own words.
 */
export interface TemplateAbility {
  /** All templates of the account, every page; or a failure, never half a list. */
  list(access: ChannelAccess): Promise<Checked<Template[]>>;
  /**
   * Makes a template and hands it in for review; where the provider parts the two, both. It comes back in the state
   * that it then has: as a rule `pending`, and `unsubmitted` where it was made and could not be handed in. An unknown
   * outcome is `maybe-sent`: the next list tells what became of it. Absent: templates are made at the provider's pages.
   */
  create?(access: ChannelAccess, draft: TemplateDraft): Promise<Checked<Template>>;
  /** Hands in one that is `unsubmitted`. Only where the provider parts making and handing in. */
  submit?(access: ChannelAccess, template: Template): Promise<Checked<Template>>;
  /**
   * Takes away a template, in this language or in every one (`removes`). One that is not there any more counts as
   * removed. Asking twice does no harm: an unknown outcome is `retry`.
   */
  remove?(access: ChannelAccess, template: Template): Promise<Checked<void>>;
  /** What `remove` takes away: this one language (where it is not said), or the name with all its languages. */
  readonly removes?: 'language' | 'name';
}

export interface TypingAbility {
  /** Marks the contact's message as read and shows "typing…" (up to 25 s). Best effort. */
  show(access: ChannelAccess, providerMessageId: string): Promise<Checked<void>>;
}

export interface MediaAbility {
  /** Fetches media that a contact sent, up to `maxBytes`, checking the stated size and hash. */
  download(access: ChannelAccess, mediaId: string, maxBytes: number): Promise<Checked<{ mime: string; bytes: Buffer }>>;
}
