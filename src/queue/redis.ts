import { Redis } from 'ioredis';
import { SECOND } from '../time/instant.js';

export type { Redis };

/** What is asked of Redis, in one sentence for the person who starts the service. */
export class UnusableRedis extends Error {
  override readonly name = 'UnusableRedis';
}

const CONNECT_TIMEOUT_MS = 5 * SECOND;
/** A worker that waits for Redis does not have to come back in the same moment as all the others. */
const LONGEST_RECONNECT_MS = 2 * SECOND;

/** Grows from 50 ms to two seconds, each time up to a half more by chance. */
export function reconnectAfter(attempt: number, random: () => number = Math.random): number {
  return Math.min(50 * 2 ** Math.min(attempt, 10), LONGEST_RECONNECT_MS) * (1 + random() / 2);
}

/** For whoever waits on the answer: a command that Redis cannot take now fails now. */
const FAIL_FAST = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  connectTimeout: CONNECT_TIMEOUT_MS,
  commandTimeout: CONNECT_TIMEOUT_MS,
  retryStrategy: (attempt: number) => reconnectAfter(attempt),
} as const;

/** For BullMQ's workers, which wait for Redis as long as it takes. */
export const PATIENT = {
  maxRetriesPerRequest: null,
  connectTimeout: CONNECT_TIMEOUT_MS,
  retryStrategy: (attempt: number) => reconnectAfter(attempt),
} as const;

/**
 * Connects and looks whether this Redis can be trusted with a queue: it must not throw keys away when memory is short.
 * A server that does not tell (CONFIG and INFO are closed on some) is believed.
 *
 * @param onError connections that are lost later; they come back by themselves
 * @throws UnusableRedis
 */
export async function openRedis(url: string, onError: (error: Error) => void): Promise<Redis> {
  const redis = new Redis(url, { ...FAIL_FAST, lazyConnect: true });
  let lastError: Error | undefined;
  redis.on('error', (error: Error) => {
    lastError = error;
    onError(error);
  });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    // What ended the attempt is the socket's error, not that of the command that found no connection.
    const why = lastError?.message || (error instanceof Error ? error.message : String(error));
    throw new UnusableRedis(`REDIS_URL: the Redis it names does not answer (${why})`, { cause: error });
  }
  const policy = await evictionPolicy(redis);
  if (policy !== undefined && policy !== 'noeviction') {
    redis.disconnect();
    throw new UnusableRedis(
      `REDIS_URL: this Redis has maxmemory-policy ${policy} and may drop jobs when its memory is full; set it to noeviction`,
    );
  }
  return redis;
}

async function evictionPolicy(redis: Redis): Promise<string | undefined> {
  const info = await redis.info('memory').catch(() => '');
  return /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
}
