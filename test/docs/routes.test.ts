import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controllerRoutes } from '../support/controller-routes.js';
import { startSystem, type System } from '../support/system.js';

const project = join(__dirname, '..', '..');
const docs = readdirSync(join(project, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md') && !name.startsWith('decisions'))
  .map((name) => join('docs', name));

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

/** `flows`, `*`, `draft`: with a star for whatever is only known later. */
const shapeOf = (path: string) =>
  path
    .replace(/[?#].*/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (/^[:{$<…]/.test(part) ? '*' : part));

/** Whether an address of the documents can be this route: an example's own id may stand for a parameter. */
const fits = (written: readonly string[], route: readonly string[]) =>
  written.length === route.length && route.every((part, at) => part === '*' || part === written[at]);

it('every route that the documents name is there', () => {
  const routes = controllerRoutes(system.app).map(({ method, path }) => ({ method, shape: shapeOf(path) }));
  const named = [join('README.md'), ...docs].flatMap((page) =>
    [
      ...readFileSync(join(project, page), 'utf8').matchAll(
        /(?:(GET|POST|PUT|PATCH|DELETE) )?(?:`?[^\s`"']*)?(\/api\/v1\/[\w{}:$/<>-]+)/g,
      ),
    ].map(([, method, path = '']) => ({ page, method, path })),
  );
  expect(named.length).toBeGreaterThan(80);
  const unknown = named.filter(
    ({ method, path }) =>
      !routes.some((route) => (method ?? route.method) === route.method && fits(shapeOf(path), route.shape)),
  );
  expect(unknown).toEqual([]);
});
