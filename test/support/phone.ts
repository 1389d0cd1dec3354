import type { Said } from '../../src/simulator/receiving/said.js';
import type { ThreadMessage } from '../../src/simulator/phone/wire.js';
import type { System } from './system.js';

/** A person with a phone, in a trial of the whole system. Every act waits until all that follows from it is done. */
export class Phone {
  constructor(
    private readonly system: System,
    readonly waId: string,
    name?: string,
  ) {
    system.simulator.putCustomer({ waId, ...(name === undefined ? {} : { name }) });
  }

  /** Everything said so far, both ways. */
  get thread(): ThreadMessage[] {
    return this.system.simulator.thread(this.waId);
  }

  /** The latest message of the business. */
  get last(): ThreadMessage {
    const last = this.thread.findLast(({ from }) => from === 'business');
    if (!last) throw new Error(`${this.waId} has not got any message`);
    return last;
  }

  /** @returns what the business said to that */
  async says(text: string, quotes?: string): Promise<ThreadMessage[]> {
    return this.#act(() =>
      this.system.simulator.say(this.waId, { type: 'text', body: text, ...(quotes === undefined ? {} : { quotes }) }),
    );
  }

  /**
   * Taps by label: on the latest message that has options, or on an old one.
   * @returns what the business said to that
   */
  async taps(title: string, message?: string): Promise<ThreadMessage[]> {
    return this.#act(() =>
      this.system.simulator.say(this.waId, { type: 'tap', title, ...(message === undefined ? {} : { message }) }),
    );
  }

  /**
   * Sends something else than words: a picture, a position, a contact card.
   * @returns what the business said to that
   */
  async sends(thing: Said): Promise<ThreadMessage[]> {
    return this.#act(() => this.system.simulator.say(this.waId, thing));
  }

  /** @returns what the business said while the time passed */
  async waits(ms: number): Promise<ThreadMessage[]> {
    const before = this.thread.length;
    await this.system.advance(ms);
    return this.thread.slice(before);
  }

  async #act(act: () => ThreadMessage): Promise<ThreadMessage[]> {
    const said = act();
    await this.system.quiet();
    const { thread } = this;
    return thread.slice(thread.indexOf(said) + 1);
  }
}

/** What can be tapped on a message, by label. */
export const titlesOf = ({ options }: ThreadMessage): string[] => options.map(({ title }) => title);
