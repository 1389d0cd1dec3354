import { SECOND, type Instant } from '../../time/instant.js';

/** A second in which more than this share of those let in had to wait again was crowded … */
const CROWDED = 0.1;
/** … unless they were this few. */
const FEW = 5;
/**
 * A line calls back a quarter more than it has seen let in: called back exactly, they would not fill every window, since
 * nobody comes back to the millisecond. By simulation, 1.25 fills 98 % of the rate at two attempts a message.
 */
const EAGER = 1.25;

/**
 * Spreads those who have to wait over the time in which they can be served: each gets a place one step behind the one
 * before. Whoever comes back and is refused again has a row of its own, which begins at once and not behind the
 * newcomers: each row is only as fast as the line, so that every attempt of a returner has an even chance, however many
 * newcomers keep coming, and the more often one has waited the sooner it may try again.
 *
 * How fast it may move is found out by trying, since other processes have lines of their own: as fast as the channel at
 * first; by what was really let in when many came back in vain; faster every second otherwise.
 */
export class WaitingLine {
  #newcomersUntil: Instant = 0;
  #returnersUntil: Instant = 0;
  #perSecond = Infinity;
  #since: Instant = 0;
  #letIn = 0;
  #inVain = 0;

  /** How long a newcomer waits for those who came before. */
  ahead(now: Instant): number {
    return Math.max(0, this.#newcomersUntil - now);
  }

  letIn(count: number): void {
    this.#letIn += count;
  }

  /**
   * @param waits how often it has waited already
   * @param earliest before then nobody can be served
   * @param atMost messages a second that the whole channel has for this line
   * @param chance in [0, 1): where in its step it comes back, so that several lines do not beat in time
   * @returns the wait in whole milliseconds, at least 1
   */
  place(waits: number, now: Instant, earliest: Instant, atMost: number, chance: number): number {
    if (waits > 0) this.#inVain += 1;
    const stepMs = SECOND / this.#speed(now, Math.max(1, atMost * EAGER));
    const row = waits > 0 ? this.#returnersUntil : this.#newcomersUntil;
    const until = Math.max(earliest, row) + stepMs;
    if (waits > 0) this.#returnersUntil = until;
    else this.#newcomersUntil = until;
    // Bad luck adds up to luck: the second time at half of the row, the third at a third.
    const from = earliest + (until - stepMs - earliest) / Math.max(1, waits);
    return Math.max(1, Math.ceil(from - now + chance * stepMs));
  }

  #speed(now: Instant, atMost: number): number {
    const passed = now - this.#since;
    if (passed >= SECOND) {
      const isFresh = passed >= 2 * SECOND && this.ahead(now) === 0;
      const isCrowded = this.#inVain > Math.max(FEW, this.#letIn * CROWDED);
      if (isFresh) this.#perSecond = atMost;
      else if (isCrowded) this.#perSecond = Math.max(1, ((this.#letIn * SECOND) / passed) * EAGER);
      else this.#perSecond *= EAGER;
      this.#since = now;
      this.#letIn = 0;
      this.#inVain = 0;
    }
    this.#perSecond = Math.min(this.#perSecond, atMost);
    return this.#perSecond;
  }
}
