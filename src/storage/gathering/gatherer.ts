import { StorageUnavailable } from '../errors.js';

interface Waiting<In, Out> {
  item: In;
  resolve: (out: Out) => void;
  reject: (error: unknown) => void;
}

export interface GathererOptions<In, Out> {
  /** Does them all in one round trip; answers in the order asked. An error in an answer's place is that one's alone. */
  all(items: In[]): Promise<(Out | StorageUnavailable)[]>;
  /** Does one alone, where a round trip for several failed by the fault of one of them. */
  one(item: In): Promise<Out>;
  /** Two with the same key never go in one round trip; the later one waits for the next. */
  key?(item: In): string;
}

/** Round trips of one kind under way at the same time; what comes meanwhile is gathered for the next. */
const PARALLEL = 1;
const MOST = 200;

/**
 * Gathers calls into round trips, by their own rhythm: a call that finds no round trip under way goes at once, those
 * that come while one is under way go together in the next. An idle system loses no time by it and a busy one does not
 * drown in round trips. Every call starts after it was made, so that it sees what was written before.
 */
export class Gatherer<In, Out> {
  #queue: Waiting<In, Out>[] = [];
  #underWay = 0;
  #scheduled = false;

  constructor(private readonly options: GathererOptions<In, Out>) {}

  do(item: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  /** At the end of the current tick, so that calls made in one go together. */
  #schedule(): void {
    if (this.#scheduled || this.#underWay >= PARALLEL) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      while (this.#underWay < PARALLEL && this.#queue.length > 0) void this.#go(this.#next());
    });
  }

  #next(): Waiting<In, Out>[] {
    const { key } = this.options;
    if (!key) return this.#queue.splice(0, MOST);
    const batch = new Map<string, Waiting<In, Out>>();
    const later: Waiting<In, Out>[] = [];
    for (const waiting of this.#queue) {
      const own = key(waiting.item);
      if (batch.size >= MOST || batch.has(own)) later.push(waiting);
      else batch.set(own, waiting);
    }
    this.#queue = later;
    return [...batch.values()];
  }

  async #go(batch: Waiting<In, Out>[]): Promise<void> {
    this.#underWay += 1;
    try {
      await this.#doAll(batch);
    } finally {
      this.#underWay -= 1;
      if (this.#queue.length > 0) this.#schedule();
    }
  }

  async #doAll(batch: Waiting<In, Out>[]): Promise<void> {
    const [only] = batch;
    if (only && batch.length === 1) return this.#alone(only);
    let results: (Out | StorageUnavailable)[];
    try {
      results = await this.options.all(batch.map(({ item }) => item));
    } catch (error) {
      if (error instanceof StorageUnavailable) for (const { reject } of batch) reject(error);
      else await Promise.all(batch.map((waiting) => this.#alone(waiting)));
      return;
    }
    batch.forEach(({ resolve, reject }, index) => {
      // A shorter answer would leave callers waiting for ever.
      const result = results[index];
      if (result instanceof StorageUnavailable) reject(result);
      else if (index in results) resolve(result as Out);
      else reject(new Error(`a round trip for ${batch.length} brought ${results.length} results`));
    });
  }

  async #alone({ item, resolve, reject }: Waiting<In, Out>): Promise<void> {
    try {
      resolve(await this.options.one(item));
    } catch (error) {
      reject(error);
    }
  }
}
