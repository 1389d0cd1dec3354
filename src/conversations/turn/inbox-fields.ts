import type { Capabilities } from '../../rendering/capabilities.js';
import type { MessagingWindow } from '../../window/window.js';
import type { Conversation, InboxState } from '../conversation.js';
import { labelKeyOf } from './label-key.js';

/** The end of a window that never ends, as a number that every database keeps. */
export const NEVER_CLOSES = 8.64e15;

/** What lists of conversations look for. To be worked out anew with every change of what it is made of. */
export function inboxFields(conversation: Conversation): Pick<Conversation, 'inboxState' | 'assigned' | 'labelKey'> {
  const { assigneeId, team, handoff, labels } = conversation;
  const isNobodys = handoff !== null && team === null;
  return {
    inboxState: stateOf(conversation),
    assigned: assigneeId ?? (isNobodys ? '' : null),
    labelKey: labelKeyOf(labels),
  };
}

function stateOf({ handoff, assigneeId }: Conversation): InboxState {
  if (!handoff) return 'with-bot';
  const isTaken = handoff.by === 'person' || handoff.taker !== undefined || assigneeId !== null;
  return isTaken ? 'with-person' : 'waiting';
}

/** Until when this window lets free-form messages through. */
export function windowEnd({ closesAt }: MessagingWindow, { windowHours }: Pick<Capabilities, 'windowHours'>): number {
  return windowHours === undefined ? NEVER_CLOSES : closesAt;
}
