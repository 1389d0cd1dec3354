import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { headOf } from './draft-source.js';

/** A flow that comes with the product, to begin with. */
export interface Example {
  id: string;
  title: string;
  languages: string[];
  source: string;
}

/** The flows that the product ships with, read from their folder once; none where the folder is not there. */
export class Examples {
  #read: Promise<Example[]> | undefined;

  constructor(private readonly folder: string) {}

  /** By id. */
  async all(): Promise<readonly Example[]> {
    this.#read ??= readExamples(this.folder);
    this.#read.catch(() => (this.#read = undefined));
    return this.#read;
  }

  async get(id: string): Promise<Example | undefined> {
    return (await this.all()).find((example) => example.id === id);
  }
}

async function readExamples(folder: string): Promise<Example[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith('.yaml')).toSorted();
  return Promise.all(
    files.map(async (name) => {
      const id = path.basename(name, '.yaml');
      const source = await readFile(path.join(folder, name), 'utf8');
      const { title = id, languages } = headOf(source);
      return { id, title, languages, source };
    }),
  );
}
