import { realpath } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { SUPERUSER, type Cluster } from './cluster.js';
import { codeOf } from './code-of.js';
import { DataFolderInUse } from './errors.js';
import type { RunningServer } from './lock-file.js';

/** Any number that nobody else uses for a lock in the database `postgres`. */
const OWNER_LOCK = 0x63616e76;
const OWNER_NAME = 'canvass-owner-';

/** A killed copy holds its lock until the server has noticed: a moment. */
const LOCK_PATIENCE_MS = 1_500;

export function connectionString({ port }: RunningServer, { password }: Cluster, database: string): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Seen as "not yet": starting, recovering or stopping (57P03, 57P01), not listening yet, cut off. */
function isNotYet(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return true;
  return code.startsWith('57P') || code.startsWith('ECONN') || code === 'EPIPE' || code === '53300';
}

/**
 * Connects as soon as the server answers with our password from our folder; undefined when it is somebody else's,
 * stopped running, or did not answer in time.
 */
export async function connectWhenReady(
  server: RunningServer,
  cluster: Cluster,
  options: { isRunning: () => boolean | Promise<boolean>; timeoutMs: number },
): Promise<pg.Client | undefined> {
  const end = performance.now() + options.timeoutMs;
  while (performance.now() < end && (await options.isRunning())) {
    const client = new pg.Client({
      connectionString: connectionString(server, cluster, 'postgres'),
      application_name: OWNER_NAME + process.pid,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    // A connection cut off before it is used ends in the `catch` below; later ones get a listener of their own.
    const swallow = () => undefined;
    client.on('error', swallow);
    try {
      await client.connect();
      const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
      const folder = await realpath(rows[0]?.data_directory ?? '').catch(() => '');
      if (folder === cluster.folder) {
        client.off('error', swallow);
        return client;
      }
      await client.end();
      return undefined;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isNotYet(error)) return undefined;
    }
    await delay(25);
  }
  return undefined;
}

/** Takes the data folder for as long as this connection lives. @throws DataFolderInUse */
export async function takeOwnership(client: pg.Client, dataDir: string): Promise<void> {
  const end = performance.now() + LOCK_PATIENCE_MS;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [OWNER_LOCK]);
    if (rows[0]?.taken) return;
    if (performance.now() > end) break;
    await delay(50);
  }
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.objid = $1`,
    [OWNER_LOCK],
  );
  const pid = Number(rows[0]?.name.replace(OWNER_NAME, ''));
  throw new DataFolderInUse(dataDir, Number.isInteger(pid) && pid > 0 ? pid : undefined);
}

/** The database of the product, made on the first start. */
export async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
}
