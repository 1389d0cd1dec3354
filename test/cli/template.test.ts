import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canvass } from '../support/cli.js';
import { draft } from '../support/template-drafts.js';

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'canvass-template-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
const check = (...args: string[]) => canvass(folder, ['template', 'check', ...args]);

test('good templates pass, and are shown as their readers see them', async () => {
  write('good.json', [draft(), draft({ name: 'second', buttons: [] })]);
  expect(await check('good.json')).toEqual({ code: 0, err: '', out: '2 templates: 0 errors, 0 warnings\n' });
  const { out } = await check('good.json', '--preview');
  expect(out).toContain(
    'visit_reminder (en)\n  Hello Mira, your feedback about your visit is not finished. Shall we go on?',
  );
  expect(out).toContain('\n  [Continue]\n');
});

test('each finding has its file, template, field, rule and value', async () => {
  write('bad.json', draft({ name: 'Visit', footer: 'Thanks 🎉' }));
  const { code, out } = await check('bad.json');
  expect(code).toBe(1);
  expect(out.split('\n')).toEqual([
    expect.stringMatching(/^bad\.json: Visit \(en\) at name: error name: a template name has .+/),
    '    "Visit"',
    'bad.json: Visit (en) at footer: error emoji: footer must not have emoji',
    '    "Thanks 🎉"',
    '1 template: 2 errors, 0 warnings',
    '',
  ]);
});

test('warnings fail only where that is wanted', async () => {
  write('odd.json', draft({ language: 'tlh' }));
  expect((await check('odd.json')).code).toBe(0);
  expect((await check('odd.json', '--strict')).code).toBe(1);
});

test('as JSON, and for what is no template at all', async () => {
  write('list.json', [draft(), 7, { components: [] }]);
  const { code, out } = await check('list.json', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    templates: [
      { file: 'list.json', number: 1, name: 'visit_reminder (en)', findings: [], preview: { hidesButtons: false } },
      { number: 2, name: 'number 2', findings: [{ severity: 'error', rule: 'wrong-type' }], preview: null },
      { number: 3, preview: null },
    ],
  });
});

test('a file that cannot be read is one sentence', async () => {
  writeFileSync(join(folder, 'broken.json'), '{');
  for (const [file, sentence] of [
    ['broken.json', 'broken.json is no JSON'],
    ['nowhere.json', 'nowhere.json cannot be read'],
  ] as const) {
    const { code, err } = await check(file);
    expect(code).toBe(1);
    expect(err).toContain(`canvass: ${sentence}`);
    expect(err.trim().split('\n')).toHaveLength(1);
  }
});
