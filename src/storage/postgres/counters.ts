import pg from 'pg';
import { quoted } from './identifiers.js';
import { mapError } from './map-error.js';
import { LOCK_CLASS } from './prepare-schema.js';

/** A table of counters that expire, for a library that writes its own SQL (rate-limiter-flexible), and a pool for it. */
export interface Counters {
  /** A pool of pg. */
  pool: object;
  schema: string;
  table: string;
  close(): Promise<void>;
}

export interface CountersOptions {
  /** `postgres://user:password@host:port/database` */
  connectionString: string;
  /** Must be there. Default `canvass`. */
  schema?: string;
  /** A connection at rest was lost. Nothing is to be done: the next statement opens another. */
  onIdleError?: (error: Error) => void;
}

const TABLE = 'pacing';
/** Those who ask at the same time share a statement already. */
const MAX_CONNECTIONS = 2;
/** Nobody waits for a counter for longer (delivery/pacing). */
const TIMEOUT_MS = 1_000;

/**
 * Opens the counters. The table is unlogged: nothing waits for the disk, and after a crash of the server it is empty,
 * which is all the same to counters that live for seconds. Processes that start at the same time wait for each other,
 * since CREATE TABLE IF NOT EXISTS by itself may fail when two run at once.
 *
 * @throws StorageUnavailable, or the server's own error where the table cannot be made
 */
export async function openCounters(options: CountersOptions): Promise<Counters> {
  const { connectionString, schema = 'canvass' } = options;
  const pool = new pg.Pool({
    connectionString,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    query_timeout: TIMEOUT_MS,
    keepAlive: true,
    application_name: 'canvass pacing',
  });
  // Without a listener a lost idle connection would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  try {
    await makeTable(connectionString, schema);
  } catch (error) {
    await pool.end();
    throw mapError(error, TABLE);
  }
  return { pool, schema, table: TABLE, close: () => pool.end() };
}

/** On a connection of its own: waiting for another process may take longer than a statement of the pool may. */
async function makeTable(connectionString: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  // A connection that is lost fails the statement below.
  client.on('error', () => undefined);
  try {
    await client.connect();
    // Two statements in one message are one transaction. The columns are those that the library asks for.
    await client.query(`
      SELECT pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(${client.escapeLiteral(`${schema}.${TABLE}`)}));
      CREATE UNLOGGED TABLE IF NOT EXISTS ${quoted(schema)}.${quoted(TABLE)} (
        key varchar(255) PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      )`);
  } finally {
    await client.end();
  }
}
