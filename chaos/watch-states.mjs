import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 1_500;
const WATCHED = 12;

const RANK = { sending: 0, unknown: 0, accepted: 1, sent: 2, delivered: 3, read: 4 };

/** May a stored state be followed by this one? Forwards, and failed only of what was not delivered; it is final. */
function isForwards(before, after) {
  if (before === after) return true;
  if (before === 'failed') return false;
  if (after === 'failed') return RANK[before] < RANK.delivered;
  return RANK[after] >= RANK[before];
}

/** Looks at the stored states of some conversations' messages again and again, for one that has gone backwards. */
export class StateWatch {
  /** `{ id, before, after }` */
  backwards = [];
  looks = 0;
  #api;
  #states = new Map();
  #conversations = [];
  #over = false;
  #running;

  constructor(api) {
    this.#api = api;
  }

  begin() {
    this.#running = this.#run();
  }

  async stop() {
    this.#over = true;
    await this.#running;
  }

  /** Notes the states as they are now. */
  note(entries) {
    for (const { kind, id, state } of entries) {
      if (kind !== 'outbound') continue;
      const before = this.#states.get(id);
      if (before !== undefined && !isForwards(before, state)) this.backwards.push({ id, before, after: state });
      this.#states.set(id, state);
    }
  }

  async #run() {
    while (!this.#over) {
      // A service that is away is looked at the next time.
      await this.#look().catch(() => undefined);
      await delay(EVERY_MS);
    }
  }

  async #look() {
    // Newest activity first: those in which something happens; each is followed for some looks.
    if (this.looks % 8 === 0) {
      const { items } = await this.#api.page(`/conversations?limit=${WATCHED}`);
      this.#conversations = items.map(({ id }) => id);
    }
    for (const id of this.#conversations)
      this.note((await this.#api.page(`/conversations/${id}/thread?limit=50`)).items);
    this.looks += 1;
  }
}
