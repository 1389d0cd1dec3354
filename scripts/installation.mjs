import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedServer, stopEmbeddedServer } from './installation/embedded-server.mjs';
import { ServiceProgram } from './installation/service-program.mjs';
import { temporaryFolder } from './installation/temporary-folder.mjs';
import { startMongoServer } from './mongo-server.mjs';
import { Refusal } from './say.mjs';
import { startRedisServer } from './servers/redis-server.mjs';

/**
 * A whole installation of Canvass as processes of their own, for trials: data in temporary folders, free ports, one API
 * token and key for all. Resolves when every process is ready. `stop` leaves nothing behind; when we are ended without
 * it, everything notices and goes by itself.
 *
 * @param options.size     `embedded`: one process of role all with the embedded database; `mongo`: a MongoDB (or what
 *                         stands in for it), Redis, web and worker processes, or one process of role all without workers
 * @param options.webs     default 1; webhooks and the API go to the first
 * @param options.workers  default 0
 * @param options.env      settings on top, of all processes
 * @param options.redis    options of startRedisServer
 * @param options.nodeArgs arguments of Node, such as `--cpu-prof`
 * @throws Refusal when a server is missing or a process does not come up; nothing is left running then
 */
export async function startInstallation(options) {
  const installation = await createInstallation(options);
  try {
    await installation.open();
    return installation;
  } catch (error) {
    await installation.stop();
    throw error;
  }
}

/** The same before anything of it runs: `open` starts it, and `stop` may be called meanwhile. */
export async function createInstallation({ size, webs = 1, workers = 0, env = {}, redis = {}, nodeArgs = [] }) {
  if (size !== 'embedded' && size !== 'mongo') throw new Refusal(`There is no size "${size}": embedded or mongo.`);
  const dataDir = await temporaryFolder('installation', stopEmbeddedServer);
  return new Installation(size, dataDir, { webs, workers, env, redis, nodeArgs });
}

class Installation {
  token = randomBytes(24).toString('base64url');
  /** ServiceProgram each: the webs first, or the one of role all. */
  services = [];
  /** What was started besides: `{ name, version, … }`, with `start`, `stop`, `kill9`; undefined on the embedded size. */
  mongo;
  redis;
  #options;
  #opening;
  #stopping;

  constructor(size, dataDir, options) {
    this.size = size;
    this.dataDir = dataDir;
    this.#options = options;
  }

  /** Where webhooks and the API go. */
  get url() {
    return this.services[0].url;
  }

  get redisUrl() {
    return this.redis?.url;
  }

  /** Of the database itself, past the service. */
  async databaseUrl() {
    if (this.mongo) return this.mongo.url;
    const server = await embeddedServer(this.dataDir);
    if (!server) throw new Refusal('The embedded database does not run.');
    return server.url;
  }

  /** Resolves when every process is ready. @throws Refusal when one does not come up, or `stop` was called */
  open() {
    this.#opening ??= this.#open(this.#options);
    return this.#opening;
  }

  async #open({ webs, workers, env, redis, nodeArgs }) {
    const common = {
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      API_TOKEN: this.token,
      SECRET_KEY: randomBytes(32).toString('base64'),
      DATA_DIR: this.dataDir,
    };
    const servers = this.size === 'mongo' ? await this.#openServers(redis) : {};
    const settings = { ...common, ...servers, ...env };
    const roles =
      this.size === 'embedded' || workers === 0
        ? ['all']
        : [...Array(webs).fill('web'), ...Array(workers).fill('worker')];
    for (const role of roles) {
      const n = this.services.filter((service) => service.role === role).length;
      const publicUrl = this.services[0]?.url;
      const own = publicUrl === undefined ? settings : { PUBLIC_URL: publicUrl, ...settings };
      this.services.push(await ServiceProgram.create(role, n, own, nodeArgs));
    }
    this.#goOn();
    const started = await Promise.allSettled(this.services.map((service) => service.start()));
    for (const { status, reason } of started) if (status === 'rejected') throw reason;
    this.#goOn();
  }

  async #openServers(redis) {
    this.redis = await startRedisServer(redis);
    this.#goOn();
    this.mongo = await startMongoServer({ dataDir: join(this.dataDir, 'mongo') });
    return { DATABASE_URL: this.mongo.url, REDIS_URL: this.redis.url };
  }

  #goOn() {
    if (this.#stopping) throw new Refusal('The installation was stopped while it was being started.');
  }

  /** @throws Refusal when there is no such process */
  service(role, n = 0) {
    const found = this.services.find((service) => service.role === role && service.n === n);
    if (!found) throw new Refusal(`This installation has no ${role} ${n}.`);
    return found;
  }

  kill9(role, n = 0) {
    return this.service(role, n).kill9();
  }

  /** In good order when it runs, then again; resolves when it is ready. */
  async restart(role, n = 0) {
    const service = this.service(role, n);
    await service.stop();
    await service.start();
  }

  /** Everything, in good order and within bounds, and its data with it. May be called twice. */
  stop() {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop() {
    // A service that is ended while it starts its database leaves that behind, half made: it may come up first.
    if (this.size === 'embedded') await this.#opening?.catch(() => undefined);
    await Promise.all(this.services.map((service) => service.stop()));
    // Whoever opens it is told what went wrong; here it only has to be over.
    await this.#opening?.catch(() => undefined);
    // A service that was killed left its database behind.
    if (this.size === 'embedded') await stopEmbeddedServer(this.dataDir);
    await this.mongo?.stop();
    await this.redis?.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
