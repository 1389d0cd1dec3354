import type { CompiledQuota } from '../compiled-flow.js';
import type { Effect } from '../engine.js';
import type { Turn } from './turn.js';

/** Whether there is a place must be known first. Caught by `step`; never leaves the engine. */
export class QuotaUndecided extends Error {
  override readonly name = 'QuotaUndecided';
  readonly effect: Extract<Effect, { kind: 'take-quota' }>;

  constructor({ name, limit }: CompiledQuota) {
    super(`nobody has asked for a place of the quota "${name}" yet`);
    this.effect = { kind: 'take-quota', name, limit };
  }
}

/** Has the session a place of the quota? Decided once; remembered in the session. @throws QuotaUndecided */
export function hasPlace(turn: Turn, step: CompiledQuota): boolean {
  const { session, context } = turn;
  const decided = session.quotas?.[step.name];
  if (decided !== undefined) return decided;
  const place = context.quotas?.[step.name];
  if (place === undefined) throw new QuotaUndecided(step);
  session.quotas = { ...session.quotas, [step.name]: place };
  if (!place) turn.note('quota.full', { quota: step.name, limit: step.limit });
  return place;
}
