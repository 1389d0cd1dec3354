import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from './code-of.js';

const PATIENCE_MS = 120_000;

/**
 * A name in the system that one process at a time can hold and that ends with it, whatever ends it: an abstract
 * socket on Linux, a pipe on Windows. Other systems have none; there PostgreSQL's own lock file has to do.
 */
function guardName(folder: string): string | undefined {
  const name = `canvass-start-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return undefined;
}

async function listen(name: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((done, fail) => {
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' ? done(undefined) : fail(error)));
    server.listen(name, () => done(server));
  });
}

/**
 * Runs `work` while no other process starts a database in the same folder: what it decides by looking (is the lock
 * file stale?) has to be still true when it acts.
 */
export async function guardedStart<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const name = guardName(folder);
  if (name === undefined) return work();
  const end = performance.now() + PATIENCE_MS;
  let guard = await listen(name);
  while (!guard && performance.now() < end) {
    await delay(50);
    guard = await listen(name);
  }
  if (!guard) throw new Error(`another process has been starting the database in ${folder} for two minutes`);
  try {
    return await work();
  } finally {
    guard.close();
  }
}
