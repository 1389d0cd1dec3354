import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { defaultDataDir, SHARED_HOME } from '../../src/storage/embedded/data-folder.js';
import { EmbeddedPostgresFailed } from '../../src/storage/embedded/errors.js';
import { findBinaries } from '../../src/storage/embedded/find-binaries.js';
import { copyTo } from '../../src/storage/embedded/install-binaries.js';
import { isServerOf, processesIn, waitUntil } from '../../src/storage/embedded/processes.js';
import { NOBODY } from '../../src/storage/embedded/runtime-user.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/storage/embedded/start-embedded-postgres.js';
import { copyProject, startProgram, stopPrograms } from './programs.js';

const isRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux' ? test : test.skip;
const asRoot = isRoot ? test : test.skip;
const log = () => undefined;

let folder: string;
let dataDir: string;
let started: EmbeddedPostgres[];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'canvass-embedded-')));
  chmodSync(folder, 0o755);
  dataDir = join(folder, 'data of somebody');
  started = [];
});
afterEach(async () => {
  await stopPrograms();
  for (const database of started) await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir, log, settings: { fsync: 'off' }, ...options });
  started.push(database);
  return database;
}

async function ask(connectionString: string | undefined, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(statement);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

/** Leaves something that must still be there later. */
async function remember(connectionString: string | undefined): Promise<void> {
  await ask(connectionString, "CREATE TABLE remembered AS SELECT 'safe' AS answer");
}
const recall = (connectionString: string | undefined) => ask(connectionString, 'SELECT answer FROM remembered');

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('it did not fail'),
    (error: Error) => error,
  );
}

const cluster = () => join(dataDir, 'postgres');

describe('starting', () => {
  test('starts in a path with a space, keeps data over a restart, and stop leaves nothing behind', async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    await remember(first.connectionString);
    await Promise.all([first.stop(), first.stop()]);
    expect(await isServerOf(first.pid, cluster())).toBe(false);
    expect(await processesIn(cluster())).toEqual([]);

    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await recall(second.connectionString)).toBe('safe');
  });

  test('asks for the password, listens here only, and writes safely', async () => {
    const { connectionString } = await start({ settings: {} });
    const url = new URL(connectionString);
    expect(url.hostname).toBe('127.0.0.1');
    expect(await ask(connectionString, 'SHOW listen_addresses')).toBeUndefined();
    const setting = (name: string) => ask(connectionString, `SELECT current_setting('${name}') AS answer`);
    expect(await setting('listen_addresses')).toBe('127.0.0.1');
    expect(await setting('fsync')).toBe('on');
    expect(await setting('server_encoding')).toBe('UTF8');
    expect(await ask(connectionString, "SELECT lower('ÄΣ') AS answer")).toBe('äσ');
    url.password = 'guess';
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(readFileSync(join(cluster(), 'pg_hba.conf'), 'utf8')).not.toMatch(/^[^#]*\btrust\b/m);
  });

  test('does not mind that the usual port is taken', async () => {
    const taken = createServer();
    const listening = new Promise<boolean>((done) => {
      taken.once('error', () => done(false));
      taken.listen(5432, '127.0.0.1', () => done(true));
    });
    const ours = await listening;
    const { connectionString } = await start();
    expect(await ask(connectionString, 'SELECT 1 AS answer')).toBe(1);
    if (ours) taken.close();
  });

  test('begins anew where a first start was interrupted', async () => {
    mkdirSync(join(dataDir, 'postgres.new-99999999', 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres.new-99999999.password'), 'old');
    mkdirSync(cluster());
    const { connectionString } = await start();
    expect(await ask(connectionString, 'SELECT 1 AS answer')).toBe(1);
    expect(existsSync(join(dataDir, 'postgres.new-99999999'))).toBe(false);
    expect(existsSync(join(dataDir, 'postgres.new-99999999.password'))).toBe(false);
  });

  test('leaves a folder alone that it did not make', async () => {
    mkdirSync(cluster(), { recursive: true });
    writeFileSync(join(cluster(), 'holiday.jpg'), 'precious');
    const error = await failure(start());
    expect(error).toBeInstanceOf(EmbeddedPostgresFailed);
    expect(error.message).toContain(cluster());
    expect(readFileSync(join(cluster(), 'holiday.jpg'), 'utf8')).toBe('precious');
  });

  test('tells in PostgreSQL’s own words why it did not start, and can be started after', async () => {
    const error = await failure(start({ settings: { shared_buffers: 'plenty' } }));
    expect(error).toBeInstanceOf(EmbeddedPostgresFailed);
    expect(error.message).toContain('invalid value for parameter "shared_buffers": "plenty"');
    expect(await ask((await start()).connectionString, 'SELECT 1 AS answer')).toBe(1);
  });

  test('says what to do where there are no programs for the platform', async () => {
    const error = await failure(findBinaries('plan9-vax'));
    expect(error.message).toMatch(/plan9-vax.*DATABASE_URL/);
  });
});

describe('a second copy', () => {
  test('is refused with the folder and the process, and does no harm', async () => {
    const first = await start();
    const second = await startProgram(dataDir);
    expect(second.said).toMatchObject({ error: 'DataFolderInUse', pid: process.pid });
    expect(second.said.message).toContain(dataDir);
    expect(await ask(first.connectionString, 'SELECT 1 AS answer')).toBe(1);
  });

  test('of two that start at once on nothing, one gets it', async () => {
    const both = await Promise.all([startProgram(dataDir), startProgram(dataDir)]);
    const winner = both.find(({ said }) => said.error === undefined);
    const loser = both.find(({ said }) => said.error !== undefined);
    expect(winner?.said.adopted).toBe(false);
    expect(loser?.said).toMatchObject({ error: 'DataFolderInUse', pid: winner?.child.pid });
  });
});

describe('after a kill -9', () => {
  test('of the program only: the next one adopts the server', async () => {
    const first = await startProgram(dataDir);
    await remember(first.said.connectionString);
    await first.kill();
    const second = await start();
    expect(second).toMatchObject({ adopted: true, pid: first.said.pid });
    expect(await recall(second.connectionString)).toBe('safe');
    await second.stop();
    expect(await isServerOf(second.pid, cluster())).toBe(false);
    expect(await processesIn(cluster())).toEqual([]);
  });

  onLinux('of everything: it recovers what was committed', async () => {
    const first = await startProgram(dataDir);
    await remember(first.said.connectionString);
    await first.kill();
    for (const pid of await processesIn(cluster())) killIfThere(pid);
    expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(true);
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await recall(second.connectionString)).toBe('safe');
  });

  onLinux('of the server: who holds it is told once', async () => {
    const onLost = jest.fn();
    const { pid } = await start({ onLost });
    process.kill(pid, 'SIGKILL');
    expect(await waitUntil(() => onLost.mock.calls.length > 0, 10_000)).toBe(true);
    expect(onLost).toHaveBeenCalledTimes(1);
    expect(onLost.mock.calls[0]?.[0]).toBeInstanceOf(EmbeddedPostgresFailed);
    expect(await ask((await start()).connectionString, 'SELECT 1 AS answer')).toBe(1);
  });

  test('stop is nobody’s loss', async () => {
    const onLost = jest.fn();
    await (await start({ onLost })).stop();
    expect(onLost).not.toHaveBeenCalled();
  });

  test('the process id in the lock file may be another’s by now', async () => {
    const first = await start();
    await remember(first.connectionString);
    const lock = readFileSync(join(cluster(), 'postmaster.pid'), 'utf8');
    await first.stop();
    // The same user as the server's, or PostgreSQL would see by itself that it cannot be one.
    const bystander = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: '/',
    });
    writeFileSync(join(cluster(), 'postmaster.pid'), lock.replace(/^\d+/, String(bystander.pid)));
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await recall(second.connectionString)).toBe('safe');
    expect(bystander.exitCode).toBeNull();
    bystander.stdin.end();
  });
});

