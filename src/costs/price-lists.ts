import type { Clock } from '../clock/clock.js';
import type { Ids } from '../ids/ids.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { NewPriceList, PriceList } from '../store/price-list.js';
import type { Store } from '../store/store.js';

/** The lists that were entered. There are few: they are read as a whole. */
export class PriceLists {
  constructor(
    private readonly store: Pick<Store, 'priceLists'>,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Keeps lists that are right already (costs/price-rules). What holds in a month is the newest that holds by then. */
  async enter(scope: WorkspaceId, lists: readonly NewPriceList[]): Promise<(PriceList & Stored)[]> {
    const enteredAt = this.clock.now();
    const entered: (PriceList & Stored)[] = [];
    for (const list of lists) {
      entered.push(await this.store.priceLists.insert(scope, this.ids.next(), { ...list, enteredAt }));
    }
    return entered;
  }

  /** By provider, and of each the one that begins last first. */
  async all(scope: WorkspaceId): Promise<(PriceList & Stored)[]> {
    const lists: (PriceList & Stored)[] = [];
    for await (const list of this.store.priceLists.stream(scope)) lists.push(list);
    // Stored in the order entered; the later of two that begin on one day goes in front.
    return lists
      .toReversed()
      .toSorted((a, b) => order(a.provider, b.provider) || order(b.from, a.from) || b.enteredAt - a.enteredAt);
  }

  /** Takes a list back that should not have been entered. @returns whether it was there */
  remove(scope: WorkspaceId, id: string): Promise<boolean> {
    return this.store.priceLists.delete(scope, id);
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
