import type { Clock } from '../../clock/clock.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { Store } from '../../store/store.js';
import type { Watching } from '../../watching/watching.js';
import type { SendFailure } from '../failure.js';
import type { ChannelDirectory } from './channel-directory.js';

const MAX_NOTICES = 20;

/** Tells people what is wrong with a channel, and stops one through which nothing can go. */
export class ChannelTrouble {
  constructor(
    private readonly store: Pick<Store, 'channels'>,
    private readonly directory: ChannelDirectory,
    private readonly clock: Clock,
    private readonly watching: Watching,
  ) {}

  /** Keeps a notice with the channel; the same code again only replaces the older one. */
  async notice(scope: WorkspaceId, channelId: string, code: string, text: string): Promise<void> {
    this.watching.log.warn({ event: 'channel.notice', channelId, code }, text);
    const at = this.clock.now();
    await this.store.channels.update(scope, channelId, (channel) => ({
      ...channel,
      notices: [...channel.notices.filter((notice) => notice.code !== code), { at, code, text }].slice(-MAX_NOTICES),
    }));
    this.directory.forget();
  }

  /** Nothing more is sent through the channel until a person resumes it; what waits keeps its order. */
  async stop(scope: WorkspaceId, channelId: string, failure: SendFailure): Promise<void> {
    this.watching.log.error({ event: 'channel.stopped', channelId, code: failure.code }, failure.text);
    let stopped = false;
    await this.store.channels.update(scope, channelId, (channel) => {
      stopped = channel.state !== 'stopped';
      return stopped ? { ...channel, state: 'stopped' as const, stateReason: failure.text } : undefined;
    });
    // Once, however many messages found it out.
    if (stopped) this.watching.metrics.decided('channel.stopped');
    await this.notice(scope, channelId, failure.code, failure.text);
  }
}
