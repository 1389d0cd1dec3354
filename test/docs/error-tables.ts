import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorRow } from '../../src/channels/cloud-payload/meta-errors.js';
import type { NamedError } from '../../src/channels/provider-http/error-table.js';
import { HOUR, MINUTE, SECOND } from '../../src/time/instant.js';

type Row = ErrorRow | NamedError;

const HEADINGS = ['code', 'class', 'not before', 'a person acts', 'what it means and what to do'];

/** Holds a table of a page against the rows of the code; with UPDATE=1 it is written anew. It stands between two marks: `<!-- name -->`. */
export function checkErrorTable(page: string, name: string, rows: readonly Row[]): void {
  const path = join(__dirname, '../../docs/channels', page);
  const expected = [HEADINGS, ...rows.map(cellsOf)];
  if (process.env['UPDATE'] === '1') writeTable(path, name, expected);
  expect(readTable(path, name)).toEqual(expected);
}

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
function readTable(path: string, name: string): string[][] {
  const table = marked(name).exec(readFileSync(path, 'utf8'))?.[2] ?? '';
  const lines = table.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

function writeTable(path: string, name: string, [headings = [], ...rows]: readonly string[][]): void {
  const lines = [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const page = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    page.replace(marked(name), (_all, start: string, _old, end: string) => `${start}\n${lines.join('\n')}\n\n${end}`),
  );
}
