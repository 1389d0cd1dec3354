/** `full`: too many wait already. `late`: none came free in time. */
export type PlaceAnswer = 'in' | 'full' | 'late';

interface Waiting {
  answer: (answer: PlaceAnswer) => void;
  timer: NodeJS.Timeout;
}

/** A short line only: whoever would wait long is told so at once, and one agent's line takes no workers of another. */
const LINE_SHARE = 1 / 4;
const SHORTEST_LINE = 10;

/** So many at a time, and a short line of those who wait their turn. */
export class Places {
  #taken = 0;
  #atOnce = 0;
  readonly #line: Waiting[] = [];

  /**
   * Who is told `in` has to call `leave` afterwards.
   *
   * @param atOnce how many there may be now; whoever is in already stays
   * @param waitMs how long it may wait for a place
   */
  take(atOnce: number, waitMs: number): Promise<PlaceAnswer> {
    this.#atOnce = atOnce;
    if (this.#taken < atOnce && this.#line.length === 0) {
      this.#taken += 1;
      return Promise.resolve('in');
    }
    if (this.#line.length >= Math.max(SHORTEST_LINE, Math.floor(atOnce * LINE_SHARE))) return Promise.resolve('full');
    return new Promise((answer) => {
      const waiting: Waiting = {
        answer,
        timer: setTimeout(() => {
          this.#line.splice(this.#line.indexOf(waiting), 1);
          answer('late');
        }, waitMs),
      };
      this.#line.push(waiting);
    });
  }

  leave(): void {
    this.#taken -= 1;
    while (this.#taken < this.#atOnce) {
      const next = this.#line.shift();
      if (!next) return;
      clearTimeout(next.timer);
      this.#taken += 1;
      next.answer('in');
    }
  }
}
