import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import type { Cell } from './column.js';

/**
 * CSV by RFC 4180 in UTF-8, with the mark at its beginning by which Excel knows that. A text that a spreadsheet would
 * take for a formula gets an apostrophe in front.
 */
export function writeCsv(heads: readonly string[], rows: AsyncIterable<readonly Cell[]>): Readable {
  const lines = stringify({
    bom: true,
    header: true,
    columns: heads.map((header, key) => ({ key: String(key), header: guarded(header) })),
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: (value) => (value ? '1' : '0') },
  });
  const source = Readable.from(rows);
  // What goes wrong while reading ends the download, which then is seen to be cut off.
  source.on('error', (error) => lines.destroy(error));
  lines.on('close', () => source.destroy());
  return source.pipe(lines);
}

/** Heads are authors' words; the library guards cells only. */
const guarded = (head: string): string => (/^[=+\-@\t\r]/.test(head) ? `'${head}` : head);
