import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtStudio } from './support/built-studio.js';

jest.setTimeout(300_000);

const project = join(__dirname, '..', '..');
const mantine = join(project, 'node_modules', '@mantine', 'core');
const list = readFileSync(join(project, 'studio', 'src', 'theme', 'mantine.css'), 'utf8');
const imported = [...list.matchAll(/@mantine\/core\/styles\/([^']+)'/g)].map(([, name = '']) => name);

/** Names of Mantine's classes, which are the same in its styles and in its code. */
const classesIn = (text: string): string[] => [...text.matchAll(/\bm_[0-9a-f]{6,8}\b/g)].map(([name]) => name);

const parts = readdirSync(join(mantine, 'styles'))
  .filter((name) => name.endsWith('.css') && !name.endsWith('.layer.css'))
  .map((name) => {
    const styles = readFileSync(join(mantine, 'styles', name), 'utf8').trim();
    return { name, styles, classes: classesIn(styles) };
  });

let used: Set<string>;
let remove: () => void;
beforeAll(() => {
  const studio = builtStudio();
  remove = studio.remove;
  const assets = join(studio.folder, 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  used = new Set(scripts.flatMap((name) => classesIn(readFileSync(join(assets, name), 'utf8'))));
});
afterAll(() => remove());

test('of Mantine’s styles every page has those of the parts that the studio shows, and no others', () => {
  const needed = parts.filter(({ classes }) => classes.length === 0 || classes.some((name) => used.has(name)));
  expect(used.size).toBeGreaterThan(100);
  expect(imported.toSorted()).toEqual(needed.map(({ name }) => name).toSorted());
});

test('they stand in Mantine’s own order', () => {
  const all = readFileSync(join(mantine, 'styles.css'), 'utf8');
  const place = new Map(parts.map(({ name, styles }) => [name, all.indexOf(styles)]));
  expect([...place].filter(([, at]) => at < 0)).toEqual([]);
  expect(imported).toEqual(imported.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)));
});
