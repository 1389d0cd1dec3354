import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TemplateDriftView } from '../../src/api/template-views.js';
import { readDefinition } from '../../src/channels/cloud-payload/read-definition.js';
import { checkDraft } from '../../src/templates/rules/check-draft.js';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'templates.md'), 'utf8');
/** Names in code style in the first column of tables. */
const named = new Set(
  [...page.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  ),
);

test('the page names every rule, and every kind of drift', () => {
  const folder = join(root, 'src', 'templates', 'rules');
  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  const rules = sources.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const calls = text.matchAll(/(?:templateError|templateWarning|found)\(\s*[^()]*?,[^()]*?,\s*'([a-z-]+)'/g);
    return [...calls].map(([, rule]) => rule);
  });
  expect(new Set(rules).size).toBeGreaterThan(20);
  for (const name of [...rules, ...TemplateDriftView.shape.kind.options])
    expect([name, named.has(name)]).toEqual([name, true]);
});

test('its example would be taken', () => {
  const [, example = ''] = /```json\n([\s\S]+?)```/.exec(page) ?? [];
  const read = readDefinition(JSON.parse(example));
  expect(read.ok && checkDraft(read.draft)).toEqual([]);
});
