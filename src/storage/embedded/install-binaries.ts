import { constants } from 'node:fs';
import {
  access,
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresFailed } from './errors.js';
import type { PackagedBinaries } from './find-binaries.js';
import { isAlive } from './processes.js';

const LINKS = 'pg-symlinks.json';
const COMPLETE = '.canvass-complete.json';
const NEW = '.new-';

/** npm packages carry no links; the package lists them, as `native/lib/…` paths, and makes them after install. */
const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Complete = z.record(z.string(), z.number());

/** Programs and libraries of PostgreSQL that can be run where they are. */
export interface InstalledBinaries {
  folder: string;
  program(name: 'postgres' | 'initdb' | 'pg_ctl'): string;
}

function installed(folder: string): InstalledBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { folder, program: (name) => join(folder, 'bin', name + suffix) };
}

/** In place, when we may run them there ourselves: links and modes are put right if npm left them out. */
export async function useInPlace({ native }: PackagedBinaries): Promise<InstalledBinaries> {
  await mendLinks(native);
  await mendModes(native);
  return installed(native);
}

/**
 * A copy under `home`, readable for all: for a database that runs as another user. Made beside and moved into place
 * whole, so that an interrupted copy is never used; a damaged one is replaced. Several starts at once do no harm.
 */
export async function copyTo(home: string, { native, version }: PackagedBinaries): Promise<InstalledBinaries> {
  const folder = join(home, `postgres-${version}`);
  if (await isComplete(folder)) return installed(folder);
  try {
    await mkdir(home, { recursive: true, mode: 0o755 });
    await removeScraps(home);
    const fresh = await mkdtemp(`${folder}${NEW}${process.pid}-`);
    try {
      await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
      await mendLinks(fresh);
      await openToAll(fresh);
      await writeFile(join(fresh, COMPLETE), JSON.stringify(await sizes(fresh)), { mode: 0o644 });
      await moveIntoPlace(fresh, folder);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  } catch (error) {
    throw new EmbeddedPostgresFailed(
      `The database's programs could not be copied to ${folder} (${String(error)}). As root they have to be where ` +
        'another user can read them; run as an ordinary user, or set DATABASE_URL.',
      { cause: error },
    );
  }
  return installed(folder);
}

/** What interrupted copies left. */
async function removeScraps(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = Number(name.split(NEW)[1]?.split('-')[0]);
    if (pid > 0 && !isAlive(pid)) await rm(join(home, name), { recursive: true, force: true });
  }
}

async function moveIntoPlace(fresh: string, folder: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await rename(fresh, folder);
      return;
    } catch (error) {
      // Somebody else was faster, or a damaged copy lies there.
      if (await isComplete(folder)) return;
      if (tries === 3) throw error;
      const damaged = `${fresh}-damaged`;
      await rename(folder, damaged);
      await rm(damaged, { recursive: true, force: true });
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** All files below by path with their sizes; links by the size of what they point to. */
async function sizes(folder: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory() || entry.name === COMPLETE) continue;
    const path = join(entry.parentPath, entry.name);
    found[relative(folder, path)] = (await stat(path)).size;
  }
  return found;
}

async function isComplete(folder: string): Promise<boolean> {
  try {
    const expected = Complete.parse(JSON.parse(await readFile(join(folder, COMPLETE), 'utf8')));
    const found = await sizes(folder);
    return Object.entries(expected).every(([path, size]) => found[path] === size);
  } catch {
    // Not there, unreadable or a dangling link: in every case not complete.
    return false;
  }
}

async function mendLinks(folder: string): Promise<void> {
  const list = join(folder, LINKS);
  if (!(await exists(list))) return;
  for (const { source, target } of Links.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const link = join(folder, relative('native', target));
    const to = relative(dirname(link), join(folder, relative('native', source)));
    if (await exists(link)) continue;
    await symlink(to, link).catch((error: unknown) => {
      throw new EmbeddedPostgresFailed(
        `The database's library ${basename(link)} is missing in ${dirname(link)} and cannot be put there (${String(error)}).`,
        { cause: error },
      );
    });
  }
}

async function mendModes(folder: string): Promise<void> {
  for (const name of await readdir(join(folder, 'bin'))) {
    const program = join(folder, 'bin', name);
    const runs = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!runs) await chmod(program, 0o755);
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const runs = entry.isDirectory() || basename(entry.parentPath) === 'bin' || entry.name.includes('.so');
    await chmod(path, runs ? 0o755 : 0o644);
  }
}
