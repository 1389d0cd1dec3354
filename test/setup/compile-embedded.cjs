// The embedded database's sources, compiled for use outside of Jest's module system (global setup, child processes of
// tests): Jest maps `.js` imports to `.ts` files only inside of it, and `dist/` need not be there.
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const project = join(__dirname, '..', '..');
const sources = join(project, 'src', 'storage', 'embedded');

/** Returns the folder of the compiled modules; it lies below node_modules, so that their imports are found. */
module.exports = function compileEmbedded() {
  const names = readdirSync(sources).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const texts = names.map((name) => readFileSync(join(sources, name), 'utf8'));
  const hash = createHash('sha256')
    .update(JSON.stringify([names, texts]))
    .digest('hex')
    .slice(0, 16);
  const cache = join(project, 'node_modules', '.cache', 'canvass');
  const folder = join(cache, `embedded-${hash}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'package.json'), '{ "type": "module" }');
  names.forEach((name, i) => {
    const { code } = transformSync(texts[i], {
      swcrc: false,
      filename: name,
      module: { type: 'es6' },
      jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    });
    writeFileSync(join(fresh, name.replace(/\.ts$/, '.js')), code);
  });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another run has just made the same one.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
};
