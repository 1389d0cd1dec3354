import type { Simulator } from '../../src/simulator/simulator.js';
import type { ThreadMessage } from '../../src/simulator/phone/wire.js';
import { until } from '../support/until.js';

/** People who each say one thing after the other to an agent, the next when the answer to the one before has come. */
export class Talkers {
  readonly waIds: readonly string[];
  readonly #said: number[];
  readonly #askedAt: number[];
  /** Milliseconds from each message to its answer, on the phone. */
  readonly waits: number[] = [];

  constructor(
    private readonly simulator: Simulator,
    { first, people, turns }: { first: number; people: number; turns: number },
  ) {
    this.waIds = Array.from({ length: people }, (_, index) => String(first + index));
    this.#said = this.waIds.map(() => 0);
    this.#askedAt = this.waIds.map(() => 0);
    this.turns = turns;
    for (const waId of this.waIds) simulator.putCustomer({ waId });
  }

  readonly turns: number;

  /** All talk at the same time; resolves when the last has their last answer. @returns milliseconds it took */
  async talk(withinMs: number): Promise<number> {
    const began = performance.now();
    await until(
      'every message to be answered',
      () => {
        this.waIds.forEach((waId, index) => this.#goOn(waId, index));
        return this.#said.every((said) => said > this.turns);
      },
      {
        withinMs,
        seen: () =>
          this.waIds
            .filter((_, index) => (this.#said[index] ?? 0) <= this.turns)
            .slice(0, 5)
            .map((waId) => this.simulator.thread(waId).slice(-3)),
      },
    );
    return performance.now() - began;
  }

  /** The answers of one person, in their order. */
  answersOf(waId: string): ThreadMessage[] {
    return this.simulator.thread(waId).filter(({ from }) => from === 'business');
  }

  /** Median and 95th percentile of the waits, in milliseconds. */
  get figures(): { median: number; p95: number } {
    const sorted = this.waits.toSorted((a, b) => a - b);
    const at = (share: number): number =>
      Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
    return { median: at(0.5), p95: at(0.95) };
  }

  #goOn(waId: string, index: number): void {
    const said = this.#said[index] ?? 0;
    if (said > this.turns || this.answersOf(waId).length < said) return;
    const now = performance.now();
    if (said > 0) this.waits.push(now - (this.#askedAt[index] ?? now));
    this.#said[index] = said + 1;
    if (said === this.turns) return;
    this.#askedAt[index] = now;
    this.simulator.say(waId, { type: 'text', body: `question ${said + 1} of ${waId}` });
  }
}
