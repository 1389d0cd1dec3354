import { Queue, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { freshDatabase } from '../setup/database.js';
import { findRedisServer, startRedisServer } from '../support/redis-server.js';

/** A queue on one of the two servers, for tests that must hold on both. */
export interface TestQueue {
  queue: Queue;
  /** Makes whoever else opens a queue or a worker from now on use this server, as BullMQ's default is one a process. */
  close(): Promise<void>;
}

const redisServer = findRedisServer();

export const SERVERS: [name: string, open: () => Promise<TestQueue>][] = [
  ['PostgreSQL', onPostgres],
  ...(redisServer === undefined
    ? []
    : [['Redis', () => onRedis(redisServer)] satisfies [string, () => Promise<TestQueue>]]),
];

async function onPostgres(): Promise<TestQueue> {
  const database = await freshDatabase();
  setDefaultBackendFactory(createPostgresBackend);
  const connection: object = {
    connectionString: database.connectionString,
    schema: 'canvass_queue',
    migrate: true,
    max: 4,
  };
  const queue = new Queue('turns', { connection });
  await queue.waitUntilReady();
  return {
    queue,
    async close() {
      await queue.close();
      await database.drop();
    },
  };
}

async function onRedis(binary: string): Promise<TestQueue> {
  const server = await startRedisServer(binary);
  setDefaultBackendFactory();
  const queue = new Queue('turns', { connection: { port: server.port, host: '127.0.0.1' }, prefix: '{canvass}' });
  await queue.waitUntilReady();
  return {
    queue,
    async close() {
      await queue.close();
      await server.stop();
    },
  };
}
