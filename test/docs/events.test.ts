import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const src = join(root, 'src');

/** The simulator is another program, with events of its own. */
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('simulator'))
  .map((name) => readFileSync(join(src, name), 'utf8'));

function namesIn(pattern: RegExp): string[] {
  const names = sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
  return [...new Set(names)].toSorted();
}

const [history = '', logs = ''] = readFileSync(join(root, 'docs', 'events.md'), 'utf8').split('## In the logs only');
const documented = (part: string) => [...part.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '').toSorted();

test('every decision in a conversation’s history is on the page, and nothing else', () => {
  const noted = namesIn(/\bnote\(\s*'([^']+)'/g);
  const dropped = namesIn(/dropUntried\([^;]*?'([a-z-]+\.[a-z-]+)'/g);
  expect(dropped.length).toBeGreaterThan(0);
  expect(documented(history)).toEqual([...new Set([...noted, ...dropped])].toSorted());
});

test('the engine’s names are among them', () => {
  const engine = readFileSync(join(src, 'flow', 'engine.ts'), 'utf8');
  const union = engine.slice(engine.indexOf('type NoteName'));
  const names = [...union.slice(0, union.indexOf(';')).matchAll(/'([^']+)'/g)].map((match) => match[1]);
  expect(names.length).toBeGreaterThan(5);
  expect(documented(history)).toEqual(expect.arrayContaining(names));
});

test('every event of the logs is on the page, and nothing else', () => {
  expect(documented(logs)).toEqual(namesIn(/\bevent: '([^']+)'/g));
});
