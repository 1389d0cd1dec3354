import type { Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import type { SharedCounters } from '../agents/links/link-quotas.js';
import { createCounters, createPacer, type PacingPlace } from '../delivery/pacing/create-pacer.js';
import type { Pacer } from '../delivery/pacing/pacer.js';
import type { Logger } from '../logging/logger.js';
import type { Redis } from '../queue/redis.js';
import { openCounters } from '../storage/postgres/counters.js';

export interface OpenPacer {
  pacer: Pacer;
  /** In the same place, for how often agents are asked. */
  counters: SharedCounters;
  close(): Promise<void>;
}

/**
 * The pacer where all processes of this installation meet: in Redis where there is one, else in the PostgreSQL that they
 * share. The embedded database serves one process only, which needs to share nothing.
 *
 * @param redis stays the caller's
 * @throws when the table in PostgreSQL cannot be made
 */
export async function openPacer(
  settings: Pick<Settings, 'DATABASE_URL'>,
  redis: Redis | undefined,
  clock: Clock,
  log: Logger,
): Promise<OpenPacer> {
  const at = (place: PacingPlace, close = async () => {}): OpenPacer => ({
    pacer: createPacer({ place, now: () => clock.now(), random: Math.random, log }),
    counters: createCounters({ place, log }),
    close,
  });
  if (redis) return at({ kind: 'redis', client: redis });
  if (!settings.DATABASE_URL?.startsWith('postgres')) return at({ kind: 'memory' });
  const counters = await openCounters({
    connectionString: settings.DATABASE_URL,
    onIdleError: (err) => log.debug({ event: 'storage.connection-lost', err }, 'a connection to the database was lost'),
  });
  return at({ kind: 'postgres', ...counters }, () => counters.close());
}
