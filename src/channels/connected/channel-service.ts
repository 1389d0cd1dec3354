import type { Clock } from '../../clock/clock.js';
import { Problem, invalid, notFound, type FieldProblem } from '../../http/problem.js';
import type { Ids } from '../../ids/ids.js';
import type { Logger } from '../../logging/logger.js';
import type { SecretBox } from '../../secrets/secret-box.js';
import { SYSTEM, type Stored, type WorkspaceId } from '../../storage/documents.js';
import type { Channel, ChannelSettings } from '../../store/channel.js';
import type { Store } from '../../store/store.js';
import type { ChannelAdapter, OwnSecret } from '../channel.js';
import type { SendFailure } from '../failure.js';
import type { ChannelRegistry } from '../registry.js';
import type { ChannelDirectory, ConnectedChannel } from './channel-directory.js';
import type { ChannelUpkeep } from './channel-upkeep.js';

export interface NewChannel {
  name: string;
  provider: string;
  credentials: Record<string, string>;
  settings: ChannelSettings;
}

/** Connects WhatsApp numbers: checks the key, registers the webhook, reads health, synchronises templates. */
export class ChannelService {
  constructor(
    private readonly store: Store,
    private readonly registry: ChannelRegistry,
    private readonly directory: ChannelDirectory,
    private readonly upkeep: ChannelUpkeep,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly publicUrl: () => string,
    private readonly log: Logger,
  ) {}

  /**
   * The channel is stored before the webhook is registered, because events may come at once; it is taken back where
   * registering fails, so that a refused connection leaves nothing behind.
   *
   * @throws Problem 400 for what is missing, 422 for what the provider refuses
   */
  async connect(scope: WorkspaceId, wanted: NewChannel): Promise<Channel & Stored> {
    const adapter = this.#adapter(wanted.provider);
    const credentials = checkedCredentials(adapter, wanted.credentials);
    const id = this.ids.next();
    const access = { channelId: id, credentials };
    const checked = await adapter.connection?.check(access);
    if (checked && !checked.ok) throw refusedByProvider(adapter, checked.failure, 'credentials');

    const { phoneNumber = null, ...health } = checked?.value ?? { canSend: 'unknown' as const, problems: [] };
    const key = this.ids.secret();
    const secret = this.ids.secret();
    const now = this.clock.now();
    await this.store.channels.insert(scope, id, {
      name: wanted.name,
      provider: adapter.provider,
      key,
      state: 'connected',
      stateReason: null,
      phoneNumber,
      sealedCredentials: this.secrets.seal(JSON.stringify(credentials), id),
      sealedWebhookSecret: this.secrets.seal(secret, id),
      settings: wanted.settings,
      health: checked ? { ...health, checkedAt: now } : null,
      notices: [],
      templatesSyncedAt: null,
      createdAt: now,
    });
    await this.store.channelKeys.insert(SYSTEM, key, { workspaceId: scope, channelId: id });

    const registered = await adapter.connection?.registerWebhook(
      access,
      this.webhookUrl(adapter.provider, key),
      secret,
    );
    if (registered && !registered.ok) {
      await this.remove(scope, id);
      throw refusedByProvider(adapter, registered.failure, 'webhook');
    }
    if (registered?.value) await this.#keepSecret(scope, id, registered.value);
    await this.upkeep.syncTemplates(await this.connected(scope, id));
    this.log.info({ event: 'channel.connected', channelId: id, provider: adapter.provider }, 'channel connected');
    return this.get(scope, id);
  }

  /** @throws Problem 404 */
  async get(scope: WorkspaceId, id: string): Promise<Channel & Stored> {
    const channel = await this.store.channels.get(scope, id);
    if (!channel) throw notFound('channel', id);
    return channel;
  }

  /** @throws Problem 404 */
  async connected(scope: WorkspaceId, id: string): Promise<ConnectedChannel> {
    const connected = await this.directory.byId(scope, id);
    if (!connected) throw notFound('channel', id);
    return connected;
  }

  async change(
    scope: WorkspaceId,
    id: string,
    wanted: { name?: string | undefined; settings?: ChannelSettings | undefined },
  ): Promise<Channel & Stored> {
    const changed = await this.store.channels.update(scope, id, (channel) => ({
      ...channel,
      name: wanted.name ?? channel.name,
      settings: wanted.settings ?? channel.settings,
    }));
    this.directory.forget();
    if (!changed) throw notFound('channel', id);
    return changed;
  }

