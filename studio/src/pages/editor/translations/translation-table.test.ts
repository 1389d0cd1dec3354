import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { readCsv, writeCsv } from './csv-file.js';
import { readTable, takeTranslations, translationTable, type ReadTable } from './translation-table.js';

const SOURCE = `# ours
languages: [en, ar, es]
title: { en: Tea, es: Té }
steps:
  - id: drink
    ask: single-choice
    text: What do you drink?
    options:
      - { id: tea, label: { en: Tea, ar: شاي } } # hot
      - { id: sum, label: { en: "=1+1" } }
  - say: { en: "Thanks,\\nbye" }
`;
const LANGUAGES = ['en', 'ar', 'es'];
const flow = () => parseDocument(SOURCE).toJS() as unknown;
const table = () => translationTable(flow(), LANGUAGES);

function read(rows: readonly (readonly string[])[]): ReadTable {
  const found = readTable(flow(), LANGUAGES, rows);
  if (typeof found === 'string') throw new Error(found);
  return found;
}
/** The table with other cells, by place and language. */
function filled(cells: Record<string, Record<string, string>>): string[][] {
  const [heads = [], ...rows] = table();
  return [heads, ...rows.map((row) => row.map((cell, at) => cells[row[0] ?? '']?.[heads[at] ?? ''] ?? cell))];
}

it('has a row for each text, told by names, and nothing that a spreadsheet would run', () => {
  expect(table()).toEqual([
    ['place', 'en', 'ar', 'es'],
    ['title', 'Tea', '', 'Té'],
    ['steps/drink/text', 'What do you drink?', '', ''],
    ['steps/drink/options/tea/label', 'Tea', 'شاي', ''],
    ['steps/drink/options/sum/label', "'=1+1", '', ''],
    ['steps/#2/say', 'Thanks,\nbye', '', ''],
  ]);
});

it('comes back through a file unchanged, and then changes nothing', async () => {
  const source = await writeCsv(table());
  expect(source.startsWith('\uFEFFplace,en,ar,es\r\n')).toBe(true);
  const back = await readCsv(source);
  expect(back).toEqual(table());
  expect(read(back ?? [])).toEqual({ translations: [], doubtful: [], findings: [], empty: 8 });
});

it('takes what was filled in, and comments stay', () => {
  const { translations, findings } = read(
    filled({ 'steps/drink/text': { ar: 'ماذا تشرب؟' }, 'steps/drink/options/tea/label': { es: 'Té' } }),
  );
  expect(findings).toEqual([]);
  const doc = parseDocument(SOURCE);
  takeTranslations(doc, translations, LANGUAGES);
  expect(doc.getIn(['steps', 0, 'text'])?.toString()).toContain('What do you drink?');
  expect(doc.toJS()).toMatchObject({
    steps: [
      {
        text: { en: 'What do you drink?', ar: 'ماذا تشرب؟' },
        options: [{ label: { en: 'Tea', ar: 'شاي', es: 'Té' } }, {}],
      },
      {},
    ],
  });
  expect(String(doc)).toContain('# hot');
});

it('tells languages that are missing or strange, and rows of nothing', () => {
  const { findings, translations } = read([
    ['place', 'ar', 'fr'],
    ['title', 'شاي', 'Thé'],
    ['', '', ''],
    ['steps/gone/text', 'ذهب', ''],
  ]);
  expect(findings).toEqual([
    { kind: 'missing', language: 'es' },
    { kind: 'strange', language: 'fr' },
    { kind: 'unknown', row: 4, place: 'steps/gone/text' },
  ]);
  expect(translations.map(({ text }) => text)).toEqual(['شاي']);
});

it('takes neither of two that contradict each other, and one of two that are the same', () => {
  const heads = ['place', 'en', 'ar', 'es'];
  const twice = read([heads, ['title', 'Tea', 'شاي', ''], ['title', 'Tea', 'قهوة', '']]);
  expect(twice).toMatchObject({ translations: [], findings: [{ kind: 'twice', row: 3, place: 'title' }] });
  const same = read([heads, ['title', 'Tea', 'شاي', ''], ['title', 'Tea', 'شاي', '']]);
  expect(same).toMatchObject({ translations: [{ text: 'شاي' }], findings: [] });
});

it('keeps the translation of an original that has changed apart', () => {
  const { translations, doubtful, findings } = read(filled({ title: { en: 'Coffee', ar: 'قهوة' } }));
  expect(translations).toEqual([]);
  expect(doubtful).toEqual([{ path: ['title'], language: 'ar', text: 'قهوة', before: '' }]);
  expect(findings).toEqual([{ kind: 'changed', row: 2, was: 'Coffee', is: 'Tea' }]);
});

it('says what is no such table', async () => {
  expect(readTable(flow(), LANGUAGES, [['en', 'ar']])).toBe('noPlace');
  expect(
    readTable(flow(), LANGUAGES, [
      ['place', 'ar'],
      ['', ''],
    ]),
  ).toBe('noRows');
  expect(await readCsv('place,"en\nx')).toBeUndefined();
  expect(await readCsv('place;en\n\uFFFD;x')).toBeUndefined();
  expect(await readCsv('place;en\r\ntitle;"Tea; or, not"')).toEqual([
    ['place', 'en'],
    ['title', 'Tea; or, not'],
  ]);
});

it('gives back any text, whatever it begins with', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', 'a', '"', ',', ';', '\n', 'ش') }),
      async (raw) => {
        const text = raw.trim();
        const definition = { title: { en: 'Tea', ar: text === '' ? 'x' : text } };
        const rows = await readCsv(await writeCsv(translationTable(definition, ['en', 'ar'])));
        const found = readTable(definition, ['en', 'ar'], rows ?? []);
        expect(found).toEqual({ translations: [], doubtful: [], findings: [], empty: 0 });
      },
    ),
  );
});
