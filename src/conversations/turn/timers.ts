import { isOpenAt } from '../../window/rules.js';
import type { Conversation, OutboxMessage, Timer } from '../conversation.js';
import type { TurnWorld } from './world.js';
import type { Instant } from '../../time/instant.js';

/**
 * The timers that a conversation needs in the state it is in; they replace all earlier ones. Each carries the
 * session's turn as its fence, so that one set before the last turn does nothing.
 */
export function timersFor(conversation: Conversation, world: Pick<TurnWorld, 'now' | 'channel' | 'flows'>): Timer[] {
  const { session, window, fallback } = conversation;
  const { windowHours } = world.channel.capabilities;
  if (windowHours === undefined || session?.status !== 'active' || !session.waiting) return [];
  const fence = { sessionId: session.id, turn: session.turn };

  const begun = fallback?.sessionId === session.id && fallback.inboundCount === conversation.inboundCount;
  if (begun) {
    return fallback.state === 'deferred' && fallback.until !== undefined
      ? [{ kind: 'fallback', dueAt: fallback.until, ...fence }]
      : [];
  }
  const timers: Timer[] = [{ kind: 'window-close', dueAt: Math.max(window.closesAt, world.now), ...fence }];
  const nudgeBefore = world.flows.version(session.flowId, session.flowVersion)?.window.nudgeBeforeMs;
  if (nudgeBefore !== undefined && isOpenAt(window, windowHours, world.now)) {
    const dueAt = window.closesAt - nudgeBefore;
    if (dueAt > world.now) timers.unshift({ kind: 'nudge', dueAt, ...fence });
  }
  return timers;
}

/**
 * When the conversation next needs a worker: its earliest timer, or the head of its outbox (what stands behind the
 * head waits for it, so order holds); null when nothing is due.
 */
export function attentionAt(conversation: Conversation, now: Instant): Instant | null {
  const times = conversation.timers.map((timer) => timer.dueAt);
  const head = conversation.outbox[0];
  if (head) times.push(head.kind === 'message' ? whenToTry(head, now) : now);
  return times.length === 0 ? null : Math.min(...times);
}

/** The later of the two that it waits for: once no echo has come, it may have to wait for its pace as well. */
function whenToTry({ awaitingEchoUntil, notBefore }: OutboxMessage, now: Instant): Instant {
  return awaitingEchoUntil === undefined ? (notBefore ?? now) : Math.max(awaitingEchoUntil, notBefore ?? 0);
}
