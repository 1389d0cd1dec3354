import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import mongoose from 'mongoose';
import { Program } from './installation/program.mjs';
import { choosePort } from './ports.mjs';
import { inProject } from './project.mjs';
import { Refusal } from './say.mjs';
import { canRunStandIn, STAND_IN, standInCommand } from './servers/mongo-stand-in.mjs';

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 20_000;
const REPLICA_SET = 'canvass';
const ALREADY_INITIALIZED = 23;

export const HOW_TO_GET_MONGODB =
  'No MongoDB is here: set MONGODB_URI to one that may be used, or put mongod on the PATH, or install a JDK (17 or ' +
  'newer) and Maven for the stand-in (Debian and Ubuntu: apt-get install openjdk-17-jdk-headless maven).';

/**
 * What `startMongoServer` would use here, best first: `{ kind, name }` with kind `given` (MONGODB_URI), `mongod` (on the
 * PATH) or `stand-in`; undefined when there is nothing.
 */
export async function findMongoServer() {
  if (process.env.MONGODB_URI) {
    const { version } = await withClient(process.env.MONGODB_URI, (client) => client.db().command({ buildInfo: 1 }));
    return { kind: 'given', name: `MongoDB ${version} (given)` };
  }
  const said = await promisify(execFile)('mongod', ['--version']).catch(() => undefined);
  const version = /db version v(\S+)/.exec(said?.stdout ?? '')?.[1];
  if (version !== undefined) return { kind: 'mongod', name: `MongoDB ${version}` };
  return (await canRunStandIn()) ? { kind: 'stand-in', name: STAND_IN } : undefined;
}

/**
 * A MongoDB for one run: `{ url, kind, name, port, pid, start(), stop(), kill9() }`. One of its own may be stopped, killed
 * and started again on the same port and data, and goes when we do.
 * @param options.port      a free one when absent
 * @param options.dataDir   made when missing; a temporary one, removed by `stop`, when absent
 * @param options.inMemory  keeps nothing at all, where the server can (the stand-in); default false
 * @throws Refusal when there is none, in words that say how to get one
 */
export async function startMongoServer(options = {}) {
  const found = await findMongoServer();
  if (!found) throw new Refusal(HOW_TO_GET_MONGODB);
  if (found.kind === 'given') return useGiven(found);
  const inMemory = options.inMemory === true && found.kind === 'stand-in';
  const port = options.port ?? (await choosePort(undefined, 0));
  const dataDir = inMemory ? undefined : (options.dataDir ?? (await mkdtemp(join(tmpdir(), 'canvass-mongo-'))));
  if (dataDir !== undefined) await mkdir(dataDir, { recursive: true });
  const command = found.kind === 'mongod' ? mongodCommand(port, dataDir) : await standInCommand(port, dataDir);
  const server = new OwnMongo(found, port, command, options.dataDir === undefined ? dataDir : undefined);
  await server.start();
  return server;
}

function mongodCommand(port, dataDir) {
  return ['mongod', '--replSet', REPLICA_SET, '--port', String(port), '--dbpath', dataDir, '--bind_ip', '127.0.0.1'];
}

class OwnMongo {
  /** Of the server itself while it runs. */
  pid;
  #program;
  #temporary;

  constructor({ kind, name }, port, command, temporary) {
    this.kind = kind;
    this.name = name;
    this.port = port;
    const address = `mongodb://127.0.0.1:${port}/`;
    this.url = kind === 'mongod' ? `${address}?replicaSet=${REPLICA_SET}` : address;
    this.#temporary = temporary;
    this.#program = new Program({
      name,
      file: inProject('scripts', 'servers', 'guarded.mjs'),
      args: command,
      env: {},
      onMessage: (message) => {
        if (message.kind === 'started') this.pid = message.pid;
      },
    });
  }

  /** Starts it, again after `stop` or `kill9`; resolves when it takes writes. @throws Refusal when it does not */
  async start() {
    this.#program.start();
    const end = performance.now() + READY_WITHIN_MS;
    while (!(await this.#isReady())) {
      if (this.#program.isRunning && performance.now() < end) {
        await delay(50);
        continue;
      }
      await this.kill9();
      throw new Refusal(`${this.name} did not start. It said:\n${this.#program.lastWords}`);
    }
  }

  /** In good order. What is in its folder stays, unless that was a temporary one. */
  async stop() {
    await this.#program.stop(STOP_WITHIN_MS);
    this.pid = undefined;
    if (this.#temporary !== undefined) await rm(this.#temporary, { recursive: true, force: true });
  }

  async kill9() {
    if (!this.#program.isRunning || this.pid === undefined) return;
    const gone = new Promise((done) => this.#program.onExit(done));
    process.kill(this.pid, 'SIGKILL');
    await gone;
    this.pid = undefined;
  }

  async #isReady() {
    const direct = `mongodb://127.0.0.1:${this.port}/?directConnection=true`;
    return withClient(direct, async (client) => {
      if (this.kind === 'mongod') await initiate(client, this.port);
      const { ismaster } = await client.db('admin').command({ ismaster: 1 });
      return ismaster === true;
    }).catch((error) => {
      if (/^(MongoServerSelectionError|MongoNetworkError)$/.test(error.name)) return false;
      throw error;
    });
  }
}

/** A replica set of one member, as retryable writes and majority reads need it. */
async function initiate(client, port) {
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  try {
    await client.db('admin').command({ replSetInitiate: { _id: REPLICA_SET, members } });
  } catch (error) {
    if (error.code !== ALREADY_INITIALIZED) throw error;
  }
}

/** Somebody else's server: it is used, and left as it is. */
function useGiven({ kind, name }) {
  const notOurs = async () => {
    throw new Refusal('The MongoDB that MONGODB_URI names is not ours to kill; unset MONGODB_URI for one of its own.');
  };
  const url = process.env.MONGODB_URI;
  return { kind, name, url, pid: undefined, start: async () => {}, stop: async () => {}, kill9: notOurs };
}

async function withClient(url, work) {
  // Of itself a driver waits for an answer as long as the connection stands.
  const client = new mongoose.mongo.MongoClient(url, { serverSelectionTimeoutMS: 1_000, socketTimeoutMS: 5_000 });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.close();
  }
}
