import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { META_ERRORS } from '../../src/channels/cloud-payload/meta-errors.js';
import { DIALOG360_ERRORS } from '../../src/channels/dialog360/errors.js';
import { HOUR, MINUTE, SECOND } from '../../src/time/instant.js';

const PAGE = join(__dirname, '../../docs/channels/360dialog.md');
const TABLES = [
  { name: 'meta-codes', rows: META_ERRORS },
  { name: 'dialog360-codes', rows: DIALOG360_ERRORS },
];
const HEADINGS = ['code', 'class', 'not before', 'a person acts', 'what it means and what to do'];

type Row = (typeof META_ERRORS)[number] | (typeof DIALOG360_ERRORS)[number];

function cellsOf({ code, class: name, retryAfterMs, tellPerson, text }: Row): string[] {
  const shown = typeof code === 'object' ? `${code[0]}–${code[1]}` : String(code);
  return [
    shown,
    `\`${name}\``,
    retryAfterMs === undefined ? '' : duration(retryAfterMs),
    tellPerson ? 'yes' : '',
    text,
  ];
}

function duration(ms: number): string {
  for (const [unit, length] of [
    ['h', HOUR],
    ['min', MINUTE],
    ['s', SECOND],
  ] as const) {
    if (ms % length === 0) return `${ms / length} ${unit}`;
  }
  return `${ms} ms`;
}

const marked = (name: string) => new RegExp(`(<!-- ${name} -->\n)([\\s\\S]*?)(<!-- /${name} -->)`);

/** Cells without the padding that formatting adds; the line under the headings is left out. */
function readTable(name: string): string[][] {
  const table = marked(name).exec(readFileSync(PAGE, 'utf8'))?.[2] ?? '';
  const lines = table.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

function writeTable(name: string, rows: readonly string[][]): void {
  const lines = [HEADINGS, HEADINGS.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(marked(name), (_all, start: string, _old, end: string) => `${start}\n${lines.join('\n')}\n\n${end}`),
  );
}

describe('docs/channels/360dialog.md (rewrite with UPDATE=1)', () => {
  it.each(TABLES)('$name has exactly the rows of the code', ({ name, rows }) => {
    const expected = rows.map(cellsOf);
    if (process.env['UPDATE'] === '1') writeTable(name, expected);
    expect(readTable(name)).toEqual([HEADINGS, ...expected]);
  });
});
