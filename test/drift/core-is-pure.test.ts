import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What no lint rule of ours can say: `new Date()` without an argument reads the clock, with one it does not.
 * (Date.now, Math.random and the like: .oxlintrc.json; imports: .dependency-cruiser.cjs.)
 */
const CLOCK = /\bnew Date(\s*\(\s*\)|\s*[;,)\]])|(?<!new )\bDate\(\)|DateTime\.(now|local\(\s*\)|utc\(\s*\))/;

const src = join(__dirname, '..', '..', 'src');
const files = ['flow', 'rendering', 'window', 'templates', 'time'].flatMap((folder) =>
  readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .filter((name) => !name.startsWith(join('templates', 'catalogue'))),
);

test('there is a core to look at', () => expect(files.length).toBeGreaterThan(10));

test.each(files)('src/%s does not read the clock', (name) => {
  const lines = readFileSync(join(src, name), 'utf8').split('\n');
  expect(lines.filter((line) => CLOCK.test(line))).toEqual([]);
});

test.each(['new Date()', 'new Date( )', 'const a = new Date;', 'Date()', 'DateTime.now()', 'DateTime.utc()'])(
  '%s is found',
  (line) => expect(CLOCK.test(line)).toBe(true),
);

test.each(['new Date(now)', 'new Date(0)', 'DateTime.fromMillis(now)', 'toDate()'])('%s is allowed', (line) =>
  expect(CLOCK.test(line)).toBe(false),
);
