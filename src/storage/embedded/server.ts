import { execFile, spawn } from 'node:child_process';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serverEnvironment, type Cluster } from './cluster.js';
import { EmbeddedPostgresFailed } from './errors.js';
import type { InstalledBinaries } from './install-binaries.js';
import { lockFile, readLockFile, type RunningServer } from './lock-file.js';
import { isAlive, isServerOf, processesIn, signal, waitUntil } from './processes.js';
import type { RuntimeUser } from './runtime-user.js';
import { sharedBuffers } from './server-memory.js';

const LOG_LIMIT = 10_000_000;
/** A shutdown writes what is still in memory only. */
const STOP_PATIENCE_MS = 30_000;

/** Small, safe, and the same everywhere. fsync stays on: this is people's data. */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // A socket's path may have 107 bytes, which a project's folder can exceed; nobody needs one here.
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: sharedBuffers(),
  // After each checkpoint every page that is written goes into the log whole: a fifth more work until all have been.
  checkpoint_timeout: '15min',
  max_wal_size: '1GB',
  // Containers often have 64 MB of shared memory for all queries together.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

export interface SpawnedServer extends RunningServer {
  isRunning(): boolean;
  /** What the server has written since it was started. */
  said(): Promise<string>;
}

/** A port that is free now; somebody may take it before the server does, who then says so and is started again. */
export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

export interface ServerPlace {
  dataDir: string;
  cluster: Cluster;
  binaries: InstalledBinaries;
  user: RuntimeUser | undefined;
  settings: Record<string, string>;
}

/**
 * Starts the server in a session of its own, with its output in a file: Ctrl-C at the terminal, or our own sudden end,
 * does not end it, and the next start finds it.
 */
export async function spawnServer(place: ServerPlace, port: number): Promise<SpawnedServer> {
  const { dataDir, cluster, binaries, user } = place;
  const logFile = join(dataDir, 'postgres.log');
  const before = await stat(logFile).catch(() => undefined);
  if (before && before.size > LOG_LIMIT) await rm(logFile);
  const log = await open(logFile, 'a', 0o600);
  try {
    const start = (await log.stat()).size;
    const settings = Object.entries({ ...SETTINGS, ...place.settings, port: String(port) });
    const args = ['-D', cluster.folder, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    const child = spawn(binaries.program('postgres'), args, {
      ...user,
      cwd: binaries.folder,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      windowsHide: true,
    });
    let running = true;
    let failure = '';
    child.on('exit', () => (running = false));
    child.on('error', (error) => {
      running = false;
      failure = error.message;
    });
    child.unref();
    return {
      pid: child.pid ?? 0,
      port,
      isRunning: () => running,
      said: async () => {
        const text = await readFile(logFile);
        return [failure, text.subarray(start).toString('utf8').trim()].filter(Boolean).join('\n');
      },
    };
  } finally {
    await log.close();
  }
}

/**
 * The server that works in the cluster, if there is one. What a killed one left is cleared away: processes that have
 * not noticed yet, and a lock file whose process id somebody else has by now (PostgreSQL would refuse to start).
 */
export async function findServer(cluster: string): Promise<RunningServer | undefined> {
  const noted = await readLockFile(cluster);
  if (noted && (await isServerOf(noted.pid, cluster))) return noted;
  await endOrphans(cluster);
  if (noted && isAlive(noted.pid)) await rm(lockFile(cluster), { force: true });
  return undefined;
}

/** Server processes end by themselves when their parent is gone; a busy one may take its time. */
async function endOrphans(cluster: string): Promise<void> {
  const gone = async () => (await orphans(cluster)).length === 0;
  if (await waitUntil(gone, 3_000)) return;
  for (const pid of await orphans(cluster)) signal(pid, 'SIGQUIT');
  if (await waitUntil(gone, 3_000)) return;
  for (const pid of await orphans(cluster)) signal(pid, 'SIGKILL');
  await waitUntil(gone, 3_000);
}

async function orphans(cluster: string): Promise<number[]> {
  const pids = await processesIn(cluster);
  const names = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')));
  return pids.filter((_pid, i) => names[i]?.startsWith('postgres'));
}

/**
 * Ends a server: fast shutdown, then immediate, then by force (signals:
 * https://www.postgresql.org/docs/18/server-shutdown.html). Resolves when nothing is left of it.
 */
export async function stopServer(
  pid: number,
  { cluster, binaries }: ServerPlace,
  patienceMs = STOP_PATIENCE_MS,
): Promise<void> {
  const gone = async () => !(await isServerOf(pid, cluster.folder));
  if (process.platform === 'win32') {
    const args = ['stop', '-D', cluster.folder, '-m', 'fast', '-w'];
    await promisify(execFile)(binaries.program('pg_ctl'), args, { windowsHide: true });
    return;
  }
  for (const [name, waitMs] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if ((await gone()) || !signal(pid, name) || (await waitUntil(gone, waitMs))) break;
  }
  await endOrphans(cluster.folder);
  if (!(await gone())) throw new EmbeddedPostgresFailed(`The database (process ${pid}) could not be stopped.`);
}
