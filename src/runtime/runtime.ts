import { existsSync } from 'node:fs';
import path from 'node:path';
import { agentKinds } from '../agents/kinds.js';
import type { AgentKinds } from '../agents/links/link-opener.js';
import type { SharedCounters } from '../agents/links/link-quotas.js';
import { loadAgents, type AgentLoadReport } from '../agents/links/load-agents.js';
import { storedLogs } from '../channels/connected/stored-logs.js';
import { storedObjects } from '../channels/connected/stored-objects.js';
import { createChannelRegistry, type ChannelRegistry } from '../channels/registry.js';
import { AdjustableClock, systemClock, type Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import type { Pacer } from '../delivery/pacing/pacer.js';
import { FlowLibrary } from '../flows/flow-library.js';
import { LoadedFlows } from '../flows/loaded-flows.js';
import { loadDirectory, type LoadReport } from '../flows/load-directory.js';
import { randomIds, type Ids } from '../ids/ids.js';
import type { Logger } from '../logging/logger.js';
import type { QueueServer } from '../queue/queue-server.js';
import { openRedis, type Redis } from '../queue/redis.js';
import { SecretBox } from '../secrets/secret-box.js';
import { SYSTEM, workspaceScope, type Documents, type WorkspaceId } from '../storage/documents.js';
import { defaultDataDir } from '../storage/embedded/data-folder.js';
import { startEmbeddedPostgres } from '../storage/embedded/start-embedded-postgres.js';
import { StorageUnavailable } from '../storage/errors.js';
import { migrate } from '../storage/migrations.js';
import { MIGRATIONS } from '../store/migrations.js';
import { openStore, type Store } from '../store/store.js';
import { Metrics } from '../watching/metrics.js';
import { openTracer } from '../watching/open-tracer.js';
import { noTracer } from '../watching/tracer.js';
import type { Watching } from '../watching/watching.js';
import { checkSecretKey } from './check-secret-key.js';
import { readKeys, type Keys } from './key-files.js';
import { openDocuments } from './open-documents.js';
import { openPacer, type OpenPacer } from './open-pacer.js';

/** Everything that lives as long as the process and exists before Nest does. */
export interface Runtime {
  settings: Settings;
  log: Logger;
  clock: Clock;
  leaseClock: Clock;
  ids: Ids;
  keys: Keys;
  queueServer: QueueServer;
  pacer: Pacer;
  /** Counters that all processes share. */
  counters: SharedCounters;
  watching: Watching;
  documents: Documents;
  store: Store;
  secrets: SecretBox;
  registry: ChannelRegistry;
  flows: FlowLibrary;
  loaded: LoadedFlows;
  agentKinds: AgentKinds;
  loadedAgents: AgentLoadReport;
  scope: WorkspaceId;
  /** Where the flows lie that the product ships with. */
  examplesDir: string;
  /** The built web app, where it is built. */
  studioDir: string | undefined;
  /** Where webhooks reach us; with port 0 known only once we listen. */
  publicUrl: { value: string };
  close(): Promise<void>;
}

/** Until workspaces can be made (accounts), there is one. */
const DEFAULT_WORKSPACE = workspaceScope('default');

const NOTHING_LOADED: LoadReport = { published: [], leftOut: [], retired: [], findings: [] };

const NO_AGENTS: AgentLoadReport = { linked: [], removed: [], leftOut: [], findings: [] };

export interface OpenOptions {
  settings: Settings;
  log: Logger;
  projectDir: string;
  /** The embedded database died under us: nothing can go on. */
  onDatabaseLost?: (error: Error) => void;
  ids?: Ids;
  /** Other kinds of agents than those that there are; for tests. */
  agentKinds?: AgentKinds;
}

/** Starts or finds the database, makes its tables, reads the keys, publishes the flows. */
export async function openRuntime({
  settings,
  log,
  projectDir,
  onDatabaseLost,
  ids = randomIds,
  agentKinds: kinds = agentKinds,
}: OpenOptions): Promise<Runtime> {
  const database = await openDatabase(settings, log, projectDir, onDatabaseLost);
  const documents = openDocuments(database.url, settings, log);
  let redis: Redis | undefined;
  let pacing: OpenPacer | undefined;
  let tracer = noTracer;
  const close = async () => {
    await tracer.close();
    await pacing?.close();
    redis?.disconnect();
    await documents.close();
    await database.stop();
  };
  try {
    if (settings.REDIS_URL !== undefined) {
      redis = await openRedis(settings.REDIS_URL, (err) => log.debug({ event: 'redis.error', err }, err.message));
    }
    const keys = await readKeys(database.dataDir, settings);
    // Before anything is read by today's schemas.
    await migrateWhatIsStored(openDocuments(database.url, settings, log));
    const store = await openStore(documents);
    const secrets = new SecretBox(keys.secretKey);
    await checkSecretKey(store, secrets);
    const clock =
      settings.CLOCK === 'adjustable' ? new AdjustableClock(systemClock, settings.CLOCK_OFFSET_MS) : systemClock;
    pacing = await openPacer(settings, redis, clock, log);
    tracer = await openTracer(settings, log);
    const flows = new FlowLibrary(store, clock);
    const flowsDir = path.resolve(projectDir, settings.FLOWS_DIR);
    // Workers take what the web processes have published, or two releases would publish against each other.
    const loaded =
      settings.ROLE === 'worker' ? NOTHING_LOADED : await loadDirectory(flows, store, DEFAULT_WORKSPACE, flowsDir, log);
    const local = { name: 'local', spec: agentKinds.local };
    const loadedAgents =
      settings.ROLE === 'worker'
        ? NO_AGENTS
        : await loadAgents(DEFAULT_WORKSPACE, path.join(flowsDir, 'agents'), { store, kind: local, clock, ids, log });
    return {
      settings,
      log,
      clock,
      leaseClock: systemClock,
      ids,
      keys,
      queueServer:
        redis === undefined || settings.REDIS_URL === undefined
          ? { kind: 'postgres', connectionString: database.url }
          : { kind: 'redis', url: settings.REDIS_URL, client: redis },
      pacer: pacing.pacer,
      counters: pacing.counters,
      watching: { metrics: new Metrics({ ofProcess: true }), tracer, log },
      documents,
      store,
      secrets,
      registry: createChannelRegistry(settings, {
        objects: storedObjects(store.providerObjects),
        logs: storedLogs(store, clock),
      }),
      flows,
      loaded: new LoadedFlows(loaded),
      agentKinds: kinds,
      loadedAgents,
      scope: DEFAULT_WORKSPACE,
      examplesDir: path.join(projectDir, 'flows'),
      studioDir: builtStudio(projectDir),
      publicUrl: { value: settings.PUBLIC_URL ?? `http://127.0.0.1:${settings.PORT}` },
      close,
    };
  } catch (error) {
    await close();
    if (settings.DATABASE_URL !== undefined && error instanceof StorageUnavailable) {
      throw new Error(`DATABASE_URL: the database it names does not answer (${error.message})`, { cause: error });
    }
    throw error;
  }
}

/** Built beside the service (scripts/build-studio.mjs). */
function builtStudio(projectDir: string): string | undefined {
  const folder = path.join(projectDir, 'dist', 'studio');
  return existsSync(path.join(folder, 'index.html')) ? folder : undefined;
}

async function openDatabase(
  settings: Settings,
  log: Logger,
  projectDir: string,
  onLost?: (error: Error) => void,
): Promise<{ url: string; dataDir: string; stop(): Promise<void> }> {
  const dataDir = settings.DATA_DIR
    ? path.resolve(settings.DATA_DIR)
    : defaultDataDir({ projectDir, uid: process.getuid?.() });
  if (settings.DATABASE_URL !== undefined) return { url: settings.DATABASE_URL, dataDir, stop: async () => {} };
  const embedded = await startEmbeddedPostgres({
    dataDir,
    log: (message) => log.info({ event: 'database' }, message),
    ...(onLost ? { onLost } : {}),
  });
  return { url: embedded.connectionString, dataDir: embedded.dataDir, stop: () => embedded.stop() };
}

/** Through documents of their own: a collection keeps the schema that it was first asked for with, and theirs let everything through. */
async function migrateWhatIsStored(documents: Documents): Promise<void> {
  try {
    await migrate(documents, MIGRATIONS, { scopes: [SYSTEM, DEFAULT_WORKSPACE] });
  } finally {
    await documents.close();
  }
}
