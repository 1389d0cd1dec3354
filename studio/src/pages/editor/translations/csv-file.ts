/** MB. A flow has fewer words. */
export const MOST_MB = 5;

const BOM = '\uFEFF';
/** What stands in place of bytes that are no UTF-8. */
const NO_LETTER = '\uFFFD';

/** CSV by RFC 4180 in UTF-8, with the mark at its beginning by which Excel knows that. */
export async function writeCsv(table: readonly (readonly string[])[]): Promise<string> {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  return stringify(
    table.map((row) => [...row]),
    { bom: true, record_delimiter: 'windows' },
  );
}

/** The cells, whether they are parted by commas, semicolons or tabs. Undefined where it is no CSV in UTF-8. */
export async function readCsv(source: string): Promise<string[][] | undefined> {
  if (source.includes(NO_LETTER)) return undefined;
  const { parse } = await import('csv-parse/browser/esm/sync');
  const [head = ''] = source.split('\n', 1);
  const delimiter = [',', ';', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ',';
  try {
    const read: unknown = parse(source.startsWith(BOM) ? source.slice(1) : source, {
      delimiter,
      relax_column_count: true,
    });
    return Array.isArray(read) ? read.map((row: unknown) => (Array.isArray(row) ? row.map(String) : [])) : undefined;
  } catch {
    // A quote that is never closed, or text behind one: not what a spreadsheet writes.
    return undefined;
  }
}