  /** A new key in place of the old one; checked and the webhook registered anew, as when connecting. */
  async changeCredentials(scope: WorkspaceId, id: string, given: Record<string, string>): Promise<Channel & Stored> {
    const { adapter, webhookSecret, channel } = await this.connected(scope, id);
    const credentials = checkedCredentials(adapter, given);
    const access = { channelId: id, credentials };
    const checked = await adapter.connection?.check(access);
    if (checked && !checked.ok) throw refusedByProvider(adapter, checked.failure, 'credentials');
    const registered = await adapter.connection?.registerWebhook(
      access,
      this.webhookUrl(channel.provider, channel.key),
      webhookSecret,
    );
    if (registered && !registered.ok) throw refusedByProvider(adapter, registered.failure, 'webhook');
    if (registered?.value) await this.#keepSecret(scope, id, registered.value);
    const sealedCredentials = this.secrets.seal(JSON.stringify(credentials), id);
    await this.store.channels.update(scope, id, (current) => ({ ...current, sealedCredentials }));
    this.directory.forget();
    return this.resume(scope, id);
  }

  /** Reads health and templates anew. */
  async refresh(scope: WorkspaceId, id: string): Promise<Channel & Stored> {
    const connected = await this.connected(scope, id);
    await this.upkeep.check(connected);
    const unread = await this.upkeep.syncTemplates(connected);
    if (unread) throw refusedByProvider(connected.adapter, unread, 'templates');
    this.directory.forget();
    return this.get(scope, id);
  }

  /**
   * Nothing more goes out until it is resumed; what people write is still taken, and what waits keeps its order. One
   * that is stopped already keeps the reason for it.
   *
   * @param reason who stopped it, in a sentence
   * @throws Problem 404
   */
  async stop(scope: WorkspaceId, id: string, reason: string): Promise<Channel & Stored> {
    await this.store.channels.update(scope, id, (channel) =>
      channel.state === 'stopped' ? undefined : { ...channel, state: 'stopped' as const, stateReason: reason },
    );
    this.directory.forget();
    return this.get(scope, id);
  }

  /** After a person has mended what stopped it. */
  async resume(scope: WorkspaceId, id: string): Promise<Channel & Stored> {
    const resumed = await this.store.channels.update(scope, id, (channel) => ({
      ...channel,
      state: 'connected' as const,
      stateReason: null,
    }));
    this.directory.forget();
    if (!resumed) throw notFound('channel', id);
    return resumed;
  }

  /** Its conversations and responses stay; webhooks for it are unknown from now on. */
  async remove(scope: WorkspaceId, id: string): Promise<void> {
    const channel = await this.get(scope, id);
    await this.store.channelKeys.delete(SYSTEM, channel.key);
    await this.store.providerObjects.deleteWhere(SYSTEM, { channelId: id });
    while ((await this.store.channelLogs.deleteWhere(scope, { channelId: id })) > 0);
    await this.store.channels.delete(scope, id);
    this.directory.forget();
  }

  webhookUrl(provider: string, key: string): string {
    return new URL(`/webhooks/${provider}/${key}`, this.publicUrl()).href;
  }

  /** Where a channel shows something to people itself; undefined for those that are met in WhatsApp. */
  siteUrl(provider: string, key: string): string | undefined {
    if (!this.registry.get(provider)?.site) return undefined;
    return new URL(`/sites/${provider}/${key}`, this.publicUrl()).href;
  }

  /** Events that come before this are answered with 401, and the provider repeats them. */
  async #keepSecret(scope: WorkspaceId, id: string, { secret }: OwnSecret): Promise<void> {
    const sealedWebhookSecret = this.secrets.seal(secret, id);
    await this.store.channels.update(scope, id, (channel) => ({ ...channel, sealedWebhookSecret }));
    this.directory.forget();
  }

  #adapter(provider: string): ChannelAdapter {
    const adapter = this.registry.get(provider);
    if (adapter) return adapter;
    const known = [...this.registry.keys()].join(', ');
    throw invalid([{ field: 'provider', rule: 'known-provider', message: `"${provider}" is not one of: ${known}` }]);
  }
}

/** Exactly the secrets that the provider knows, none that it needs empty. @throws Problem 400 */
function checkedCredentials(adapter: ChannelAdapter, given: Record<string, string>): Record<string, string> {
  const problems: FieldProblem[] = [];
  for (const [name, { label, help, optional = false }] of Object.entries(adapter.credentials)) {
    if (!optional && !given[name]?.trim())
      problems.push({ field: `credentials.${name}`, rule: 'required', message: `${label} is missing. ${help}` });
  }
  for (const name of Object.keys(given)) {
    if (!(name in adapter.credentials)) {
      problems.push({
        field: `credentials.${name}`,
        rule: 'unknown',
        message: `${adapter.title} has no credential of this name`,
      });
    }
  }
  if (problems.length > 0) throw invalid(problems);
  return Object.fromEntries(Object.keys(adapter.credentials).map((name) => [name, given[name]?.trim() ?? '']));
}

function refusedByProvider(adapter: ChannelAdapter, failure: SendFailure, field: string): Problem {
  return new Problem(422, 'refused-by-provider', `${adapter.title} refused`, `${failure.text} (code ${failure.code})`, [
    { field, rule: failure.code, message: failure.detail },
  ]);
}
