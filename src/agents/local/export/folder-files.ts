import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MOST_ENTRIES, MOST_UNPACKED } from './limits.js';
import type { Unpacked } from './zip-files.js';

/** Below the agent's folder: `intents/x.json`, and one more where the folder holds the agent's own. */
const DEEPEST = 2;
const MEGABYTE = 1_024 * 1_024;

/** The JSON files of a folder by their paths within it, with / between. Links and hidden files are passed over. Never throws. */
export async function folderFiles(folder: string): Promise<Unpacked> {
  const files = new Map<string, Uint8Array>();
  let entries = 0;
  let size = 0;

  async function walk(within: string, depth: number): Promise<string | undefined> {
    for (const entry of await readdir(join(folder, within), { withFileTypes: true })) {
      entries += 1;
      if (entries > MOST_ENTRIES) return `the folder has more than ${MOST_ENTRIES} entries`;
      const path = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory() && depth < DEEPEST) {
        const problem = await walk(path, depth + 1);
        if (problem !== undefined) return problem;
      }
      if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
      size += (await stat(join(folder, path))).size;
      if (size > MOST_UNPACKED) return `the folder has more than ${MOST_UNPACKED / MEGABYTE} MB`;
      files.set(path, await readFile(join(folder, path)));
    }
    return undefined;
  }

  try {
    const problem = await walk('', 0);
    return problem === undefined ? { ok: true, files } : { ok: false, problem };
  } catch (error) {
    return {
      ok: false,
      problem: `the folder cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
