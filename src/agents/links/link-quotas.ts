import type { Clock } from '../../clock/clock.js';
import { MINUTE, SECOND } from '../../time/instant.js';

/** Counters that all processes share, as pacing keeps them (delivery/pacing/store-guard.ts). They never fail. */
export interface SharedCounters {
  /** Of every limit, how much this process may use now: 1, or less while it counts alone. */
  readonly share: number;
  /** Adds to a counter, which begins at 0 and lives `seconds` from its first use. @returns what it holds then */
  add(key: string, points: number, seconds: number): Promise<number>;
  /**
   * The same for limits whose refusal hurts a person: what the shared counter does not answer is counted by this process
   * alone, where `add` says that it is full.
   */
  addAnyhow(key: string, points: number, seconds: number): Promise<number>;
  lookForShared(now: number): void;
}

/** Longer than a minute and the difference between two processes' clocks. */
const COUNTER_SECONDS = (2 * MINUTE) / SECOND;
/** Links whose full minute is kept in mind. */
const MANY_LINKS = 1_000;

/** Who asks for a place while the counter is being asked already; they are counted together. */
interface Applicant {
  perMinute: number;
  answer: (granted: boolean) => void;
}

/**
 * How often each link may be asked in a minute of the clock, over all processes. Google counts its quotas so and refills
 * them when the minute turns; a bucket that refills steadily would let a busy minute borrow from the one before.
 */
export class LinkQuotas {
  /** The minute that is known to be used up, by link: nothing is asked then. */
  readonly #full = new Map<string, number>();
  readonly #applicants = new Map<string, Applicant[]>();

  constructor(
    private readonly counters: SharedCounters,
    private readonly clock: Clock,
  ) {}

  /** Takes one query's place in the minute. @returns whether there was one */
  take(link: string, perMinute: number): Promise<boolean> {
    if (this.#full.get(link) === this.#minute()) return Promise.resolve(false);
    return new Promise((answer) => {
      const applicants = this.#applicants.get(link);
      if (applicants) {
        applicants.push({ perMinute, answer });
        return;
      }
      this.#applicants.set(link, [{ perMinute, answer }]);
      void this.#count(link);
    });
  }

  /** The agent says that its quota is used up: nothing more is asked in this minute, by whichever process. */
  async exhaust(link: string, perMinute: number): Promise<void> {
    const minute = this.#minute();
    if (this.#full.get(link) === minute) return;
    this.#remember(link, minute);
    await this.counters.add(keyOf(link, minute), perMinute, COUNTER_SECONDS);
  }

  /** In one call for all who ask meanwhile. */
  async #count(link: string): Promise<void> {
    for (;;) {
      const applicants = this.#applicants.get(link) ?? [];
      if (applicants.length === 0) break;
      this.#applicants.set(link, []);
      const minute = this.#minute();
      this.counters.lookForShared(this.clock.now());
      const count = await this.counters.add(keyOf(link, minute), applicants.length, COUNTER_SECONDS);
      const before = count - applicants.length;
      applicants.forEach(({ perMinute, answer }, place) => {
        const granted = before + place < Math.max(1, Math.floor(perMinute * this.counters.share));
        if (!granted) this.#remember(link, minute);
        answer(granted);
      });
    }
    this.#applicants.delete(link);
  }

  #minute(): number {
    return Math.floor(this.clock.now() / MINUTE);
  }

  #remember(link: string, minute: number): void {
    if (this.#full.size >= MANY_LINKS) {
      for (const [other, full] of this.#full) if (full !== minute) this.#full.delete(other);
    }
    this.#full.set(link, minute);
  }
}

function keyOf(link: string, minute: number): string {
  return `agent:${link}:${minute}`;
}
