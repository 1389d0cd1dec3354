// Builds what runs in a browser: compiles the TypeScript of each page and copies what the browser takes as it is. A page
// is a folder below src/ with a tsconfig.json of its own; it comes to stand at the same place below dist/.
// Usage: node scripts/build-pages.mjs [<page's folder>] [--out <folder>] [--check]
//   without a folder: all pages; --out: where one page goes; --check: only looks whether they compile
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inProject } from './project.mjs';

const { values, positionals } = parseArgs({
  options: { out: { type: 'string' }, check: { type: 'boolean' } },
  allowPositionals: true,
});
const pages = positionals.length > 0 ? positionals : allPages();
if (values.out !== undefined && pages.length !== 1) {
  console.error('--out is where one page goes: name its folder.');
  process.exit(2);
}
for (const page of pages) build(page);

/** Folders of pages, from the project's on. */
function allPages() {
  const files = readdirSync(inProject('src'), { recursive: true });
  return files.filter((file) => /[\\/]tsconfig\.json$/.test(file)).map((file) => join('src', dirname(file)));
}

function build(page) {
  const source = inProject(page);
  const out = values.out === undefined ? inProject('dist', page.replace(/^src[\\/]/, '')) : resolve(values.out);
  const target = values.check ? ['--noEmit'] : ['--outDir', out];
  const compiler = inProject('node_modules/typescript/bin/tsc');
  const compiled = spawnSync(process.execPath, [compiler, '-p', join(source, 'tsconfig.json'), ...target], {
    stdio: 'inherit',
  });
  if (compiled.status !== 0) {
    console.error(`The page ${page} does not compile.`);
    process.exit(1);
  }
  if (values.check) return;
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(source).filter((file) => /\.(html|css|svg)$/.test(file))) {
    cpSync(join(source, name), join(out, name));
  }
}
