import readXlsxFile from 'read-excel-file/universal';
import type { CellValue, Sheet } from 'read-excel-file/universal';
import { FormRefused } from '../finding.js';
import { checkUnpackedSize } from './unpacked-bounds.js';

const MOST_ROWS = 5_000;
const MOST_COLUMNS = 200;
const LONGEST_CELL = 20_000;

/** One row of a sheet below its heading. */
export interface Row {
  /** As the spreadsheet numbers it, from 1. */
  number: number;
  /** Trimmed; empty where there is nothing. */
  cell(column: string): string;
}

export interface Table {
  sheet: string;
  /** Headings as they are used: lower case, common spellings unified, `label::French (fr)` with its language as written. */
  columns: string[];
  rows: Row[];
}

export interface Workbook {
  /** By lower-case name. */
  tables: ReadonlyMap<string, Table>;
  /** Headings that a sheet has twice. */
  duplicates: { sheet: string; column: string }[];
}

/** Reads the sheets of an .xlsx file as tables with a heading. Throws FormRefused with the sheet, row and column. */
export async function readWorkbook(file: Uint8Array): Promise<Workbook> {
  checkUnpackedSize(file);
  const bytes = new ArrayBuffer(file.byteLength);
  new Uint8Array(bytes).set(file);
  let sheets: Sheet[];
  try {
    sheets = await readXlsxFile(bytes);
  } catch (cause) {
    throw new FormRefused(`the workbook cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const duplicates: Workbook['duplicates'] = [];
  const tables = new Map<string, Table>();
  for (const { sheet, data } of sheets) {
    const name = sheet.trim().toLowerCase();
    if (!tables.has(name)) tables.set(name, tableOf(sheet, data, duplicates));
  }
  return { tables, duplicates };
}

function tableOf(sheet: string, data: Sheet['data'], duplicates: Workbook['duplicates']): Table {
  const start = data.findIndex((row) => row.some((cell) => textOf(cell) !== ''));
  const heading = data[start] ?? [];
  const filled = data.filter((row) => row.some((cell) => textOf(cell) !== '')).length;
  if (filled > MOST_ROWS) throw new FormRefused(`sheet "${sheet}" has ${filled} rows; at most ${MOST_ROWS} are read`);
  const titled = heading.filter((cell) => textOf(cell) !== '').length;
  if (titled > MOST_COLUMNS)
    throw new FormRefused(`sheet "${sheet}" has ${titled} columns; at most ${MOST_COLUMNS} are read`);
  const at = new Map<string, number>();
  for (const [index, cell] of heading.entries()) {
    const column = headingOf(textOf(cell));
    if (column === '') continue;
    if (at.has(column)) duplicates.push({ sheet, column });
    else at.set(column, index);
  }
  const rows = data.slice(start + 1).flatMap((cells, index): Row[] => {
    const number = start + index + 2;
    if (!cells.some((cell) => textOf(cell) !== '')) return [];
    for (const [column, position] of at) {
      if (textOf(cells[position]).length > LONGEST_CELL)
        throw new FormRefused(
          `sheet "${sheet}", row ${number}, column "${column}": the text is longer than ${LONGEST_CELL} characters`,
        );
    }
    return [{ number, cell: (column) => textOf(cells[at.get(column) ?? -1]) }];
  });
  return { sheet, columns: [...at.keys()], rows };
}

function textOf(cell: CellValue | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'true' : 'false';
  return isDate(cell) ? dateText(cell) : String(cell).trim();
}

/** The library's types name the constructor where they mean what it makes. */
function isDate(cell: unknown): cell is Date {
  return cell instanceof Date;
}

/** A cell that the spreadsheet keeps as a date: without its time where that is midnight. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  return date.toISOString().replace(/T00:00:00\.000Z$/, '');
}

const SPELLINGS: Readonly<Record<string, string>> = {
  ...{ 'list name': 'list_name', list: 'list_name', relevance: 'relevant', calculate: 'calculation' },
  ...{ 'constraint message': 'constraint_message', constraint_msg: 'constraint_message' },
  ...{ 'jr:constraintmsg': 'constraint_message', readonly: 'read_only', 'read only': 'read_only', caption: 'label' },
  ...{
    'required message': 'required_message',
    requiredmsg: 'required_message',
    'repeat count': 'repeat_count',
    'choice filter': 'choice_filter',
  },
  ...{ 'jr:count': 'repeat_count', image: 'media::image', audio: 'media::audio', video: 'media::video' },
  ...{ 'media:image': 'media::image', 'media:audio': 'media::audio', 'media:video': 'media::video' },
  ...{ 'form title': 'form_title', title: 'form_title', 'form id': 'form_id', id_string: 'form_id' },
  ...{ 'default language': 'default_language', set_form_title: 'form_title', set_form_id: 'form_id' },
};
/** Columns whose texts differ by language. */
const BY_LANGUAGE =
  /^(label|caption|hint|guidance_hint|constraint[_ ]message|required[_ ]message|media::?(?:image|audio|video|big-image)|image|audio|video)\s*::?\s*(\S.*)$/i;

function headingOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const translated = BY_LANGUAGE.exec(plain);
  if (translated) {
    const [, column = '', language = ''] = translated;
    return `${unified(column.toLowerCase())}::${language.trim()}`;
  }
  return unified(plain.toLowerCase());
}

function unified(column: string): string {
  return Object.hasOwn(SPELLINGS, column) ? (SPELLINGS[column] ?? column) : column;
}
