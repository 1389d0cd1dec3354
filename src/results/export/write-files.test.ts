import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { Cell } from './column.js';
import { writeCsv } from './write-csv.js';
import { writeJson } from './write-json.js';
import { writeXlsx } from './write-xlsx.js';

const HOSTILE = [
  '=cmd()',
  '+1',
  '-1',
  '@SUM(A1)',
  '\tx',
  'plain',
  'two\nlines, "quoted"',
  'مرحبا',
  'a & b < c > d',
  '_x0041_',
];

async function* rows(): AsyncGenerator<Cell[]> {
  for (const text of HOSTILE) yield [text, -5, true, null];
}

async function* failing(): AsyncGenerator<Cell[]> {
  yield ['one', 1, false, null];
  throw new Error('the database is away');
}

const HEADS = ['=words', 'number', 'yes', 'empty'];

test('CSV says what was said; what begins like a formula has an apostrophe, numbers have none', async () => {
  const bytes = await buffer(writeCsv(HEADS, rows()));
  const [head, ...lines]: string[][] = parse(bytes, { bom: true });
  expect(head).toEqual(["'=words", 'number', 'yes', 'empty']);
  expect(lines.map(([text]) => text)).toEqual([`'=cmd()`, `'+1`, `'-1`, `'@SUM(A1)`, `'\tx`, ...HOSTILE.slice(5)]);
  expect(lines[0]).toEqual([`'=cmd()`, '-5', '1', '']);
});

test('a workbook holds texts as texts', async () => {
  const sheet = await readSheet(await buffer(writeXlsx(HEADS, rows())));
  // The reader takes spaces off the ends.
  const said = HOSTILE.slice(0, -1).map((text) => text.trim());
  expect(sheet.map(([text]) => text)).toEqual(['=words', ...said, expect.anything()]);
  expect(sheet[1]).toEqual(['=cmd()', -5, true, null]);
});

test('characters that XML does not have are left out, and a text longer than a cell is cut', async () => {
  async function* strange(): AsyncGenerator<Cell[]> {
    yield ['a\u0001b\uD800c', 'x'.repeat(40_000)];
  }
  const sheet = await readSheet(await buffer(writeXlsx(['one', 'two'], strange())));
  expect(sheet[1]?.[0]).toBe('abc');
  expect(String(sheet[1]?.[1])).toHaveLength(32_767);
});

test('more columns than letters', async () => {
  async function* one(): AsyncGenerator<Cell[]> {
    yield Array.from({ length: 800 }, (_, at) => at);
  }
  const heads = Array.from({ length: 800 }, (_, at) => `c${at}`);
  const sheet = await readSheet(await buffer(writeXlsx(heads, one())));
  expect(sheet[1]?.[799]).toBe(799);
});

test('JSON is an array, also of nothing', async () => {
  expect(JSON.parse((await buffer(writeJson(HEADS, rows()))).toString())[0]).toEqual({
    '=words': '=cmd()',
    number: -5,
    yes: true,
  });
  async function* none(): AsyncGenerator<Cell[]> {}
  expect(JSON.parse((await buffer(writeJson(HEADS, none()))).toString())).toEqual([]);
});

test.each([writeCsv, writeJson, writeXlsx])('what goes wrong half way is an error, not a short file', async (write) => {
  await expect(buffer(write(HEADS, failing()))).rejects.toThrow('the database is away');
});

test.each([writeCsv, writeJson, writeXlsx])(
  'no more is read than is taken: a slow reader holds it up',
  async (write) => {
    const MANY = 1_000_000;
    let read = 0;
    async function* endless(): AsyncGenerator<Cell[]> {
      for (; read < MANY; read += 1) yield [`row ${read}`, read, true, null];
    }
    const file = write(HEADS, endless());
    const atRest = async (): Promise<number> => {
      let before = -1;
      while (before !== read) {
        before = read;
        for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
      }
      return read;
    };
    await once(file, 'readable');
    const first = await atRest();
    expect(first).toBeLessThan(20_000);
    expect(file.read()).not.toBeNull();
    const second = await atRest();
    expect(second).toBeLessThan(first + 20_000);
    const closed = once(file, 'close');
    file.destroy();
    await closed;
    // Who goes away is not read for any more.
    expect(await atRest()).toBeLessThan(second + 20_000);
  },
);
