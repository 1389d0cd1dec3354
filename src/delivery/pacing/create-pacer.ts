import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRedis, RLWrapperTimeouts } from 'rate-limiter-flexible';
import type { Logger } from '../../logging/logger.js';
import type { Instant } from '../../time/instant.js';
import type { Pacer } from './pacer.js';
import { LimiterStore, type PacingStore } from './pacing-store.js';
import { SharedPacer } from './shared-pacer.js';
import { StoreGuard } from './store-guard.js';

/** Where processes share their limits; `memory` where there is only one. */
export type PacingPlace =
  /** An ioredis client that fails at once while it is not connected. The caller closes it. */
  | { kind: 'redis'; client: object }
  /** A pool of pg; a table `pacing` is made in the schema, which must be there. The caller closes it. */
  | { kind: 'postgres'; pool: object; schema: string }
  | { kind: 'memory' };

export interface PacerOptions {
  place: PacingPlace;
  /** The conversation's clock. */
  now: () => Instant;
  /** In [0, 1). */
  random: () => number;
  log: Logger;
  /** Share of every limit that this process may use while the shared store is away: one over the number of workers. */
  shareWhenAlone?: number;
}

const DEFAULT_SHARE = 0.25;
/** A store that takes longer is away: a message must not wait for its pacing. */
const STORE_TIMEOUT_MS = 500;
const PREFIX = 'canvass:pace';

/** The limiters' own verdict is not used (pacing-store.ts): they only count. */
const COUNTING = { points: 2 ** 31 - 1, duration: 5, keyPrefix: PREFIX } as const;

/**
 * A store that goes away later is a log line `pacing.degraded` and a slower process, never an error.
 * @throws when the table in PostgreSQL cannot be made
 */
export async function createPacer(options: PacerOptions): Promise<Pacer> {
  const { place, now, random, log, shareWhenAlone = DEFAULT_SHARE } = options;
  const own = new LimiterStore(new RateLimiterMemory(COUNTING));
  const shared = place.kind === 'memory' ? own : await sharedStore(place);
  return new SharedPacer(new StoreGuard(shared, own, shareWhenAlone, log), random, now);
}

async function sharedStore(place: Exclude<PacingPlace, { kind: 'memory' }>): Promise<PacingStore> {
  const limiter =
    place.kind === 'redis'
      ? new RateLimiterRedis({ ...COUNTING, storeClient: place.client, rejectIfRedisNotReady: true })
      : await limiterOnPostgres(place.pool, place.schema);
  return new LimiterStore(new RLWrapperTimeouts({ limiter, timeoutMs: STORE_TIMEOUT_MS, keyPrefix: PREFIX }));
}

function limiterOnPostgres(pool: object, schemaName: string): Promise<RateLimiterPostgres> {
  return new Promise((resolve, reject) => {
    const limiter: RateLimiterPostgres = new RateLimiterPostgres(
      {
        ...COUNTING,
        storeClient: pool,
        storeType: 'pool',
        schemaName,
        tableName: 'pacing',
        clearExpiredByTimeout: true,
      },
      // Later than the constructor's return: it comes with the answer of CREATE TABLE.
      (error) => (error ? reject(error) : resolve(limiter)),
    );
  });
}
