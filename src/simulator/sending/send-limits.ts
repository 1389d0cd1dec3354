import { refusal, type Refusal } from '../meta-errors.js';

export interface LimitSettings {
  /**
   * Messages that the number may send in an aligned second of simulated time; null, the default, for no limit.
   * `tolerance` lets so much more through, as a share: nobody knows Meta's window, and messages travel.
   */
  throughput: { perSecond: number; tolerance: number } | null;
  /** A bucket for each person: `burst` at once, then one every `everyMs` of simulated time; null for no limit. */
  pair: { burst: number; everyMs: number } | null;
}

/** Meta's: 45 at once, then one in 6 seconds. The throughput is asked for: many a trial is about something else. */
export const PLAIN_LIMITS: LimitSettings = { throughput: null, pair: { burst: 45, everyMs: 6_000 } };

const SECONDS_KEPT = 3_600;
/** People kept in mind before those whose bucket is full again are forgotten. */
const MANY_PEOPLE = 50_000;

/** How fast the business may send, and how fast it did. Refused messages use nothing up. */
export class SendLimits {
  settings: LimitSettings = PLAIN_LIMITS;
  private readonly seconds = new Map<number, number>();
  /** By person: until when what they have got is to be paid back. */
  private readonly paidBackAt = new Map<string, number>();

  refuses(customerKey: string, now: number): Refusal | undefined {
    const { throughput, pair } = this.settings;
    if (throughput && this.inSecond(now) + 1 > Math.floor(throughput.perSecond * (1 + throughput.tolerance))) {
      return refusal(130429);
    }
    if (pair && (this.paidBackAt.get(customerKey) ?? 0) > now + (pair.burst - 1) * pair.everyMs) return refusal(131056);
    return undefined;
  }

  accepted(customerKey: string, now: number): void {
    const second = Math.floor(now / 1_000);
    if (!this.seconds.has(second) && this.seconds.size >= SECONDS_KEPT) {
      const [oldest] = this.seconds.keys();
      if (oldest !== undefined) this.seconds.delete(oldest);
    }
    this.seconds.set(second, this.inSecond(now) + 1);
    const { pair } = this.settings;
    if (!pair) return;
    if (this.paidBackAt.size >= MANY_PEOPLE) {
      for (const [key, at] of this.paidBackAt) if (at <= now) this.paidBackAt.delete(key);
    }
    this.paidBackAt.set(customerKey, Math.max(this.paidBackAt.get(customerKey) ?? 0, now) + pair.everyMs);
  }

  /** Messages taken in each second that had any, the last 3,600 of them; `second` in seconds since 1970. */
  perSecond(): { second: number; accepted: number }[] {
    return [...this.seconds].map(([second, accepted]) => ({ second, accepted }));
  }

  /** The most messages taken in one second. */
  fastest(): number {
    let most = 0;
    for (const accepted of this.seconds.values()) most = Math.max(most, accepted);
    return most;
  }

  clear(): void {
    this.settings = PLAIN_LIMITS;
    this.seconds.clear();
    this.paidBackAt.clear();
  }

  private inSecond(now: number): number {
    return this.seconds.get(Math.floor(now / 1_000)) ?? 0;
  }
}
