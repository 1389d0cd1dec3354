import { z } from 'zod';
import type { Clock } from '../../clock/clock.js';
import type { SecretBox } from '../../secrets/secret-box.js';
import { SYSTEM, workspaceScope, type Stored, type WorkspaceId } from '../../storage/documents.js';
import type { Channel } from '../../store/channel.js';
import type { Store } from '../../store/store.js';
import type { ChannelAccess, ChannelAdapter } from '../channel.js';
import type { ChannelRegistry } from '../registry.js';

/** A channel with all that is needed to act for it. */
export interface ConnectedChannel {
  scope: WorkspaceId;
  channel: Channel & Stored;
  adapter: ChannelAdapter;
  access: ChannelAccess;
  webhookSecret: string;
}

/** How long a channel read once is believed; another process may have changed it. */
const BELIEVED_MS = 2_000;

const Credentials = z.record(z.string(), z.string());

/** Finds channels by id or by the key in a webhook's address, with their secrets opened; remembers them briefly. */
export class ChannelDirectory {
  readonly #remembered = new Map<string, { until: number; value: Promise<ConnectedChannel | undefined> }>();

  constructor(
    private readonly store: Pick<Store, 'channels' | 'channelKeys'>,
    private readonly registry: ChannelRegistry,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** @throws SecretUnreadable */
  byId(scope: WorkspaceId, channelId: string): Promise<ConnectedChannel | undefined> {
    return this.#remember(`id ${scope} ${channelId}`, () => this.#read(scope, channelId));
  }

  /** The channel behind `/webhooks/:provider/:key`; undefined when the key or the provider is not that channel's. */
  byWebhookKey(provider: string, key: string): Promise<ConnectedChannel | undefined> {
    return this.#remember(`key ${provider} ${key}`, async () => {
      const found = await this.store.channelKeys.get(SYSTEM, key);
      if (!found) return undefined;
      const connected = await this.#read(workspaceScope(found.workspaceId), found.channelId);
      return connected?.channel.provider === provider ? connected : undefined;
    });
  }

  /** After a change made here. */
  forget(): void {
    this.#remembered.clear();
  }

  async #read(scope: WorkspaceId, channelId: string): Promise<ConnectedChannel | undefined> {
    const channel = await this.store.channels.get(scope, channelId);
    if (!channel) return undefined;
    const adapter = this.registry.get(channel.provider);
    if (!adapter) return undefined;
    const credentials = Credentials.parse(JSON.parse(this.secrets.open(channel.sealedCredentials, channelId)));
    return {
      scope,
      channel,
      adapter,
      access: { channelId, credentials },
      webhookSecret: this.secrets.open(channel.sealedWebhookSecret, channelId),
    };
  }

  #remember(name: string, read: () => Promise<ConnectedChannel | undefined>): Promise<ConnectedChannel | undefined> {
    const now = this.clock.now();
    const remembered = this.#remembered.get(name);
    if (remembered && remembered.until > now) return remembered.value;
    // Keys come from outside: guesses must not fill the memory.
    if (this.#remembered.size > 1_000) this.#remembered.clear();
    const value = read();
    this.#remembered.set(name, { until: now + BELIEVED_MS, value });
    value.catch(() => this.#remembered.delete(name));
    return value;
  }
}
