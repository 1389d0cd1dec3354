import type { Clock } from '../clock/clock.js';
import type { Logger } from '../logging/logger.js';
import type { Bell, ConversationRef } from '../queue/bell.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';

/** Rung at once at most; the rest comes with the next sweep, so that a recovery does not trample what it recovers. */
export const MAX_RINGS = 5_000;

/**
 * Rebuilds the queue from the database: rings for every conversation whose mailbox waits or whose time has come. At
 * the start it brings back whatever a lost queue or a killed process left; from then on it finds nothing to do.
 */
export class Sweep {
  constructor(
    private readonly store: Pick<Store, 'thread' | 'conversations'>,
    private readonly bell: Bell,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** @returns how many conversations were rung for */
  async run(scope: WorkspaceId): Promise<number> {
    const conversations = new Set<string>();
    for await (const entry of this.store.thread.stream(scope, { where: { waiting: { gt: '' } } })) {
      conversations.add(entry.conversationId);
      if (conversations.size >= MAX_RINGS) break;
    }
    const due = this.store.conversations.stream(scope, { where: { attentionAt: { lte: this.clock.now() } } });
    for await (const conversation of due) {
      if (conversations.size >= MAX_RINGS) break;
      conversations.add(conversation.id);
    }
    const refs: ConversationRef[] = [...conversations].map((conversationId) => ({ scope, conversationId }));
    if (refs.length > 0) {
      this.log.info({ event: 'sweep', rang: refs.length }, 'the sweep found work');
      await this.bell.ring(refs);
    }
    return refs.length;
  }
}
