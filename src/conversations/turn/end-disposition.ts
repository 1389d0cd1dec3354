import type { Disposition, Session } from '../../flow/session.js';

/** What a session that ends before its end is called: partial when anything was answered, else the given word. */
export function endDisposition(session: Session, unanswered: Disposition): Disposition {
  return Object.values(session.answers).some((answer) => answer.via !== 'skip') ? 'partial' : unanswered;
}
