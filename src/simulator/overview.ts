import { customerView } from './customers.js';
import type { Overview } from './phone/wire.js';
import type { World } from './world.js';

/** People shown in the page's switcher: those who wrote last. */
const PEOPLE = 100;

export function overviewOf(world: World): Overview {
  const { courier, clock } = world;
  const customers = world.customers.all();
  const shown =
    customers.length <= PEOPLE
      ? customers
      : customers.toSorted((a, b) => (b.thread.at(-1)?.at ?? 0) - (a.thread.at(-1)?.at ?? 0)).slice(0, PEOPLE);
  return {
    business: { name: world.business.name, phoneNumber: world.business.phoneNumber },
    clock: { now: clock.now(), offsetMs: clock.offsetMs },
    customers: shown.map(customerView),
    suggestions: world.suggestions,
    webhook: courier.registered ? { url: courier.registered.url } : null,
    delivery: {
      duplicates: courier.settings.duplicates,
      shuffled: courier.settings.shuffle !== null,
      pending: courier.pending,
    },
    faults: world.faults.list(),
  };
}
