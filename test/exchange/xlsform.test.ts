import { deflateRawSync } from 'node:zlib';
import writeXlsxFile from 'write-excel-file/universal';
import { parse } from 'yaml';
import { compileFlow } from '../../src/flow/compile.js';
import { FormRefused } from '../../src/exchange/finding.js';
import { exportXlsForm } from '../../src/exchange/xlsform/export-xlsform.js';
import { importXlsForm } from '../../src/exchange/xlsform/import-xlsform.js';

type Sheets = Record<string, string[][]>;

async function workbook(sheets: Sheets): Promise<Uint8Array> {
  const blob = await writeXlsxFile(Object.entries(sheets).map(([sheet, data]) => ({ sheet, data }))).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

const SURVEY: string[][] = [
  [
    'type',
    'name',
    'label::English (en)',
    'label::Español (es)',
    'hint::English (en)',
    'required',
    'relevant',
    'constraint',
    'constraint_message::English (en)',
    'calculation',
    'choice_filter',
    'parameters',
    'appearance',
    'repeat_count',
  ],
  ['start', 'start'],
  ['text', 'first name', 'Your **name**?', '¿Su nombre?', 'As in your passport', 'yes'],
  ['integer', 'age', 'How old are you, ${first name}?', '¿Edad?', '', 'yes', '', '. >= 18 and . < 120', 'Adults only'],
  ['select_one country', 'country', 'Country?', '¿País?', '', 'yes', '', '', '', '', '', 'randomize=true'],
  [
    'select_one town',
    'town',
    'Town?',
    '¿Ciudad?',
    '',
    '',
    "${country} = 'eg'",
    '',
    '',
    '',
    'country = ${country}',
    '',
    'minimal',
  ],
  [
    'select_multiple drink or_other',
    'drinks',
    'Which drinks?',
    '¿Bebidas?',
    '',
    '',
    '',
    "not(selected(., 'none') and count-selected(.) > 1) and count-selected(.) <= 2",
  ],
  ['begin_group', 'tea', 'About tea', 'Sobre el té', '', '', "selected(${drinks}, 'tea')"],
  ['integer', 'cups', 'Cups a day?', '¿Tazas?', '', '', '', '. <= ${age}', 'Too many'],
  ['calculate', 'week', '', '', '', '', '', '', '', '${cups} * 7'],
  ['note', '', 'That is ${week} a week.', 'Son ${week} por semana.'],
  ['end_group'],
  ['begin_repeat', 'child', 'Children', 'Hijos', '', '', '', '', '', '', '', '', '', '2'],
  ['date', 'born', 'Born when?', '¿Nacimiento?', '', '', '', '. <= today()'],
  ['end_repeat'],
  ['range', 'score', 'How was it?', '¿Qué tal?', '', '', '', '', '', '', '', 'start=1 end=5 step=1'],
  ['acknowledge', 'if', 'I agree', 'Acepto', '', 'yes'],
  ['geopoint', 'where', 'Where are you?', '¿Dónde?', '', '', "pulldata('x', 'a', 'b', ${age}) = 1"],
  ['geoshape', 'field', 'Draw the field', 'Dibuje'],
];
const CHOICES: string[][] = [
  ['list_name', 'name', 'label::English (en)', 'label::Español (es)', 'country'],
  ['country', 'eg', 'Egypt', 'Egipto'],
  ['country', 'pe', 'Peru', 'Perú'],
  ['town', 'cairo', 'Cairo', 'El Cairo', 'eg'],
  ['town', 'lima', 'Lima', 'Lima', 'pe'],
  ['drink', 'tea', 'Tea', 'Té'],
  ['drink', 'milk tea', 'Milk', 'Leche'],
  ['drink', 'none', 'None', 'Nada'],
];
const SETTINGS: string[][] = [
  ['form_title', 'form_id', 'default_language', 'version', 'style'],
  ['Drinks', 'Drinks_2026', 'English (en)', '7', 'pages'],
];

const form = (survey = SURVEY): Promise<Uint8Array> => workbook({ survey, choices: CHOICES, settings: SETTINGS });

describe('importing an XLSForm', () => {
  it('carries questions, options, conditions and languages over, and tells what it could not', async () => {
    const { yaml, findings, problems } = await importXlsForm(await form());
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const flow: { languages: string[]; id: string; title: string; steps: Record<string, unknown>[] } = parse(yaml);
    expect(flow).toMatchObject({ id: 'drinks-2026', languages: ['en', 'es'], title: 'Drinks' });
    expect(flow.steps).toMatchObject([
      {
        id: 'first_name',
        ask: 'text',
        text: { en: 'Your *name*?', es: '¿Su nombre?' },
        hint: { en: 'As in your passport' },
      },
      {
        id: 'age',
        ask: 'integer',
        min: 18,
        max: 119,
        text: { en: 'How old are you, {{ first_name }}?' },
        retries: { hint: { en: 'Adults only' } },
      },
      { id: 'country', ask: 'single-choice', randomise: true, options: [{ id: 'eg' }, { id: 'pe' }] },
      {
        id: 'town',
        when: "country == 'eg'",
        options: [
          { id: 'cairo', when: "country == 'eg'" },
          { id: 'lima', when: "country == 'pe'" },
        ],
        optional: true,
      },
      {
        id: 'drinks',
        ask: 'multiple-choice',
        max: 2,
        options: [
          { id: 'tea' },
          { id: 'milk_tea' },
          { id: 'none', exclusive: true },
          { id: 'other', specify: true, label: { en: 'Other', es: 'Otro' } },
        ],
      },
      {
        group: 'tea',
        when: "'tea' in drinks",
        steps: [
          { say: { en: 'About tea' } },
          { id: 'cups', ask: 'integer' },
          { when: 'cups != null && !(cups <= age)', say: { en: 'Too many' } },
          { when: 'cups != null && !(cups <= age)', goto: 'cups' },
          { set: { week: 'cups * 7' } },
          { say: { en: 'That is {{ week }} a week.' } },
        ],
      },
      {
        group: 'child',
        repeat: { times: 2 },
        steps: [{ say: { en: 'Children' } }, { id: 'born', ask: 'date', max: 'today' }],
      },
      { id: 'score', ask: 'rating', points: 5 },
      { id: 'if_', ask: 'consent', version: '7' },
      { id: 'where', ask: 'location' },
    ]);
    expect(flow.steps[0]).not.toHaveProperty('optional');
    expect(yaml).toContain("# relevant: pulldata('x', 'a', 'b', ${age}) = 1");
    const told = findings.map(({ severity, where, what }) => `${severity} ${where}: ${what}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'left-out survey!row 2: start',
        'changed survey!row 3: first name',
        'changed survey!row 9: constraint: . <= ${age}',
        'changed survey!row 17: if',
        "left-out survey!row 18: relevant: pulldata('x', 'a', 'b', ${age}) = 1",
        'left-out survey!row 19: geoshape field',
        'left-out survey!column appearance: minimal (row 6)',
        'left-out settings: style: pages',
      ]),
    );
  });

  it('gives the same bytes each time', async () => {
    expect(await importXlsForm(await form())).toEqual(await importXlsForm(await form()));
  });

  it('gives a value that the flow language cannot compute as empty, and says so', async () => {
    const { yaml, findings, problems } = await importXlsForm(
      await form([
        ['type', 'name', 'label', 'calculation'],
        ['date', 'born', 'Born?'],
        ['date', 'met', 'Met?'],
        ['calculate', 'days', '', '${met} - ${born}'],
        ['note', 'n', 'After ${days} days'],
      ]),
    );
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(parse(yaml)).toMatchObject({
      steps: [{}, {}, { set: { days: 'null' } }, { say: { en: 'After {{ days }} days' } }],
    });
    expect(findings).toContainEqual(expect.objectContaining({ where: 'survey!row 4', what: 'set days: met - born' }));
  });
});

describe('from a form to a flow and back', () => {
  it('keeps questions, options and conditions', async () => {
    const first = compileFlow((await importXlsForm(await form())).yaml, 'first.yaml').flow;
    if (!first) throw new Error('the imported flow has mistakes');
    const { file, findings } = await exportXlsForm(first);
    expect(findings.filter(({ severity }) => severity === 'left-out').map(({ what }) => what)).toEqual([
      'as: child_round',
    ]);
    const second = compileFlow((await importXlsForm(file)).yaml, 'second.yaml').flow;
    const asked = (flow: typeof first) =>
      [...flow.questions.values()].map(({ id, type, when, options, optional }) => ({
        id,
        kind: type.kind,
        when: when?.source,
        optional,
        options: options.map((option) => [option.id, option.when?.source, option.exclusive]),
      }));
    expect(second && asked(second)).toEqual(asked(first));
    expect(second?.definition.steps).toEqual(
      first.definition.steps.map((step) =>
        'repeat' in step ? expect.objectContaining({ repeat: step.repeat }) : expect.anything(),
      ),
    );
    expect(second?.vars).toEqual(first.vars);
  });

  it('turns jumps into conditions', async () => {
    const { flow } = compileFlow(
      `
id: jumps
kind: survey
languages: [en]
title: Jumps
steps:
  - { id: a, ask: integer, text: A }
  - branch: [{ when: a > 5, goto: c }]
  - { id: b, ask: text, text: B }
  - { when: a < 0, end: screened-out, say: Bye }
  - { id: c, ask: text, text: C }
`,
      'jumps.yaml',
    );
    if (!flow) throw new Error('the flow has mistakes');
    const again = compileFlow((await importXlsForm((await exportXlsForm(flow)).file)).yaml, 'again.yaml').flow;
    expect(again?.questions.get('b')?.when?.source).toBe('!(a > 5)');
    expect(again?.questions.get('c')?.when?.source).toBe('!(!(a > 5) && a < 0)');
  });
});

describe('files that are no form', () => {
  const refused = async (file: Promise<Uint8Array> | Uint8Array, why: string): Promise<void> => {
    const start = process.cpuUsage();
    await expect(importXlsForm(await file)).rejects.toThrow(FormRefused);
    await expect(importXlsForm(await file)).rejects.toThrow(why);
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
  };

  it('names what is missing', async () => {
    await refused(workbook({ Sheet1: [['type']] }), 'has a sheet "survey"; this workbook has Sheet1');
    await refused(
      workbook({
        survey: [
          ['kind', 'name'],
          ['text', 'a'],
        ],
      }),
      'no column "type"',
    );
    await refused(
      workbook({
        survey: [
          ['type', 'name'],
          ['geoshape', 'a'],
        ],
      }),
      'nothing that a chat can ask',
    );
    await refused(new Uint8Array(100), 'no .xlsx workbook');
    await refused(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'old .xls workbook');
  });

  it('names the place of a text that is too long', async () => {
    await refused(
      workbook({
        survey: [
          ['type', 'name', 'label'],
          ['text', 'a', 'x'.repeat(20_001)],
        ],
      }),
      'sheet "survey", row 2, column "label"',
    );
  });

  it('refuses what is too large, whatever its directory says', async () => {
    await refused(new Uint8Array(20 * 1024 * 1024), 'at most 4 MB');
    await refused(zip('xl/worksheets/sheet1.xml', Buffer.alloc(60 * 1024 * 1024, 32)), 'unpacks to more than');
    await refused(zip('xl/worksheets/sheet1.xml', Buffer.alloc(60 * 1024 * 1024, 32), 1_000), 'unpacks to more than');
    await refused(zip('xl/worksheets/sheet1.xml', Buffer.alloc(100_000, 32), 1_000), 'not the size that it says');
  });

  it('refuses cells at the far end of a sheet', async () => {
    const far = Array.from(
      { length: 400 },
      (_, row) => `<row r="${row + 1}"><c r="XFD${row + 1}"><v>1</v></c></row>`,
    ).join('');
    await refused(zip('xl/worksheets/sheet1.xml', Buffer.from(`<sheetData>${far}</sheetData>`)), 'far more cells');
  });

  it('refuses more rows than a form has', async () => {
    await refused(workbook({ survey: [['type'], ...Array.from({ length: 5_001 }, () => ['note'])] }), 'at most 5000');
  });
});

/** A ZIP file with one entry; `size` is what it says of its length. */
function zip(name: string, content: Buffer, size = content.length): Uint8Array {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return new Uint8Array(Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]));
}
