import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { Program } from '../installation/program.mjs';
import { temporaryFolder } from '../installation/temporary-folder.mjs';
import { choosePort } from '../ports.mjs';
import { inProject } from '../project.mjs';
import { Refusal } from '../say.mjs';

const READY_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 10_000;

export const HOW_TO_GET_REDIS =
  'redis-server is not on the PATH. Debian and Ubuntu: apt-get install redis-server; macOS: brew install redis; ' +
  'or set REDIS_URL to a server that may be used.';

/** `{ version }` of the redis-server on the PATH; undefined when there is none. */
export async function findRedisServer() {
  const said = await promisify(execFile)('redis-server', ['--version']).catch(() => undefined);
  const version = /v=(\S+)/.exec(said?.stdout ?? '')?.[1];
  return version === undefined ? undefined : { version };
}

/**
 * A Redis for one run: a server of its own on a free port, or the one that REDIS_URL names. A server of its own may be
 * stopped, killed and started again on the same port, and it goes when we do.
 * @param options.port        a free one when absent
 * @param options.appendOnly  keeps its data over a restart (append-only file, a write a second); default false
 * @param options.dataDir     where to; a temporary folder, removed by `stop`, when absent
 * @throws Refusal when there is no server, in words that say how to get one
 */
export async function startRedisServer(options = {}) {
  if (process.env.REDIS_URL) return useGiven(process.env.REDIS_URL);
  const found = await findRedisServer();
  if (!found) throw new Refusal(HOW_TO_GET_REDIS);
  const port = options.port ?? (await choosePort(undefined, 0));
  const dataDir = options.dataDir ?? (await temporaryFolder('redis'));
  const server = new OwnRedis(found.version, port, dataDir, options);
  await server.start();
  return server;
}

class OwnRedis {
  name = 'Redis';
  /** Of the server itself while it runs. */
  pid;
  #program;
  #dataDir;
  #isTemporary;

  constructor(version, port, dataDir, { dataDir: given, appendOnly = false }) {
    this.version = version;
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
    this.#dataDir = dataDir;
    this.#isTemporary = given === undefined;
    const settings = {
      bind: '127.0.0.1',
      port,
      dir: dataDir,
      appendonly: appendOnly ? 'yes' : 'no',
      save: '',
      // What BullMQ asks for: a queue from which keys are evicted loses jobs.
      'maxmemory-policy': 'noeviction',
    };
    this.#program = new Program({
      name: 'Redis',
      file: inProject('scripts', 'servers', 'guarded.mjs'),
      args: ['redis-server', ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])],
      env: {},
      onMessage: ({ kind, pid }) => {
        if (kind === 'started') this.pid = pid;
      },
    });
  }

  /** Starts it, again after `stop` or `kill9`; resolves when it answers. @throws Refusal when it does not */
  async start() {
    this.#program.start();
    const end = performance.now() + READY_WITHIN_MS;
    while (!(await answers(this.url))) {
      if (!this.#program.isRunning || performance.now() > end) {
        await this.#program.kill9();
        throw new Refusal(`redis-server did not start. It said:\n${this.#program.lastWords}`);
      }
      await delay(20);
    }
  }

  /** In good order. What is in its folder stays unless that was a temporary one and `keep` is not set. */
  async stop({ keep = false } = {}) {
    await this.#program.stop(STOP_WITHIN_MS);
    this.pid = undefined;
    if (this.#isTemporary && !keep) await rm(this.#dataDir, { recursive: true, force: true });
  }

  async kill9() {
    if (!this.#program.isRunning || this.pid === undefined) return;
    const gone = new Promise((done) => this.#program.onExit(done));
    process.kill(this.pid, 'SIGKILL');
    await gone;
    this.pid = undefined;
  }

  /** Forgets everything: at once while it runs, else by deleting its files. */
  async wipe() {
    if (this.#program.isRunning) {
      await withClient(this.url, (client) => client.flushall());
      return;
    }
    for (const name of await readdir(this.#dataDir)) await rm(join(this.#dataDir, name), { recursive: true });
  }
}

/** Somebody else's server: it is used, and left as it is. */
async function useGiven(url) {
  const version = await withClient(url, async (client) => /redis_version:(\S+)/.exec(await client.info('server'))?.[1]);
  const notOurs = () => {
    throw new Refusal('The Redis that REDIS_URL names is not ours to stop; unset REDIS_URL for one of its own.');
  };
  return {
    name: 'Redis',
    url,
    port: Number(new URL(url).port || 6379),
    pid: undefined,
    version,
    start: async () => {},
    stop: async () => {},
    kill9: async () => notOurs(),
    wipe: async () => notOurs(),
  };
}

async function answers(url) {
  return withClient(url, async (client) => (await client.ping()) === 'PONG').catch(() => false);
}

async function withClient(url, work) {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    enableOfflineQueue: false,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  // Each failure is thrown by the call; without a listener it would be printed as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    client.disconnect();
  }
}
