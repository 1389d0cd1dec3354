import type { Clock } from '../../clock/clock.js';

/** The time that one query may take in all: waiting, opening, asking and asking again. */
export class Budget {
  readonly #endsAt: number;

  constructor(
    private readonly clock: Clock,
    readonly totalMs: number,
  ) {
    this.#endsAt = clock.now() + totalMs;
  }

  /** Milliseconds; 0 when it is used up. */
  get left(): number {
    return Math.max(0, this.#endsAt - this.clock.now());
  }
}
