import type { Logger } from '../logging/logger.js';
import type { Instant } from '../time/instant.js';
import type { WorkspaceId } from '../storage/documents.js';

export interface ConversationRef {
  scope: WorkspaceId;
  conversationId: string;
  /** Where it is known: one busy channel then delays no other. */
  channelId?: string;
  /** Nobody waits for it at this moment: conversations in which somebody does go first. */
  bulk?: boolean;
  /** W3C trace context of what it is rung for, where traces are kept. */
  traceparent?: string;
}

/**
 * Tells the workers that a conversation needs them. Only a bell: what there is to do stands in the database, so a
 * bell that is lost delays (the sweep finds it) and one that rings twice does nothing.
 */
export interface Bell {
  /** Now. Many rings for one conversation that nobody has answered yet are one. */
  ring(conversations: readonly ConversationRef[]): Promise<void>;
  /** Not before a time by the conversation's clock. */
  ringAt(conversation: ConversationRef, at: Instant): Promise<void>;
}

/**
 * Rings for what has just been stored. A queue that does not take the bell must not turn away whoever brought the work:
 * it is done when the sweep finds it.
 */
export async function ringOrLeaveToSweep(
  bell: Bell,
  log: Logger,
  conversations: readonly ConversationRef[],
): Promise<void> {
  if (conversations.length === 0) return;
  try {
    await bell.ring(conversations);
  } catch (error) {
    log.error({ event: 'queue.unreachable', err: error }, 'the queue did not take a bell; the sweep will ring');
  }
}
