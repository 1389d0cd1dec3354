import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { withLock } from './lock.mjs';
import { fingerprint, inProject, readStamp, writeStamp } from './project.mjs';
import { runScript } from './run.mjs';
import { Refusal, say } from './say.mjs';

const STAMP = inProject('dist', '.canvass-built');
/** What the built service and studio are made of. */
export const SOURCES = [
  ...['src', 'studio/src', 'studio/index.html', 'studio/vite.config.ts'],
  ...['tsconfig.json', 'nest-cli.json', 'package-lock.json'],
  ...['scripts/build-pages.mjs', 'scripts/build-studio.mjs'],
];

/** Compiles into dist/ what has changed since the last time. */
export async function ensureBuilt(tell = say) {
  if (await isBuilt()) return;
  await withLock('build', async () => {
    const sources = await fingerprint(SOURCES);
    if ((await readStamp(STAMP)) === sources && isComplete()) return;
    tell('Building …');
    // Gone until the build is whole, so that an interrupted one is done again.
    await rm(STAMP, { force: true });
    // What the compiler remembers is only true while nobody took files out of dist/.
    if (!isComplete()) await rm(inProject('dist', '.tsbuildinfo'), { force: true });
    await step('node_modules/@nestjs/cli/bin/nest.js', ['build']);
    await step('scripts/build-pages.mjs');
    await step('scripts/build-studio.mjs');
    await writeStamp(STAMP, sources);
  });
}

function isComplete() {
  return ['main.js', 'simulator/main.js', 'studio/index.html'].every((name) => existsSync(inProject('dist', name)));
}

async function isBuilt() {
  return isComplete() && (await readStamp(STAMP)) === (await fingerprint(SOURCES));
}

async function step(file, args = []) {
  const code = await runScript(file, args);
  if (code !== 0) throw new Refusal('The build failed; the compiler says above why.');
}
