import type { ChannelView } from '@core/api/views.js';

/** How a channel does, in one word: stopped, or what its health says. */
export type Condition = 'stopped' | 'well' | 'limited' | 'cannot' | 'unknown';

const OF_HEALTH = { yes: 'well', limited: 'limited', no: 'cannot', unknown: 'unknown' } as const;

export function conditionOf({ state, health }: Pick<ChannelView, 'state' | 'health'>): Condition {
  if (state === 'stopped') return 'stopped';
  return health === null ? 'unknown' : OF_HEALTH[health.canSend];
}

/** How many things a person should look at. */
export function worriesOf({ health, notices, stateReason }: ChannelView): number {
  return (health?.problems.length ?? 0) + notices.length + (stateReason === null ? 0 : 1);
}
