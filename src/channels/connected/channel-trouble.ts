import type { Clock } from '../../clock/clock.js';
import type { Logger } from '../../logging/logger.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { Store } from '../../store/store.js';
import type { SendFailure } from '../failure.js';
import type { ChannelDirectory } from './channel-directory.js';

const MAX_NOTICES = 20;

/** Tells people what is wrong with a channel, and stops one through which nothing can go. */
export class ChannelTrouble {
  constructor(
    private readonly store: Pick<Store, 'channels'>,
    private readonly directory: ChannelDirectory,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Keeps a notice with the channel; the same code again only replaces the older one. */
  async notice(scope: WorkspaceId, channelId: string, code: string, text: string): Promise<void> {
    this.log.warn({ event: 'channel.notice', channelId, code }, text);
    const at = this.clock.now();
    await this.store.channels.update(scope, channelId, (channel) => ({
      ...channel,
      notices: [...channel.notices.filter((notice) => notice.code !== code), { at, code, text }].slice(-MAX_NOTICES),
    }));
    this.directory.forget();
  }

  /** Nothing more is sent through the channel until a person resumes it; what waits keeps its order. */
  async stop(scope: WorkspaceId, channelId: string, failure: SendFailure): Promise<void> {
    this.log.error({ event: 'channel.stopped', channelId, code: failure.code }, failure.text);
    await this.store.channels.update(scope, channelId, (channel) =>
      channel.state === 'stopped' ? undefined : { ...channel, state: 'stopped' as const, stateReason: failure.text },
    );
    await this.notice(scope, channelId, failure.code, failure.text);
  }
}
