import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresFailed } from './errors.js';
import type { InstalledBinaries } from './install-binaries.js';
import { isAlive } from './processes.js';
import type { RuntimeUser } from './runtime-user.js';

/** A folder of PostgreSQL's own, made once, and the way in. */
export interface Cluster {
  folder: string;
  password: string;
}

export const SUPERUSER = 'canvass';
const PASSWORD_FILE = 'canvass-password';
const NEW = 'postgres.new-';

/**
 * The cluster in a data folder, made when it is not there. It is made beside and moved into place whole, with its
 * password inside: what lies at `postgres/` is always finished, an interrupted first start leaves only scraps.
 */
export async function openCluster(
  dataDir: string,
  binaries: InstalledBinaries,
  user: RuntimeUser | undefined,
  sync: boolean,
): Promise<Cluster> {
  const folder = join(dataDir, 'postgres');
  const known = await readPassword(folder);
  if (known !== undefined) return { folder, password: known };
  await removeScraps(dataDir);
  const fresh = join(dataDir, NEW + process.pid);
  const password = randomBytes(24).toString('base64url');
  const passwordFile = `${fresh}.password`;
  try {
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (user) for (const path of [fresh, passwordFile]) await chown(path, user.uid, user.gid);
    await initialise(fresh, passwordFile, binaries, user, sync);
    await rename(passwordFile, join(fresh, PASSWORD_FILE));
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
    // Another copy made it in the same moment: theirs is as good.
    const theirs = await readPassword(folder);
    if (theirs === undefined) throw error;
    return { folder, password: theirs };
  }
  return { folder, password };
}

async function readPassword(folder: string): Promise<string | undefined> {
  const entries = await readdir(folder).catch(() => undefined);
  if (entries === undefined || entries.length === 0) return undefined;
  if (!entries.includes('PG_VERSION') || !entries.includes(PASSWORD_FILE)) {
    throw new EmbeddedPostgresFailed(
      `The folder ${folder} is not a database that Canvass made; move it away, or choose another data folder.`,
    );
  }
  return (await readFile(join(folder, PASSWORD_FILE), 'utf8')).trim();
}

async function removeScraps(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const pid = Number(name.startsWith(NEW) ? name.slice(NEW.length).replace('.password', '') : NaN);
    if (Number.isInteger(pid) && (pid === process.pid || !isAlive(pid))) {
      await rm(join(dataDir, name), { recursive: true, force: true });
    }
  }
}

/** Runs without our environment: PGDATA, PGPORT, PGOPTIONS and the like would be obeyed. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SYSTEMROOT, TEMP, TMP } = process.env;
  return { PATH, SYSTEMROOT, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' };
}

async function initialise(
  folder: string,
  passwordFile: string,
  binaries: InstalledBinaries,
  user: RuntimeUser | undefined,
  sync: boolean,
): Promise<void> {
  const args = [
    ...(sync ? [] : ['--no-sync']),
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same on every machine, whatever languages it has installed.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  // The working folder has to be one that the user may enter.
  const options = { ...user, cwd: binaries.folder, env: serverEnvironment() };
  const output = await new Promise<{ code: number | null; text: string }>((done, fail) => {
    const child = spawn(binaries.program('initdb'), args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('error', fail);
    child.on('close', (code) => done({ code, text }));
  });
  if (output.code !== 0) {
    throw new EmbeddedPostgresFailed(
      `The database could not be created in ${folder}. initdb ended with ${output.code ?? 'a signal'} and said:\n${output.text.trim()}`,
    );
  }
}
