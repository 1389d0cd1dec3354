import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './is-alive.mjs';

const STOP_WITHIN_MS = 20_000;

/**
 * The embedded database of a data folder: `{ url, pid }`, or undefined when none runs there. It is a process of its
 * own that outlives a service that is killed.
 */
export async function embeddedServer(dataDir) {
  const folder = join(dataDir, 'postgres');
  const lock = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const password = await readFile(join(folder, 'canvass-password'), 'utf8').catch(() => '');
  // Line 1 is the process id, line 4 the port: https://www.postgresql.org/docs/18/storage-file-layout.html
  const [pid, , , port] = lock.split('\n').map(Number);
  if (!pid || !port || !isAlive(pid)) return undefined;
  return { pid, url: `postgres://canvass:${encodeURIComponent(password.trim())}@127.0.0.1:${port}/canvass` };
}

/** Ends what a killed service left behind. */
export async function stopEmbeddedServer(dataDir) {
  const server = await embeddedServer(dataDir);
  if (!server) return;
  // Fast shutdown, then at once: https://www.postgresql.org/docs/18/server-shutdown.html
  process.kill(server.pid, 'SIGINT');
  for (const start = performance.now(); isAlive(server.pid); await delay(50)) {
    if (performance.now() - start < STOP_WITHIN_MS) continue;
    process.kill(server.pid, 'SIGKILL');
    return;
  }
}
