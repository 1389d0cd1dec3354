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
  /** A pool of pg and a table (storage/postgres/counters). The caller closes it. */
  | { kind: 'postgres'; pool: object; schema: string; table: string }
  | { kind: 'memory' };

export interface PacerOptions {
  place: PacingPlace;
  /** The conversation's clock. */
  now: () => Instant;
  /** In [0, 1). */
  random: () => number;
  log: Logger;
}

/**
 * Share of a channel's rate that each process uses while the shared store is away: nobody can tell then how many others
 * there are. Little goes out at such a time, since the store of the queue, or the database, is away with it.
 */
const SHARE_WHEN_ALONE = 1 / 8;
/** A store that takes longer is away: a message must not wait for its pacing. */
const STORE_TIMEOUT_MS = 500;
const PREFIX = 'canvass:pace';

/** The limiters' own verdict is not used (pacing-store.ts): they only count. */
const COUNTING = { points: 2 ** 31 - 1, duration: 5, keyPrefix: PREFIX } as const;

/** A store that goes away later is a log line `pacing.degraded` and a slower process, never an error. */
export function createPacer(options: PacerOptions): Pacer {
  return new SharedPacer(createCounters(options), options.random, options.now);
}

/** Counters of the same kind, for other limits that processes share. */
export function createCounters({ place, log }: Pick<PacerOptions, 'place' | 'log'>): StoreGuard {
  const own = new LimiterStore(new RateLimiterMemory(COUNTING));
  const shared = place.kind === 'memory' ? own : sharedStore(place);
  return new StoreGuard(shared, own, SHARE_WHEN_ALONE, log);
}

function sharedStore(place: Exclude<PacingPlace, { kind: 'memory' }>): PacingStore {
  const limiter =
    place.kind === 'redis'
      ? new RateLimiterRedis({ ...COUNTING, storeClient: place.client, rejectIfRedisNotReady: true })
      : new RateLimiterPostgres({
          ...COUNTING,
          storeClient: place.pool,
          storeType: 'pool',
          schemaName: place.schema,
          tableName: place.table,
          tableCreated: true,
          clearExpiredByTimeout: true,
        });
  return new LimiterStore(new RLWrapperTimeouts({ limiter, timeoutMs: STORE_TIMEOUT_MS, keyPrefix: PREFIX }));
}
