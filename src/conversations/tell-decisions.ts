import { Disposition } from '../flow/session.js';
import type { Metrics } from '../watching/metrics.js';
import type { Conversation } from './conversation.js';

/** Counts what a turn has decided: the notes that the conversation's history has gained. */
export function tellDecisions(metrics: Metrics, before: Conversation, after: Conversation): void {
  const known = new Set(before.history.map(({ at, name }) => `${at} ${name}`));
  for (const { at, name, data } of after.history) {
    if (known.has(`${at} ${name}`)) continue;
    metrics.decided(name);
    const disposition = Disposition.safeParse(data['disposition']);
    if (name === 'session.ended' && disposition.success) metrics.sessionEnded(disposition.data);
  }
}
