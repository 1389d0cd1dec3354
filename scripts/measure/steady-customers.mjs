import { setTimeout as delay } from 'node:timers/promises';

const FIRST_NUMBER = 15_550_700_000;

/** People who take the clinic's survey one after the other, as many at a time as give every reply a second to come. */
export class SteadyCustomers {
  #control;
  #rate;
  #seats;
  #next = 0;
  #nobodyYet = FIRST_NUMBER;

  constructor(control, rate) {
    this.#control = control;
    this.#rate = rate;
    this.#seats = Array.from({ length: rate }, () => this.#newcomer());
  }

  /** So many messages, at the given rate; one that is late does not delay the next. */
  async write(count) {
    const start = performance.now();
    const acts = [];
    for (let n = 0; n < count; n += 1) {
      const wait = start + (n * 1_000) / this.#rate - performance.now();
      if (wait > 0) await delay(wait);
      acts.push(this.#act(this.#next++ % this.#seats.length));
    }
    await Promise.all(acts);
  }

  #newcomer() {
    return { waId: String(this.#nobodyYet++), steps: ['visit', 'Good', 'Under 10 minutes', 'Yes'] };
  }

  async #act(seat) {
    const customer = this.#seats[seat];
    const body = customer.steps.shift();
    if (customer.steps.length === 0) this.#seats[seat] = this.#newcomer();
    await this.#control('POST', `/customers/${customer.waId}/messages`, { type: 'text', body });
  }
}
