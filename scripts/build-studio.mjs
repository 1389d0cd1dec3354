// Builds the studio, the web app, into dist/studio (or elsewhere): node scripts/build-studio.mjs [--out <folder>]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { inProject } from './project.mjs';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
await build({
  configFile: inProject('studio', 'vite.config.ts'),
  logLevel: 'warn',
  ...(values.out === undefined ? {} : { build: { outDir: resolve(values.out) } }),
});
