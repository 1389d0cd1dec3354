import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface PageFile {
  type: string;
  bytes: Buffer;
  /** Changes with the bytes. */
  etag: string;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The files of the built page by name, read once; empty where it has not been built. */
export function pageFiles(folder: string): () => Promise<ReadonlyMap<string, PageFile>> {
  let files: Promise<ReadonlyMap<string, PageFile>> | undefined;
  return () => (files ??= readAll(folder));
}

async function readAll(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => Object.hasOwn(TYPES, extname(name)));
  const files = await Promise.all(
    names.map(async (name): Promise<[string, PageFile]> => {
      const bytes = await readFile(join(folder, name));
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
      return [name, { type: TYPES[extname(name)] ?? '', bytes, etag }];
    }),
  );
  return new Map(files);
}
