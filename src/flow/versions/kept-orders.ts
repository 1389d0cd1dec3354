import type { CompiledFlow, CompiledStep } from '../compiled-flow.js';
import type { Session } from '../session.js';

type Orders = NonNullable<Session['orders']>;

/**
 * What chance decided in the old version and still holds in the next: the order of a question's options (new ones come
 * last), the order of a group that has the same steps, the arm of a split that still has it. The rest is drawn anew.
 *
 * @param matched questions of the old version → questions of the next
 */
export function keptOrders(next: CompiledFlow, orders: Orders, matched: ReadonlyMap<string, string>): Orders {
  const drawn = new Map(next.steps.flatMap((step) => drawnBy(step)));
  const kept: Orders = {};
  for (const [id, order] of Object.entries(orders)) {
    const becomes = matched.get(id) ?? id;
    if (drawn.get(becomes)?.(order, matched.has(id))) kept[becomes] = [...order];
  }
  return kept;
}

/** Does what was drawn before still hold? `isKnown`: the old version has the same question. */
type Holds = (order: readonly string[], isKnown: boolean) => boolean;

/** Under which name a step keeps what it draws, and when it takes over what is there. */
function drawnBy(step: CompiledStep): [string, Holds][] {
  switch (step.kind) {
    case 'ask':
      return [[step.id, (_, isKnown) => isKnown]];
    case 'split':
      return [[step.id, (order) => order.every((name) => step.arms.some((arm) => arm.name === name))]];
    case 'group':
    case 'round': {
      const { order } = step;
      const ids = order?.blocks.map((block) => block.id) ?? [];
      return order ? [[order.id, (before) => sameMembers(before, ids)]] : [];
    }
    default:
      return [];
  }
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((member) => other.includes(member));
}
