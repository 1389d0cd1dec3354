import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { answerTypes } from '../../src/flow/answers/registry.js';
import { compileFlow } from '../../src/flow/compile.js';
import { CONDITION_FUNCTIONS } from '../../src/flow/conditions.js';
import { Disposition } from '../../src/flow/session.js';
import { TEXT_FILTERS } from '../../src/flow/text.js';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'flow-language.md'), 'utf8');

test('names every question type with its fields, every function, filter and disposition', () => {
  for (const [kind, type] of Object.entries(answerTypes)) {
    const own = page.slice(page.indexOf('fields of its own'));
    const row = own.split('\n').find((line) => line.startsWith(`| \`${kind}\` `));
    expect(row).toBeDefined();
    for (const field of Object.keys(type.fields.shape)) expect(row).toContain(field);
  }
  for (const name of [...CONDITION_FUNCTIONS, ...TEXT_FILTERS, ...Disposition.options]) expect(page).toContain(`\`${name}\``);
});

test('names every rule that the checks report', () => {
  const folders = ['flow', 'flow/definition', 'flow/lint'].map((folder) => join(root, 'src', folder));
  const sources = folders.flatMap((folder) => readdirSync(folder).filter((name) => /(?<!\.test)\.ts$/.test(name)).map((name) => readFileSync(join(folder, name), 'utf8')));
  const rules = sources.flatMap((source) => [...source.matchAll(/rule: '([a-z-]+)'/g), ...source.matchAll(/(?:error|problem)\('([a-z]+(?:-[a-z]+)+)'/g)].map((match) => match[1] ?? ''));
  expect(rules.length).toBeGreaterThan(25);
  for (const rule of new Set(rules)) expect(page).toContain(`\`${rule}\``);
});

test('its example is a good flow', () => {
  const [, example = ''] = /```yaml\n(id:[\s\S]*?)```/.exec(page) ?? [];
  expect(parse(example)).toBeTruthy();
  expect(compileFlow(example, 'docs').findings).toEqual([]);
});
