import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import pg from 'pg';
import { conversationDocument, eventDocument } from './documents.mjs';

const CONNECTIONS = 20;
const QUEUE_CONNECTIONS = 10;

/** The floor's documents and queue on PostgreSQL: plain prepared statements, BullMQ on the same server. */
export async function openPostgresFloor({ databaseUrl }, conversationIds) {
  setDefaultBackendFactory(createPostgresBackend);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
  await pool.query('DROP SCHEMA IF EXISTS floor CASCADE');
  await pool.query('CREATE SCHEMA floor');
  await pool.query('CREATE TABLE floor.events (id text COLLATE "C" PRIMARY KEY, doc json NOT NULL)');
  await pool.query(
    'CREATE TABLE floor.conversations (id text COLLATE "C" PRIMARY KEY, rev bigint NOT NULL, doc json NOT NULL)',
  );
  for (const id of conversationIds) {
    await pool.query('INSERT INTO floor.conversations VALUES ($1, 1, $2)', [id, conversationDocument(id)]);
  }
  const run = (name, text, values) => pool.query({ name, text, values });
  return {
    queueConnection: {
      connectionString: databaseUrl,
      schema: 'floor_queue',
      migrate: true,
      max: QUEUE_CONNECTIONS,
      // As the service has it: a job that a crash loses can be made again.
      options: '-c synchronous_commit=off',
    },
    insertEvent: (id, conversationId, n) =>
      run('event', 'INSERT INTO floor.events VALUES ($1, $2)', [id, JSON.stringify(eventDocument(conversationId, n))]),
    async takeTurn(id) {
      const read = await run('read', 'SELECT rev, doc FROM floor.conversations WHERE id = $1', [id]);
      const [{ rev, doc }] = read.rows;
      const next = JSON.stringify({ ...doc, turn: doc.turn + 1 });
      const text = 'UPDATE floor.conversations SET rev = rev + 1, doc = $3 WHERE id = $1 AND rev = $2';
      const { rowCount } = await run('write', text, [id, rev, next]);
      if (rowCount !== 1) throw new Error(`conversation ${id} was written by somebody else`);
    },
    async close() {
      await pool.query('DROP SCHEMA floor CASCADE');
      await pool.query('DROP SCHEMA IF EXISTS floor_queue CASCADE');
      await pool.end();
    },
  };
}
