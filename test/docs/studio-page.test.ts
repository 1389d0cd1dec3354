import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const project = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(project, ...path), 'utf8');
const words = join('studio', 'src', 'i18n', 'en');

/** Every text of a file of words. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const shown = new Set(readdirSync(join(project, words)).flatMap((name) => textsIn(JSON.parse(read(words, name)))));

test('what it calls by name is called so in the studio', () => {
  const named = [...read('docs', 'studio.md').matchAll(/(?<!\*)\*([^*\n]+)\*(?!\*)/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !shown.has(name))).toEqual([]);
});

test.each(['studio.md', 'api.md'])('pages that %s links to are there', (page) => {
  const links = [...read('docs', page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((path) => !existsSync(join(project, 'docs', path)))).toEqual([]);
});
