import type { CompiledAgent } from '../../compiled-flow.js';
import type { Answer } from '../../session.js';

/**
 * How a talk was left: `done` (its `until` held, or the agent gave something back), `ended` by the agent, `intent` or
 * `event` by one of its ways out, `timeout`, `unavailable`.
 */
export interface Left {
  how: 'done' | 'ended' | 'intent' | 'event' | 'timeout' | 'unavailable';
  /** Name of the intent or event. */
  by?: string;
}

/** The step behind a talk that was left like this. */
export function wayOn(step: CompiledAgent, { how, by }: Left): number {
  const next = step.index + 1;
  switch (how) {
    case 'intent':
    case 'event': {
      const way = step.ways.find(
        (one) => (how === 'intent' ? 'intent' in one && one.intent : 'event' in one && one.event) === by,
      );
      return way && 'goto' in way.way ? way.way.goto : next;
    }
    case 'timeout':
      return typeof step.timeout?.then === 'object' ? step.timeout.then.goto : next;
    case 'unavailable':
      return typeof step.trouble.then === 'object' ? step.trouble.then.goto : next;
    case 'done':
    case 'ended':
      return next;
  }
}

/** How a talk was left of which this is the answer. */
export function leftBy({ detail }: Answer): Left {
  const how = HOW.find((one) => one === detail?.['how']) ?? 'done';
  const by = detail?.['by'];
  return typeof by === 'string' ? { how, by } : { how };
}

const HOW = ['done', 'ended', 'intent', 'event', 'timeout', 'unavailable'] as const satisfies Left['how'][];
