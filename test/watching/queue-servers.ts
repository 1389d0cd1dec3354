import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Queue, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { Redis } from 'ioredis';
import { freshDatabase } from '../setup/database.js';
import { until } from '../support/until.js';

/** A queue on one of the two servers, for tests that must hold on both. */
export interface TestQueue {
  queue: Queue;
  /** Makes whoever else opens a queue or a worker from now on use this server, as BullMQ's default is one a process. */
  close(): Promise<void>;
}

export const hasRedis = canRun('redis-server');
if (!hasRedis) {
  const sentence = 'Watching the queue was NOT tried on Redis: no redis-server on the PATH.';
  if (process.env['REQUIRE_ALL'] === '1') throw new Error(sentence);
  process.stderr.write(`${sentence}\n`);
}

export const SERVERS: [name: string, open: () => Promise<TestQueue>][] = [
  ['PostgreSQL', onPostgres],
  ...(hasRedis ? [['Redis', onRedis] satisfies [string, () => Promise<TestQueue>]] : []),
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

async function onRedis(): Promise<TestQueue> {
  const port = await freePort();
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', '/tmp'], {
    stdio: 'ignore',
  });
  const probe = new Redis(port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: null });
  probe.on('error', () => undefined);
  await until('Redis to answer', () => probe.ping());
  probe.disconnect();
  setDefaultBackendFactory();
  const queue = new Queue('turns', { connection: { port, host: '127.0.0.1' }, prefix: '{canvass}' });
  await queue.waitUntilReady();
  return {
    queue,
    async close() {
      await queue.close();
      await stop(server);
    },
  };
}

async function stop(server: ChildProcess): Promise<void> {
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function canRun(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
