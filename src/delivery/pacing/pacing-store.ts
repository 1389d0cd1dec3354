import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Instant } from '../../time/instant.js';

/** What pacing keeps for all processes: counters, and instants under a key. Both go by themselves after their time. */
export interface PacingStore {
  /** Adds to a counter, which begins at 0 and lives `seconds` from its first use. @returns what it holds then */
  add(key: string, points: number, seconds: number): Promise<number>;
  /** @param now tells which of the possible instants is meant: they are kept modulo four months */
  instant(key: string, now: Instant): Promise<Instant | undefined>;
  setInstant(key: string, at: Instant, seconds: number): Promise<void>;
}

/** Points are 32-bit integers in PostgreSQL: instants are kept in hundredths of a second, modulo this. */
const MODULUS = 2 ** 30;
const UNIT_MS = 10;

/**
 * The store as points of rate-limiter-flexible, which brings atomic counters with an expiry for Redis, PostgreSQL and
 * memory. Its own verdict is not asked for: how much a window holds differs by channel and by window.
 */
export class LimiterStore implements PacingStore {
  constructor(private readonly limiter: RateLimiterAbstract) {}

  async add(key: string, points: number, seconds: number): Promise<number> {
    const { consumedPoints } = await this.limiter.penalty(key, points, { customDuration: seconds });
    return consumedPoints;
  }

  async instant(key: string, now: Instant): Promise<Instant | undefined> {
    const kept = await this.limiter.get(key);
    if (kept === null) return undefined;
    const today = Math.floor(now / UNIT_MS);
    const ahead = (((kept.consumedPoints - today) % MODULUS) + MODULUS) % MODULUS;
    return (today + (ahead < MODULUS / 2 ? ahead : ahead - MODULUS)) * UNIT_MS;
  }

  async setInstant(key: string, at: Instant, seconds: number): Promise<void> {
    // Rounded up, so that nothing is ever let through too early.
    await this.limiter.set(key, Math.ceil(at / UNIT_MS) % MODULUS, Math.max(1, Math.ceil(seconds)));
  }
}
