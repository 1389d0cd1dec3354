import type { Clock } from '../../clock/clock.js';
import type { Logger } from '../../logging/logger.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { Store } from '../../store/store.js';
import type { TemplateCatalogue } from '../../templates/catalogue/template-catalogue.js';
import type { ChannelDirectory, ConnectedChannel } from './channel-directory.js';
import type { ChannelTrouble } from './channel-trouble.js';

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
      const synced = await this.catalogue.sync(connected);
      if (!synced.ok) await this.trouble.notice(scope, channel.id, synced.failure.code, synced.failure.text);
    }
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
    const { canSend, problems, phoneNumber } = checked.value;
    await this.store.channels.update(scope, channel.id, (current) => ({
      ...current,
      health: { canSend, problems, checkedAt: this.clock.now() },
      phoneNumber: phoneNumber ?? current.phoneNumber,
    }));
    this.directory.forget();
    this.log.info({ event: 'channel.health', channelId: channel.id, canSend }, 'channel health read');
    return undefined;
  }
}
