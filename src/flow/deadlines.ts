import type { Instant } from '../time/instant.js';
import type { CompiledFlow } from './compiled-flow.js';
import type { Session } from './session.js';

/** When something happens of itself to a waiting session, if nothing else happens before. */
export interface Deadline {
  kind: 'reminder' | 'timeout' | 'expire';
  at: Instant;
}

/**
 * What a session waits for besides an answer. Timeout and reminders count from when the question was asked, or from
 * the last message of a talk with an agent; the expiry
 * from the session's start: what happens in between (a reminder, a wrong answer) moves none of them. A timeout or an
 * expiry may lie in the past; a reminder whose time is past is left out, since it would come in the middle of a chat.
 */
export function deadlinesOf(flow: CompiledFlow, session: Session, now: Instant): Deadline[] {
  const { waiting } = session;
  if (session.status !== 'active' || !waiting) return [];
  const question = flow.questions.get(waiting.stepId);
  const talk = flow.talks.get(waiting.stepId);
  const timeout = question?.timeout ?? (talk?.kind === 'agent' ? talk.timeout : undefined);
  const sent = waiting.reminded ?? 0;
  const reminder = question?.reminders.find(({ afterMs }, index) => index >= sent && waiting.since + afterMs > now);
  const { expiresMs } = flow;
  return [
    ...(reminder ? [{ kind: 'reminder' as const, at: waiting.since + reminder.afterMs }] : []),
    ...(timeout ? [{ kind: 'timeout' as const, at: waiting.since + timeout.afterMs }] : []),
    ...(expiresMs === undefined ? [] : [{ kind: 'expire' as const, at: session.startedAt + expiresMs }]),
  ];
}
