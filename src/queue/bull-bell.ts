import type { Queue } from 'bullmq';
import type { Clock } from '../clock/clock.js';
import { SECOND, type Instant } from '../time/instant.js';
import type { Bell, ConversationRef } from './bell.js';
import { RETENTION, TURN, WAKE, type TurnJob } from './jobs.js';

const RETRY = { attempts: 4, backoff: { type: 'exponential', delay: SECOND } } as const;

/**
 * The bell as BullMQ jobs. Rings for one conversation are one job while it waits; one that comes while the job runs
 * makes it run once more, so that no message is overlooked between the last look at the mailbox and the job's end.
 */
export class BullBell implements Bell {
  constructor(
    private readonly queue: Queue,
    private readonly clock: Clock,
  ) {}

  async ring(conversations: readonly ConversationRef[]): Promise<void> {
    await this.queue.addBulk(
      conversations.map((conversation) => ({
        name: TURN,
        data: payload(conversation),
        opts: {
          ...RETRY,
          ...RETENTION,
          deduplication: { id: `turn-${conversation.conversationId}`, keepLastIfActive: true },
        },
      })),
    );
  }

  async ringAt(conversation: ConversationRef, at: Instant): Promise<void> {
    await this.queue.add(WAKE, payload(conversation), {
      ...RETRY,
      ...RETENTION,
      delay: Math.max(0, at - this.clock.now()),
      // One delayed bell a conversation: another time moves it. One that is set while it rings follows it.
      deduplication: { id: `wake-${conversation.conversationId}`, reschedule: true, keepLastIfActive: true },
    });
  }
}

function payload({ scope, conversationId }: ConversationRef): TurnJob {
  return { workspaceId: scope, conversationId };
}
