import type { Instant } from '../time/instant.js';

/** The platform's clock: the real one plus an offset that can only grow, since WhatsApp's time never runs backwards. */
export class SimulatedClock {
  private offset = 0;

  constructor(private readonly realNow: () => Instant) {}

  now(): Instant {
    return this.realNow() + this.offset;
  }

  /** How far the simulated time is ahead of the real one, in milliseconds. */
  get offsetMs(): number {
    return this.offset;
  }

  advance(ms: number): void {
    this.offset += ms;
  }

  /** Back to real time: only together with a reset of everything that carries a timestamp. */
  reset(): void {
    this.offset = 0;
  }
}
