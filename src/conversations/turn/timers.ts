import { deadlinesOf } from '../../flow/deadlines.js';
import { isOpenAt } from '../../window/rules.js';
import type { Conversation, OutboxMessage, Timer } from '../conversation.js';
import type { TurnWorld } from './world.js';
import type { Instant } from '../../time/instant.js';

/**
 * The timers that a conversation needs in the state it is in; they replace all earlier ones. Each carries the
 * session's turn as its fence, so that one set before the last turn does nothing.
 */
export function timersFor(conversation: Conversation, world: Pick<TurnWorld, 'now' | 'channel' | 'flows'>): Timer[] {
  const { session, window, fallback, handoff } = conversation;
  const { windowHours } = world.channel.capabilities;
  if (session?.status !== 'active' || !session.waiting) return [];
  const fence = { sessionId: session.id, turn: session.turn };
  const flow = world.flows.version(session.flowId, session.flowVersion);
  const deadlines = (flow ? deadlinesOf(flow, session, world.now) : [])
    // Reminders are free-form; once the window has closed its fallback is what reminds.
    .filter(({ kind, at }) => kind !== 'reminder' || isOpenAt(window, windowHours, at))
    .map(({ kind, at }): Timer => ({ kind, dueAt: Math.max(at, world.now), ...fence }));
  // A person has the conversation: nothing is asked, reminded of or sent until they give it back.
  if (handoff) return deadlines.filter(({ kind }) => kind === 'expire');
  if (windowHours === undefined) return deadlines;

  const begun = fallback?.sessionId === session.id && fallback.inboundCount === conversation.inboundCount;
  if (begun) {
    return fallback.state === 'deferred' && fallback.until !== undefined
      ? [{ kind: 'fallback', dueAt: fallback.until, ...fence }, ...deadlines]
      : deadlines;
  }
  const timers: Timer[] = [
    { kind: 'window-close', dueAt: Math.max(window.closesAt, world.now), ...fence },
    ...deadlines,
  ];
  const nudgeBefore = flow?.window.nudgeBeforeMs;
  // A talk with an agent has no question to be reminded of.
  if (nudgeBefore !== undefined && !session.waiting.agent && isOpenAt(window, windowHours, world.now)) {
    const dueAt = window.closesAt - nudgeBefore;
    if (dueAt > world.now) timers.unshift({ kind: 'nudge', dueAt, ...fence });
  }
  return timers;
}

/**
 * Which of the timers that are due comes first. After a pause several can be: what ends the session or its question
 * makes the others needless, and a reminder before a closing that is past would come too late.
 */
export function dueTimer(timers: readonly Timer[], now: Instant): Timer | undefined {
  const due = timers.filter((timer) => timer.dueAt <= now);
  return due.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))[0];
}

const ORDER: readonly Timer['kind'][] = ['expire', 'timeout', 'window-close', 'fallback', 'nudge', 'reminder'];

/**
 * When the conversation next needs a worker: its earliest timer, the head of its outbox (what stands behind the head
 * waits for it, so order holds), or a call to an agent that nobody has answered; null when nothing is due.
 */
export function attentionAt(conversation: Conversation, now: Instant): Instant | null {
  const times = conversation.timers.map((timer) => timer.dueAt);
  const head = conversation.outbox[0];
  if (head) times.push(head.kind === 'message' ? whenToTry(head, now) : now);
  if (conversation.call) times.push(conversation.call.ringAgainAt);
  return times.length === 0 ? null : Math.min(...times);
}

/** The later of the two that it waits for: once no echo has come, it may have to wait for its pace as well. */
function whenToTry({ awaitingEchoUntil, notBefore }: OutboxMessage, now: Instant): Instant {
  return awaitingEchoUntil === undefined ? (notBefore ?? now) : Math.max(awaitingEchoUntil, notBefore ?? 0);
}