describe('who runs it', () => {
  test('an ordinary user, in a project whose path has a space', async () => {
    const project = await copyProject(join(folder, 'my project'));
    dataDir = join(project.folder, 'data');
    mkdirSync(dataDir);
    const uid = isRoot ? NOBODY.uid : process.getuid?.();
    if (isRoot) chownSync(dataDir, NOBODY.uid, NOBODY.gid);
    const where = { ...project, ...(uid === undefined ? {} : { uid }) };

    const first = await startProgram(dataDir, where);
    expect(first.said).toMatchObject({ adopted: false, dataDir, uid });
    await remember(first.said.connectionString);
    await first.kill();
    const second = await startProgram(dataDir, where);
    expect(second.said).toMatchObject({ adopted: true });
    expect(await recall(second.said.connectionString)).toBe('safe');
    await second.stop();
    expect(await isServerOf(second.said.pid ?? 0, cluster())).toBe(false);
    expect(await processesIn(cluster())).toEqual([]);
  });

  asRoot('root: the database’s user owns its own folder and nothing beside it', async () => {
    await start();
    expect(statSync(cluster())).toMatchObject({ uid: NOBODY.uid, gid: NOBODY.gid });
    expect(statSync(dataDir).uid).toBe(0);
    expect(statSync(dataDir).mode & 0o077).toBe(0o011);
  });

  asRoot('root, in a folder that only root may enter: the data goes where the database can read it', async () => {
    chmodSync(folder, 0o700);
    const messages: string[] = [];
    const database = await start({ log: (message) => messages.push(message) });
    expect(database.dataDir.startsWith(`${SHARED_HOME}/data-`)).toBe(true);
    expect(messages.join()).toContain(database.dataDir);
    expect(await ask(database.connectionString, 'SELECT 1 AS answer')).toBe(1);
    await database.stop();
    rmSync(database.dataDir, { recursive: true });
  });

  test('the usual place of the data', () => {
    expect(defaultDataDir({ projectDir: '/home/ada/canvass', uid: 1000 })).toBe('/home/ada/canvass/data');
    expect(defaultDataDir({ projectDir: '/home/ada/canvass', uid: undefined })).toBe('/home/ada/canvass/data');
    const root = defaultDataDir({ projectDir: '/root/canvass', uid: 0 });
    expect(root).toMatch(/^\/var\/lib\/canvass\/data-[0-9a-f]{12}$/);
    expect(defaultDataDir({ projectDir: '/root/other', uid: 0 })).not.toBe(root);
  });
});

describe('the copy of the programs', () => {
  test('is made whole, used again, and mended when it is damaged', async () => {
    const packaged = await findBinaries();
    const home = join(folder, 'home');
    const copies = await Promise.all([copyTo(home, packaged), copyTo(home, packaged)]);
    const [copy] = copies;
    expect(copies[1]?.folder).toBe(copy.folder);
    const program = copy.program('postgres');
    const before = readFileSync(program).length;
    writeFileSync(program, 'half a fi');
    await copyTo(home, packaged);
    expect(readFileSync(program).length).toBe(before);
  });
});

/** Processes of a server whose first one was killed end by themselves, perhaps just before we come to them. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
