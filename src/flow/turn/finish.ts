import type { Disposition } from '../session.js';
import type { Turn } from './turn.js';

/** Ends the session before the flow's end: partial where anything was answered. */
export function finishEarly(turn: Turn, reason: string): void {
  const anyAnswer = Object.values(turn.session.answers).some((answer) => answer.value !== null);
  finish(turn, anyAnswer ? 'partial' : 'breakoff', reason);
}

/** Ends the session: nothing waits any more. */
export function finish(turn: Turn, disposition: Disposition, reason?: string): void {
  const { session, context } = turn;
  session.status = 'ended';
  session.endedAt = context.now;
  session.waiting = null;
  session.disposition = disposition;
  session.path = [...turn.passed, ...turn.kept];
  if (reason !== undefined) session.reason = reason;
  turn.effects.push({ kind: 'completed', disposition, ...(reason !== undefined && { reason }) });
}
