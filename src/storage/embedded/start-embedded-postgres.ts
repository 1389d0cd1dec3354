import type pg from 'pg';
import { openCluster } from './cluster.js';
import { makeDataDir, SHARED_HOME } from './data-folder.js';
import { EmbeddedPostgresFailed } from './errors.js';
import { findBinaries } from './find-binaries.js';
import { copyTo, useInPlace } from './install-binaries.js';
import { connectionString, connectWhenReady, ensureDatabase, takeOwnership } from './owner.js';
import { runtimeUser } from './runtime-user.js';
import { findServer, freePort, spawnServer, stopServer, type ServerPlace } from './server.js';
import { guardedStart } from './start-guard.js';
import type { RunningServer } from './lock-file.js';

export interface EmbeddedPostgresOptions {
  /** Where the data lives; made when missing. `defaultDataDir` gives the usual place. */
  dataDir: string;
  /** Told in plain sentences what is going on. */
  log: (message: string) => void;
  /** The server went away while nobody asked it to: nothing can be stored any more. Called once. */
  onLost?: (error: Error) => void;
  /** PostgreSQL settings on top of ours: for tests (`fsync: 'off'`). */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** Of the database `canvass`, as its superuser. Contains the password. */
  connectionString: string;
  /** The real folder: another than asked for when root's database could not have entered that one. */
  dataDir: string;
  /** Process id of the server. */
  pid: number;
  /** It was running already, left behind by a copy that was killed. */
  adopted: boolean;
  /** Ends the server and waits until nothing is left of it. May be called twice. */
  stop(): Promise<void>;
}

const DATABASE = 'canvass';
const ANSWER_TIMEOUT_MS = 15_000;
/** What does not answer will hardly shut down in good order. */
const HUNG_PATIENCE_MS = 5_000;
/** Replaying a long log after a crash takes its time. */
const RECOVERY_TIMEOUT_MS = 600_000;
const START_TRIES = 5;

/** What a second try may cure: a port taken in between, leftovers that are just going away. */
const PASSING = /could not bind|Address already in use|pre-existing shared memory block|lock file .* already exists/;

/**
 * Starts the built-in PostgreSQL in its data folder, or adopts the one that a killed copy left running there, and holds
 * the folder until `stop`.
 * @throws DataFolderInUse when another copy holds it, EmbeddedPostgresFailed with PostgreSQL's own words otherwise
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const user = runtimeUser();
  const packaged = await findBinaries();
  const dataDir = await makeDataDir(options.dataDir, user);
  if (user && dataDir !== options.dataDir) {
    options.log(`the database's data is in ${dataDir}, which it can read when Canvass runs as root`);
  }
  return guardedStart(dataDir, async () => {
    const binaries = user ? await copyTo(SHARED_HOME, packaged) : await useInPlace(packaged);
    const cluster = await openCluster(dataDir, binaries, user, options.settings?.fsync !== 'off');
    const place: ServerPlace = { dataDir, cluster, binaries, user, settings: options.settings ?? {} };
    const started = (await adopt(place, options.log)) ?? (await start(place, options.log));
    try {
      await takeOwnership(started.owner, dataDir);
      await ensureDatabase(started.owner, DATABASE);
    } catch (error) {
      await started.owner.end();
      if (!started.adopted) await stopServer(started.server.pid, place);
      throw error;
    }
    return hold(place, started, options.onLost);
  });
}

interface Started {
  server: RunningServer;
  owner: pg.Client;
  adopted: boolean;
}

async function adopt(place: ServerPlace, log: (message: string) => void): Promise<Started | undefined> {
  const server = await findServer(place.cluster.folder);
  if (!server) return undefined;
  const isRunning = async () => (await findServer(place.cluster.folder))?.pid === server.pid;
  const owner = await connectWhenReady(server, place.cluster, { isRunning, timeoutMs: ANSWER_TIMEOUT_MS });
  if (owner) {
    log(`found the database running (process ${server.pid})`);
    return { server, owner, adopted: true };
  }
  if (await isRunning()) {
    log(`the database left running (process ${server.pid}) does not answer; starting it anew`);
    await stopServer(server.pid, place, HUNG_PATIENCE_MS);
  }
  return undefined;
}

async function start(place: ServerPlace, log: (message: string) => void): Promise<Started> {
  for (let tries = 1; ; tries++) {
    const server = await spawnServer(place, await freePort());
    const owner = await connectWhenReady(server, place.cluster, {
      isRunning: server.isRunning,
      timeoutMs: RECOVERY_TIMEOUT_MS,
    });
    if (owner) {
      log(`started the database (process ${server.pid}, port ${server.port})`);
      return { server, owner, adopted: false };
    }
    if (server.isRunning()) await stopServer(server.pid, place);
    const said = await server.said();
    if (tries === START_TRIES || !PASSING.test(said)) {
      throw new EmbeddedPostgresFailed(`The database in ${place.dataDir} did not start. PostgreSQL said:\n${said}`);
    }
    await findServer(place.cluster.folder);
  }
}

function hold(
  place: ServerPlace,
  { server, owner, adopted }: Started,
  onLost?: (error: Error) => void,
): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  let lost: Error | undefined;
  const lose = (error: Error) => {
    if (stopped || lost) return;
    lost = error;
    onLost?.(new EmbeddedPostgresFailed(`The database went away: ${error.message}`, { cause: error }));
  };
  owner.on('error', lose);
  owner.on('end', () => lose(new Error('it closed the connection')));
  return {
    connectionString: connectionString(server, place.cluster, DATABASE),
    dataDir: place.dataDir,
    pid: server.pid,
    adopted,
    stop() {
      stopped ??= (async () => {
        // A connection already lost has nothing to end.
        if (!lost) await owner.end();
        await stopServer(server.pid, place);
      })();
      return stopped;
    },
  };
}
