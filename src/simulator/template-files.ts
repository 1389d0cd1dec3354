import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Reads every *.json of a folder: arrays of template creations. @throws Error naming the file */
export async function readTemplateFiles(folder: string): Promise<unknown[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const text = await readFile(path, 'utf8');
      try {
        return z.array(z.unknown()).parse(JSON.parse(text));
      } catch (error) {
        throw new Error(`${path} is not a JSON array of templates.`, { cause: error });
      }
    }),
  );
  return files.flat();
}
