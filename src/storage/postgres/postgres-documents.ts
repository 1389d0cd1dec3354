import pg from 'pg';
import { checkDeclaration } from '../declaration-check.js';
import { collectionsByName } from '../collections-by-name.js';
import type { Documents } from '../documents.js';
import { quoted } from './identifiers.js';
import { codeOf, mapError } from './map-error.js';
import { PostgresCollection, type RunStatement } from './postgres-collection.js';
import { prepareSchema } from './prepare-schema.js';
import { statementName } from './statements.js';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  connectionString: string;
  /** Where the tables are; made when missing. Default `canvass`. */
  schema?: string;
  /** Default 10. Mind the server's own limit: every process has a pool of its own. */
  maxConnections?: number;
  /** How long a statement may take before it ends in StorageUnavailable. Default 15 000. */
  statementTimeoutMs?: number;
  /** A connection at rest was lost. Nothing is to be done: the next statement opens another. */
  onIdleError?: (error: Error) => void;
}

const CONNECT_TIMEOUT_MS = 5_000;
const DEADLOCK = '40P01';
const DEADLOCK_TRIES = 3;

/**
 * All our statements are prepared and go by an index; whatever the statistics of a table say that is new or growing
 * fast, none is to be planned anew with each execution or to read a whole table. Bitmaps are off since they do not
 * clear index entries of dead row versions away as they pass, which plain index scans do.
 */
const PLANNING = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off';

/** Documents on PostgreSQL: one table a collection. Connects with the first statement. */
export function openPostgresDocuments(options: PostgresOptions): Documents {
  const { connectionString, schema = 'canvass', statementTimeoutMs = 15_000 } = options;
  const pool = new pg.Pool({
    connectionString,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    statement_timeout: statementTimeoutMs,
    // For a server that does not answer at all; its own timeout comes first.
    query_timeout: statementTimeoutMs + 5_000,
    keepAlive: true,
    application_name: 'canvass',
    // Options in the connection string take this one's place.
    options: PLANNING,
  });
  let closed: Promise<void> | undefined;
  // Without a listener a lost idle connection would end the process. At the end a server that stops may be quicker than
  // our farewell to it: that is no loss.
  pool.on('error', (error) => {
    if (closed === undefined) options.onIdleError?.(error);
  });

  const runIn = (collection: string): RunStatement => {
    const names = new Map<string, string>();
    return async <Row>(text: string, values: unknown[]) => {
      let name = names.get(text);
      if (name === undefined) names.set(text, (name = statementName(text)));
      for (let tries = 1; ; tries++) {
        try {
          const result = await pool.query<Row & object>({ name, text, values });
          return { rows: result.rows, count: result.rowCount ?? 0 };
        } catch (error) {
          // Every statement is a transaction of its own: the one that lost did nothing and may go again.
          if (codeOf(error) !== DEADLOCK || tries === DEADLOCK_TRIES) throw mapError(error, collection);
        }
      }
    };
  };

  return {
    collection: collectionsByName(
      (declaration) =>
        new PostgresCollection(declaration, `${quoted(schema)}.${quoted(declaration.name)}`, runIn(declaration.name)),
    ),

    async prepare(declarations) {
      declarations.forEach(checkDeclaration);
      // Its own connection: waiting for another process to prepare may take longer than a statement may.
      const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
      client.on('error', (error) => options.onIdleError?.(error));
      try {
        await client.connect();
        await prepareSchema(client, schema, declarations);
      } catch (error) {
        throw mapError(error, schema);
      } finally {
        await client.end();
      }
    },

    async ping() {
      await runIn(schema)('SELECT 1', []);
    },

    close() {
      closed ??= pool.end();
      return closed;
    },
  };
}
