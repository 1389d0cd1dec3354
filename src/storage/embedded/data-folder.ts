import { createHash } from 'node:crypto';
import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { RuntimeUser } from './runtime-user.js';

/** Where root keeps what a user without rights has to read: a clone may lie under a home that only root may enter. */
export const SHARED_HOME = '/var/lib/canvass';

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * Where the data of a project lives unless its user says otherwise: in the project; under root, whose database runs
 * as a user who may not be able to enter the project, in a folder of its own named after the project's path.
 */
export function defaultDataDir({ projectDir, uid }: { projectDir: string; uid: number | undefined }): string {
  return uid === 0 ? sharedDataDir(projectDir) : join(projectDir, 'data');
}

function sharedDataDir(path: string): string {
  return join(SHARED_HOME, `data-${shortHash(resolve(path))}`);
}

/** Can a user who is neither owner nor of the group enter all folders above? */
async function isReachable(folder: string, user: RuntimeUser): Promise<boolean> {
  for (let at = dirname(folder); ; at = dirname(at)) {
    const { mode, uid } = await stat(at);
    if (!(mode & 0o001) && !(uid === user.uid && mode & 0o100)) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * Makes the folder, closed to everybody else. When another user will run the database, that one may pass through it to
 * the database's own folder and no more; when that user cannot get there at all, a folder under SHARED_HOME takes its
 * place. Returns the real path (no links), which is how PostgreSQL names it.
 */
export async function makeDataDir(wanted: string, user: RuntimeUser | undefined): Promise<string> {
  const folder = resolve(wanted);
  await mkdir(dirname(folder), { recursive: true });
  const real = join(await realpath(dirname(folder)), basename(folder));
  const usable = user && !(await isReachable(real, user)) ? sharedDataDir(real) : real;
  await mkdir(dirname(usable), { recursive: true });
  await mkdir(usable, { recursive: true, mode: 0o700 });
  const path = await realpath(usable);
  if (user) await chmod(path, (await stat(path)).mode | 0o011);
  return path;
}
