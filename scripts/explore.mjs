import { randomInt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { ensureInstalled } from './ensure-installed.mjs';
import { inProject } from './project.mjs';
import { runScript } from './run.mjs';
import { main, Refusal, say } from './say.mjs';

/** Tries the properties on cases that no run has drawn yet: `npm run explore`, or `npm run explore -- 10` for ten rounds. */
async function explore() {
  await ensureInstalled();
  const rounds = Number(process.argv[2] ?? 1);
  const files = await testsOfProperties();
  for (let round = 1; round <= rounds; round += 1) {
    const seed = String(randomInt(2 ** 31));
    say(`Round ${round} of ${rounds}: ${files.length} files with PROPERTY_SEED=${seed}`);
    const code = await runScript('node_modules/jest/bin/jest.js', files, { PROPERTY_SEED: seed });
    if (code !== 0) throw new Refusal(`Found with PROPERTY_SEED=${seed}. Keep the case as an example of its test.`);
  }
}

async function testsOfProperties() {
  const found = [];
  for (const root of ['src', 'test']) {
    for (const entry of await readdir(inProject(root), { recursive: true })) {
      const path = `${root}/${entry}`;
      if (entry.endsWith('.test.ts') && (await readFile(inProject(path), 'utf8')).includes("'fast-check'"))
        found.push(path);
    }
  }
  return found;
}

await main(explore);
