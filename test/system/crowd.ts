import type { ThreadMessage } from '../../src/simulator/phone/wire.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import type { ServiceApi } from '../support/service-api.js';
import { until } from '../support/until.js';
import type { Customer } from './clinic-customers.js';

/** Many scripted customers at the phones of one simulator. */
export class Crowd {
  /** Of each customer: how many acts are done. */
  readonly #done: number[];

  constructor(
    private readonly simulator: Simulator,
    private readonly customers: readonly Customer[],
  ) {
    this.#done = customers.map(() => 0);
  }

  /** Acts done by all of them together, as a share of all that there is to do. */
  get progress(): number {
    const total = this.customers.reduce((sum, { acts }) => sum + acts.length, 0);
    return this.#done.reduce((sum, done) => sum + done, 0) / total;
  }

  /**
   * All of them write at once, and each answers as soon as the reply is there. Resolves when this share of all is
   * done; may be called again to go on.
   */
  async playTo(share: number, withinMs: number): Promise<void> {
    await until(
      `${share * 100} % of what the customers have to say`,
      () => {
        this.customers.forEach((customer, n) => this.#act(customer, n));
        return this.progress >= share;
      },
      { withinMs, seen: () => this.#stuck() },
    );
  }

  /** Resolves when every conversation has its farewell and no webhook is under way. */
  async goHome(withinMs: number): Promise<void> {
    await until(
      'all farewells',
      () => this.customers.every(({ waId }) => this.simulator.thread(waId).at(-1)?.from === 'business'),
      { withinMs, seen: () => this.#stuck() },
    );
    await this.simulator.idle();
  }

  /**
   * The end state: of each customer exactly the answers given; in each chat exactly one reply a turn, the right one, in
   * order; every message read, whatever order the statuses came in; nothing left to do.
   */
  async expectEndState(api: ServiceApi): Promise<void> {
    for (const { waId, acts, farewell } of this.customers) {
      const thread = this.simulator.thread(waId);
      const expected = acts.flatMap((act, n) => [
        act.tap ?? act.type,
        [...acts.slice(1).map(({ sees }) => sees), farewell][n],
      ]);
      const seen = thread.map(({ text }, n) => (text.startsWith(expected[n] ?? '\0') ? expected[n] : text));
      expect({ waId, seen }).toEqual({ waId, seen: expected });
    }

    const conversations = await until('the service to have noted the last status', async () => {
      const all = await api.conversations();
      return all.every(({ waitingToBeSent }) => waitingToBeSent === 0) && all;
    });
    expect(conversations).toHaveLength(this.customers.length);
    const responses = new Map((await api.responses()).map((response) => [response.conversationId, response]));
    expect(responses.size).toBe(this.customers.length);
    const byNumber = new Map(conversations.map((conversation) => [conversation.to.waId, conversation]));
    for (const { waId, acts, answers } of this.customers) {
      const conversation = byNumber.get(waId)!;
      const response = responses.get(conversation.id)!;
      const stored = Object.fromEntries(Object.entries(response.answers).map(([step, { value }]) => [step, value]));
      expect({ waId, status: response.status, disposition: response.disposition, answers: stored }).toEqual({
        waId,
        status: 'ended',
        disposition: 'completed',
        answers,
      });
      const entries = await api.thread(conversation.id);
      const states = entries.flatMap((entry) => (entry.kind === 'outbound' ? [entry.state] : []));
      expect({ waId, states }).toEqual({ waId, states: acts.map(() => 'read') });
      expect(entries).toHaveLength(2 * acts.length);
    }
  }

  #act(customer: Customer, n: number): void {
    const done = this.#done[n]!;
    const act = customer.acts[done];
    if (!act) return;
    // Only a reply is answered: the latest message has to be the business's.
    if (done > 0) {
      const thread = this.simulator.thread(customer.waId);
      const last = thread.at(-1);
      if (last?.from !== 'business') return;
      if (!last.text.startsWith(act.sees)) {
        throw new Error(
          `${customer.waId} waits for "${act.sees}…" and sees ${JSON.stringify(thread.map(told), null, 1)}`,
        );
      }
    }
    this.#done[n] = done + 1;
    if (act.tap !== undefined) this.simulator.tap(customer.waId, act.tap);
    else this.simulator.say(customer.waId, act.type ?? '');
  }

  #stuck(): unknown {
    const stuck = this.customers.filter(({ waId }) => this.simulator.thread(waId).at(-1)?.from === 'customer');
    return {
      progress: this.progress,
      stats: this.simulator.stats(),
      unanswered: stuck.length,
      first: stuck.slice(0, 3).map(({ waId }) => ({
        waId,
        thread: this.simulator.thread(waId).map(told),
      })),
    };
  }
}

function told({ at, from, text, tick, ref }: ThreadMessage): string {
  return `${new Date(at).toISOString()} ${from}: ${text} (${tick}${ref === undefined ? '' : `, ${ref}`})`;
}
