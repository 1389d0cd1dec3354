import type { Instant } from '../time/instant.js';
import type { WorkspaceId } from '../storage/documents.js';

export interface ConversationRef {
  scope: WorkspaceId;
  conversationId: string;
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
