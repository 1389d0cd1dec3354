// Builds the studio, the web app, into dist/studio (or elsewhere): node scripts/build-studio.mjs [--out <folder>]
// Beside each file lie packed ones (.br, .gz): the service sends them as they are (src/http/serve-studio.ts).
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { inProject } from './project.mjs';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const out = values.out === undefined ? inProject('dist', 'studio') : resolve(values.out);
// One less than the most: three times as fast for files two in a hundred larger.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };

// Whoever builds it from a test would get React's own checks along, half as large again.
process.env.NODE_ENV = 'production';
await build({ configFile: inProject('studio', 'vite.config.ts'), logLevel: 'warn', build: { outDir: out } });
const assets = join(out, 'assets');
const files = (await readdir(assets)).filter((name) => /\.(js|css|svg)$/.test(name));
await Promise.all(files.map((name) => pack(join(assets, name))));

async function pack(file) {
  const content = await readFile(file);
  const packed = {
    '.br': await promisify(brotliCompress)(content, BROTLI),
    '.gz': await promisify(gzip)(content, { level: 9 }),
  };
  for (const [ending, bytes] of Object.entries(packed)) {
    // Of the smallest files nothing is gained.
    if (bytes.length < content.length) await writeFile(file + ending, bytes);
  }
}
