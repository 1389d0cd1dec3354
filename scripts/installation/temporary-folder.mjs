import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './is-alive.mjs';

/**
 * A folder of this process in the system's temporary one. Whoever is killed cannot remove theirs: those of the same kind
 * whose makers are gone are removed here.
 * @param kind  a word, such as `redis`
 * @param clear what to do with such a folder before it is removed
 */
export async function temporaryFolder(kind, clear = async () => {}) {
  const prefix = `canvass-${kind}-`;
  for (const name of await readdir(tmpdir())) {
    const maker = Number(name.startsWith(prefix) ? name.slice(prefix.length).split('-')[0] : NaN);
    if (!(maker > 0) || isAlive(maker)) continue;
    await clear(join(tmpdir(), name));
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
  return mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
}
