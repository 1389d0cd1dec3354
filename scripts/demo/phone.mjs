import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 40;

/** Something that should have happened did not; the demo has failed. */
export class DidNotHappen extends Error {
  name = 'DidNotHappen';
}

/** One customer's phone at the simulator: says and taps things, waits for what comes, and tells the chat line by line. */
export class Phone {
  #seen = 0;

  constructor(control, id, tell) {
    this.control = control;
    this.id = id;
    this.tell = tell;
  }

  async type(body) {
    await this.#say({ type: 'text', body });
  }

  /** Taps an option by its label: on the latest message that has options, or on the given one. */
  async tap(title, message) {
    await this.#say({ type: 'tap', title, ...(message ? { message: message.id } : {}) });
  }

  async thread() {
    return (await this.control('GET', `/customers/${this.id}/thread`)).messages;
  }

  /**
   * Waits for the next messages of the business until one fits, showing each; fails when none does in time.
   * @param what what it should be, in words
   */
  async expect(what, fits) {
    for (const start = performance.now(); performance.now() - start < PATIENCE_MS; await delay(LOOK_EVERY_MS)) {
      const fitting = (await this.#fresh()).find((message) => message.from === 'business' && fits(message));
      if (fitting) return fitting;
    }
    throw new DidNotHappen(`expected ${what}; it did not come within ${PATIENCE_MS / 1000} s`);
  }

  async #say(said) {
    await this.control('POST', `/customers/${this.id}/messages`, said);
    await this.#fresh();
  }

  /** Messages since the last look, each told once. */
  async #fresh() {
    const messages = await this.thread();
    const fresh = messages.slice(this.#seen);
    this.#seen = messages.length;
    for (const message of fresh) this.tell(message);
    return fresh;
  }
}
