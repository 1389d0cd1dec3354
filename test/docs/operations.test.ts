import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from '../../src/config/settings.js';

const project = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(project, ...path), 'utf8');
const page = read('docs', 'operations.md');

const sources = readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => read('src', name))
  .join('\n');

const firstCells = (table: string) => [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell);
const compose = ['docker-compose.yml', 'docker-compose.small.yml'].map((name) => read(name)).join('\n');

test('every message it explains is one that the program says', () => {
  const table = /<!-- messages:[\s\S]*<!-- \/messages -->/.exec(page)?.[0] ?? '';
  const messages = firstCells(table);
  expect(messages.length).toBeGreaterThan(10);
  expect(messages.filter((message) => !sources.includes(message))).toEqual([]);
});

test('it says what to do about every alert, and about no other', () => {
  const alerts = [...read('docs', 'grafana', 'alerts.yaml').matchAll(/alert: (\w+)/g)].map(([, name]) => name);
  expect(firstCells(page).filter((cell) => cell.startsWith('Canvass'))).toEqual(alerts);
});

test('every variable it names is a setting, or one of the compose files', () => {
  const named = [...page.matchAll(/`([A-Z][A-Z0-9]*_[A-Z0-9_]+)`/g)].map(([, name = '']) => name);
  const known = [...Object.keys(Settings.shape), ...[...compose.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name)];
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

test('every event and figure it names is there', () => {
  const [events, figures] = [read('docs', 'events.md'), read('docs', 'watching.md')];
  const named = [...page.matchAll(/`(canvass_[a-z_]+|[a-z]+\.[a-z]+(?:-[a-z]+)*)`/g)].map(([, name = '']) => name);
  const unknown = named.filter((name) => !`${events}${figures}`.includes(name.replace(/_count$/, '')));
  expect(unknown.filter((name) => !/\.(env|yml)$/.test(name))).toEqual([]);
});

test('pages it links to are there', () => {
  const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((path) => !existsSync(join(project, 'docs', path)))).toEqual([]);
});

test('its lines that make .env give everything that the large size asks for, in a form that fits', () => {
  const block = /```sh\n([\s\S]*?\nEND\n)/.exec(page)?.[1] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'canvass-env-'));
  try {
    execFileSync('bash', ['-euc', block], { cwd: folder });
    const given = new Map(
      readFileSync(join(folder, '.env'), 'utf8')
        .trim()
        .split('\n')
        .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const asked = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+):\?|environment: ([A-Z_]+)$/gm)];
    expect(asked.length).toBeGreaterThan(8);
    for (const [, required, secret] of asked) expect([...given.keys()]).toContain(required ?? secret);
    for (const [name, value] of given) {
      if (name.endsWith('PASSWORD')) expect(value).toMatch(/^[a-zA-Z0-9]{16,}$/);
      if (Object.hasOwn(Settings.shape, name)) expect(Settings.safeParse({ [name]: value }).success).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
