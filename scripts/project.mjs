import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const project = dirname(dirname(fileURLToPath(import.meta.url)));

export function inProject(...parts) {
  return join(project, ...parts);
}

export function hashOf(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

/** Names, sizes and times of all files below the given ones, in short. Missing ones count as such. */
export async function fingerprint(paths) {
  const lines = [];
  const note = async (path) => {
    const found = await stat(path).catch(() => undefined);
    lines.push(`${path} ${found ? `${found.size} ${found.mtimeMs}` : 'missing'}`);
    if (!found?.isDirectory()) return;
    lines.pop();
    for (const name of (await readdir(path)).sort()) await note(join(path, name));
  };
  for (const path of paths) await note(inProject(path));
  return hashOf(lines.join('\n'));
}

/** What was noted in a stamp file, '' where there is none. */
export async function readStamp(path) {
  return readFile(path, 'utf8').catch(() => '');
}

export async function writeStamp(path, text) {
  await writeFile(path, text);
}
