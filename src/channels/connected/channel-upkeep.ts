import type { Clock } from '../../clock/clock.js';
import type { Logger } from '../../logging/logger.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { Store } from '../../store/store.js';
import type { TemplateCatalogue } from '../../templates/catalogue/template-catalogue.js';
import type { Template } from '../../templates/template.js';
import type { SendFailure } from '../failure.js';
import type { ChannelDirectory, ConnectedChannel } from './channel-directory.js';
import type { ChannelTrouble } from './channel-trouble.js';
import { tellTemplateNews } from './template-news.js';

/** Looks after the channels from time to time: health and templates as the provider sees them. */
export class ChannelUpkeep {
  constructor(
    private readonly store: Pick<Store, 'channels'>,
    private readonly directory: ChannelDirectory,
    private readonly catalogue: TemplateCatalogue,
    private readonly trouble: ChannelTrouble,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async run(scope: WorkspaceId): Promise<void> {
    for await (const channel of this.store.channels.stream(scope)) {
      const connected = await this.directory.byId(scope, channel.id);
      if (!connected) continue;
      await this.check(connected);
      await this.syncTemplates(connected);
    }
  }

  /** Asks again about templates that are on their way somewhere: not every provider tells what becomes of them. */
  async poll(scope: WorkspaceId): Promise<void> {
    for await (const channel of this.store.channels.stream(scope)) {
      const templates = await this.catalogue.list(scope, channel.id);
      const connected = templates.some(isOnItsWay) && (await this.directory.byId(scope, channel.id));
      if (connected) await this.syncTemplates(connected);
    }
  }

  /** Reads the templates anew, and tells what has changed. @returns the failure, where they could not be read */
  async syncTemplates(connected: ConnectedChannel): Promise<SendFailure | undefined> {
    const place = { scope: connected.scope, channelId: connected.channel.id };
    const synced = await this.catalogue.sync(connected);
    if (synced.ok) {
      await tellTemplateNews({ trouble: this.trouble, log: this.log }, place, synced.changes);
      return undefined;
    }
    await this.trouble.notice(place.scope, place.channelId, synced.failure.code, synced.failure.text);
    return synced.failure;
  }

  /** Reads the channel's health and keeps it. @returns the failure's words, if it could not be read */
  async check(connected: ConnectedChannel): Promise<string | undefined> {
    const { scope, channel, adapter, access } = connected;
    if (!adapter.connection) return undefined;
    const checked = await adapter.connection.check(access);
    if (!checked.ok) {
      await this.trouble.notice(scope, channel.id, checked.failure.code, checked.failure.text);
      return checked.failure.text;
    }
    const { phoneNumber, ...health } = checked.value;
    await this.store.channels.update(scope, channel.id, (current) => ({
      ...current,
      health: { ...health, checkedAt: this.clock.now() },
      phoneNumber: phoneNumber ?? current.phoneNumber,
    }));
    this.directory.forget();
    this.log.info({ event: 'channel.health', channelId: channel.id, canSend: health.canSend }, 'channel health read');
    return undefined;
  }
}

/** In review, or paused: WhatsApp lifts a pause after some hours. */
function isOnItsWay({ status }: Template): boolean {
  return status === 'pending' || status === 'paused';
}
