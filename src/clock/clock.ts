import type { Instant } from '../time/instant.js';

/** The time as conversations see it; the simulator can move it ahead on a machine for trying. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that can be set ahead of the machine's, never back. Only where CLOCK=adjustable says so. */
export class AdjustableClock implements Clock {
  #offsetMs: number;

  constructor(
    private readonly base: Clock = systemClock,
    /** How far ahead it starts. */
    offsetMs = 0,
  ) {
    this.#offsetMs = offsetMs;
  }

  now(): Instant {
    return this.base.now() + this.#offsetMs;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** @throws RangeError when the clock would go back. */
  setOffset(offsetMs: number): void {
    if (offsetMs < this.#offsetMs) {
      throw new RangeError(`offsetMs: ${offsetMs} would turn the clock back (it stands at +${this.#offsetMs} ms)`);
    }
    this.#offsetMs = offsetMs;
  }
}
