import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSettings } from '../../src/config/settings.js';
import { createApp } from '../../src/http/create-app.js';
import { createLogger } from '../../src/logging/logger.js';
import { openRuntime, type Runtime } from '../../src/runtime/runtime.js';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.js';
import { readTemplateFiles } from '../../src/simulator/template-files.js';
import type { ChannelSettings } from '../../src/store/channel.js';
import { freshDatabase, type FreshDatabase } from '../setup/database.js';
import { freshMongoDatabase } from '../setup/mongo.js';
import { noteRoutes } from './routes-seen.js';
import { ServiceApi, type ChannelSeen, type ConversationSeen, type ResponseSeen } from './service-api.js';
import { until } from './until.js';

const project = join(__dirname, '..', '..');

export interface SystemOptions {
  /** MongoDB and Redis in place of PostgreSQL with the queue in it. */
  large?: { mongoUrl: string; redisUrl: string };
  /** Environment variables on top of those that the suite sets. */
  env?: Record<string, string>;
  simulator?: SimulatorOptions;
  /** Agents are talked to: `quiet` waits for their answers, too. */
  agents?: boolean;
  /** Parts of the runtime that the test brings itself. */
  parts?: (runtime: Runtime) => Partial<Runtime>;
  /** Puts something between the service and its database. */
  databaseUrl?: (url: string) => string;
}

/**
 * Service and simulator in one process, with a database of their own, on free ports; the service's clock follows the
 * simulator's. No channel is connected yet.
 */
export interface System {
  url: string;
  token: string;
  databaseUrl: string;
  api: ServiceApi;
  simulator: Simulator;
  runtime: Runtime;
  app: NestFastifyApplication;
  /** Connects the simulator as a channel. */
  connect(settings?: Partial<ChannelSettings>): Promise<ChannelSeen>;
  /** Resolves when every webhook is delivered, every mailbox empty and everything sent that may be sent by now. */
  quiet(): Promise<void>;
  /** Moves the platform's clock and with it the service's, and waits until what came due is done. */
  advance(ms: number): Promise<void>;
  conversationWith(waId: string): Promise<ConversationSeen>;
  /** The latest session of this person. */
  responseOf(waId: string): Promise<ResponseSeen>;
  /** Stops all of it; the first error of any part is thrown at the end. */
  stop(): Promise<void>;
}

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const cleanups: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    const failures: unknown[] = [];
    for (const cleanup of cleanups.splice(0).toReversed()) {
      await cleanup().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
  try {
    return await start(options, cleanups, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: SystemOptions,
  cleanups: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<System> {
  const { large } = options;
  const database = large ? mongoDatabase(large.mongoUrl) : await freshDatabase();
  cleanups.push(() => database.drop());
  const dataDir = await mkdtemp(join(tmpdir(), 'canvass-http-'));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  const simulator = await startSimulator({
    templates: await readTemplateFiles(join(project, 'flows', 'templates')),
    webhookRetry: { firstMs: 50, factor: 2, maxMs: 500 },
    ...options.simulator,
  });
  cleanups.push(() => simulator.stop());

  const token = randomBytes(24).toString('base64url');
  const settings = readSettings({
    DATABASE_URL: options.databaseUrl?.(database.connectionString) ?? database.connectionString,
    ...(large ? { REDIS_URL: large.redisUrl } : {}),
    DATA_DIR: dataDir,
    ...simulator.connection().settings,
    API_TOKEN: token,
    SECRET_KEY: randomBytes(32).toString('base64'),
    CLOCK: 'adjustable',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...options.env,
  });
  const opened = await openRuntime({ settings, log: createLogger(settings.LOG_LEVEL), projectDir: project });
  cleanups.push(() => opened.close());
  const runtime = { ...opened, ...options.parts?.(opened) };
  const app = await createApp(runtime);
  noteRoutes(app);
  cleanups.push(() => app.close());
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  runtime.publicUrl.value = url;
  if (settings.CLOCK === 'adjustable') await simulator.setClockHook({ url: `${url}/api/v1/clock`, token });

  const api = new ServiceApi(url, token);
  const quiet = () => quietOf(simulator, runtime, options.agents ?? false);
  const conversationWith = async (waId: string) => {
    const found = (await api.conversations()).filter(({ to }) => to.waId === waId);
    expect(found).toHaveLength(1);
    return found[0]!;
  };
  return {
    url,
    token,
    databaseUrl: database.connectionString,
    api,
    simulator,
    runtime,
    app,
    connect: (given) => api.connectTo(simulator.connection(), given),
    quiet,
    async advance(ms) {
      const { hook } = await simulator.advanceClock(ms);
      expect(hook).toEqual({ told: true, status: 200 });
      await quiet();
    },
    conversationWith,
    async responseOf(waId) {
      const conversation = await conversationWith(waId);
      const responses = await api.responses();
      return responses.find(({ conversationId }) => conversationId === conversation.id)!;
    },
    stop,
  };
}

/** A name of its own on the server of the whole test run. */
function mongoDatabase(serverUrl: string): FreshDatabase {
  const url = new URL(serverUrl);
  url.pathname = `/${freshMongoDatabase()}`;
  // The server's data are in memory and go with the test run.
  return { connectionString: url.href, drop: async () => undefined };
}

const A_MOMENT_MS = 1_500;

/** Conversations that wait for an agent's answer. */
async function asking({ store, scope }: Runtime): Promise<number> {
  let count = 0;
  for await (const { call } of store.conversations.stream(scope)) count += call === null ? 0 : 1;
  return count;
}

async function quietOf(simulator: Simulator, runtime: Runtime, agents: boolean): Promise<void> {
  const { store, scope, clock } = runtime;
  const work = async () => ({
    webhooks: simulator.stats().webhooks.pending,
    waiting: await store.thread.count(scope, { waiting: { gt: '' } }),
    // With what waits for the pace of its channel, which is a moment.
    due: await store.conversations.count(scope, { attentionAt: { lte: clock.now() + A_MOMENT_MS } }),
    asking: agents ? await asking(runtime) : 0,
  });
  await until(
    'everything to be done',
    async () => {
      await simulator.idle();
      const before = platformSays(simulator);
      const now = await work();
      // Whatever passed between the two while the database was asked has work behind it that was not counted.
      return now.webhooks + now.waiting + now.due + now.asking === 0 && before === platformSays(simulator);
    },
    { seen: work },
  );
}

/** Everything that has passed between platform and service so far, a send that is to fail later included. */
function platformSays(simulator: Simulator): string {
  const { requests, webhooks } = simulator.stats();
  return JSON.stringify({ requests, webhooks });
}
