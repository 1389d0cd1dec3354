// Builds the simulator's phone page: compiles its TypeScript and copies what the browser takes as it is.
// Usage: node scripts/build-phone.mjs [--out <folder>]   (default: dist/simulator/phone)
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src/simulator/phone');
const { values } = parseArgs({ options: { out: { type: 'string' } } });
const out = values.out === undefined ? join(root, 'dist/simulator/phone') : resolve(values.out);

mkdirSync(out, { recursive: true });
const compiler = join(root, 'node_modules/typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [compiler, '-p', join(source, 'tsconfig.json'), '--outDir', out], {
  stdio: 'inherit',
});
if (compiled.status !== 0) {
  console.error('The phone page does not compile.');
  process.exit(1);
}
for (const name of readdirSync(source).filter((file) => /\.(html|css|svg)$/.test(file))) {
  cpSync(join(source, name), join(out, name));
}
