import { SECOND, type Instant } from '../../time/instant.js';

const SLICE_MS = 100;
const SLICES = SECOND / SLICE_MS;

/** How many of something there were in the last second. */
export class RecentRate {
  readonly #counts = Array.from({ length: SLICES }, () => 0);
  #slice = 0;

  add(now: Instant, count: number): void {
    this.#moveTo(now);
    const at = this.#slice % SLICES;
    this.#counts[at] = (this.#counts[at] ?? 0) + count;
  }

  perSecond(now: Instant): number {
    this.#moveTo(now);
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  #moveTo(now: Instant): void {
    const slice = Math.floor(now / SLICE_MS);
    // A clock that is set back by a little goes on counting where it was.
    const passed = Math.min(SLICES, slice - this.#slice);
    for (let i = 1; i <= passed; i += 1) this.#counts[(slice - passed + i) % SLICES] = 0;
    this.#slice = Math.max(slice, this.#slice);
  }
}
