import { DAY } from '../../time/instant.js';
import type { Command } from '../conversation.js';
import type { Draft } from './draft.js';

/**
 * Somebody in the team writes: they have the conversation, and the bot is silent until they give it back. Whether the
 * message may still go is judged when it is sent, as with every other.
 */
export function applyWriting(draft: Draft, { messageId, message, by }: Extract<Command, { kind: 'write' }>): void {
  const { conversation, world } = draft;
  draft.handOff({ by: 'person', data: {} });
  if (conversation.handoff) conversation.handoff = { ...conversation.handoff, taker: by };
  draft.enqueueOfPerson(messageId, message, by);
  if (message.kind !== 'template') return;
  // Counts for what the bot may still send, but is not kept back by it: a person has decided.
  conversation.templatesSentAt = [...conversation.templatesSentAt.filter((at) => at > world.now - 7 * DAY), world.now];
}
