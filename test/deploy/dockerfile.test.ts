import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const project = join(__dirname, '..', '..');
const read = (name: string) => readFileSync(join(project, name), 'utf8');

/** Instructions in order, continued lines joined: `['COPY', 'src ./src']`. */
const instructions = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line): [string, string] => {
    const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    return [name, rest.trim()];
  });
const lastStage = instructions.slice(instructions.findLastIndex(([name]) => name === 'FROM'));
const lastOf = (wanted: string) => lastStage.findLast(([name]) => name === wanted)?.[1];

/** From the context, not from an earlier stage. */
const copied = instructions
  .filter(([name, rest]) => name === 'COPY' && !rest.startsWith('--from'))
  .flatMap(([, rest]) => rest.split(/\s+/).slice(0, -1));

test('only instructions that there are', () => {
  const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD'];
  expect(instructions.filter(([name]) => !known.includes(name))).toEqual([]);
});

test('images are pinned, to a Node that the project supports', () => {
  for (const [name, rest] of instructions) {
    if (name === 'FROM') expect(rest).toMatch(/^node:20-bookworm-slim( AS [a-z]+)?$/);
  }
});

test('what is copied is in the repository, and the context lets it in', () => {
  expect(copied.length).toBeGreaterThan(3);
  const [first = '', ...exceptions] = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(first).toBe('*');
  for (const path of copied) {
    expect({ path, exists: existsSync(join(project, path)) }).toEqual({ path, exists: true });
    expect(exceptions).toContain(`!${path}`);
  }
  expect(exceptions).toHaveLength(new Set(copied).size);
});

test('what the last stage takes from the first is made there', () => {
  const taken = lastStage.flatMap(([, rest]) => /^--from=build \/app\/(\S+)/.exec(rest)?.slice(1) ?? []);
  expect(taken).toEqual(['package.json', 'node_modules', 'dist']);
  // `nest build` writes there, and the program that is started is of it.
  expect(read('tsconfig.json')).toContain('"outDir": "./dist"');
  expect(lastOf('CMD')).toContain('dist/main.js');
});

test('it does not run as root, and can change nothing but its data', () => {
  expect(lastOf('USER')).toBe('node');
  const given = lastStage.filter(([, rest]) => rest.includes('chown'));
  expect(given).toEqual([['RUN', 'mkdir data && chown node:node data']]);
});

test('its program and its check are run without a shell, so that signals reach them', () => {
  const commands = [lastOf('CMD') ?? '', (lastOf('HEALTHCHECK') ?? '').replace(/^.*? CMD /, '')];
  for (const command of commands) expect(JSON.parse(command)).toEqual(expect.arrayContaining(['node']));
  expect(commands[1]).toBe('["node", "deploy/health.mjs", "live"]');
});

test('no variable of the build is a secret', () => {
  expect(instructions.filter(([name]) => name === 'ENV')).toEqual([['ENV', 'NODE_ENV=production']]);
});

test.each(['deploy/mongo/start.sh', 'deploy/redis/start.sh'])('%s can be read by its shell', (script) => {
  execFileSync('bash', ['-n', join(project, script)]);
});
