import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canvass } from '../support/cli.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'canvass-exchange-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const SURVEY =
  '{ "locale": "en", "elements": [{ "type": "text", "name": "why" }, { "type": "signaturepad", "name": "s" }] }';

test('a form becomes a flow, a flow a form, and what is lost is said on the way', async () => {
  write('survey.json', SURVEY);
  const imported = await canvass(folder, ['import', 'survey.json', '-o', 'flow.yaml']);
  expect(imported).toMatchObject({ code: 0, out: '' });
  expect(imported.err).toContain('left-out  elements[1] "s": signaturepad s — a chat has nothing to draw on');
  expect(imported.err).toContain('1 left out, 0 changed');
  expect(await canvass(folder, ['lint', 'flow.yaml'])).toMatchObject({ code: 0 });

  const exported = await canvass(folder, ['export', 'flow.yaml', 'form.xlsx']);
  expect(exported).toMatchObject({ code: 0, err: '0 left out, 0 changed\n' });
  const again = await canvass(folder, ['import', 'form.xlsx']);
  expect(again.code).toBe(0);
  expect(again.out).toContain('id: why\n    ask: text');

  await canvass(folder, ['export', 'flow.yaml', 'form.json']);
  expect(JSON.parse(readFileSync(join(folder, 'form.json'), 'utf8'))).toMatchObject({
    pages: [{ elements: [{ type: 'text', name: 'why' }] }],
  });
});

test.each([
  [['import', 'gone.json'], 'gone.json'],
  [['import', 'gone.xlsx'], 'gone.xlsx cannot be read'],
  [['import', 'form.doc'], 'neither .xlsx (XLSForm) nor .json (SurveyJS)'],
  [['import', 'broken.json'], 'broken.json: the file is no JSON'],
  [['import', 'broken.xlsx'], 'broken.xlsx: the file is no .xlsx workbook'],
  [['export', 'flow.yaml', 'form.doc'], 'form.doc is neither'],
])('%j says in one sentence what is wrong', async (args, sentence) => {
  write('broken.json', '{');
  write('broken.xlsx', 'no zip');
  const { code, err } = await canvass(folder, args);
  expect(code).not.toBe(0);
  expect(err).toContain(sentence);
  expect(err).not.toMatch(/\n\s+at /);
});
