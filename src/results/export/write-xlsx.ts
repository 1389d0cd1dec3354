import { Zip, ZipDeflate, strToU8 } from 'fflate';
import { Readable } from 'node:stream';
import type { Cell } from './column.js';

/** Rows of one sheet, the head with them (https://support.microsoft.com/office: Excel specifications and limits). */
export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;
/** UTF-16 units that a cell holds; a longer text is cut, and ends in an ellipsis. */
const LONGEST_CELL = 32_767;
/** Text that is gathered before it is packed. */
const CHUNK = 64 * 1024;

/**
 * A workbook with one sheet (ECMA-376), packed row by row as it is read; why not by a library:
 * docs/decisions/0019-own-workbook-writer.md. Texts are texts: none is ever a formula.
 */
export function writeXlsx(heads: readonly string[], rows: AsyncIterable<readonly Cell[]>): Readable {
  return Readable.from(pack(heads, rows), { objectMode: false });
}

async function* pack(heads: readonly string[], rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    ready.push(part);
  });
  for (const [name, content] of Object.entries(PARTS)) {
    const file = new ZipDeflate(name);
    zip.add(file);
    file.push(strToU8(content), true);
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 1 });
  zip.add(sheet);
  let text = `${SHEET_START}${rowXml(1, heads)}`;
  let number = 1;
  for await (const row of rows) {
    number += 1;
    text += rowXml(number, row);
    if (text.length < CHUNK) continue;
    sheet.push(strToU8(text));
    text = '';
    yield* ready.splice(0);
  }
  sheet.push(strToU8(text + SHEET_END), true);
  zip.end();
  yield* ready.splice(0);
}

function rowXml(number: number, cells: readonly Cell[]): string {
  return `<row r="${number}">${cells.map((cell, at) => cellXml(`${columnName(at)}${number}`, cell)).join('')}</row>`;
}

function cellXml(place: string, cell: Cell): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${Number(cell)}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
}

/** A, B, …, Z, AA, … */
function columnName(at: number): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}

/** Characters that XML 1.0 does not have; `_x0041_` would be read as an escape of Excel's own. */
// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

function xmlText(text: string): string {
  const fitting = text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1)}…`;
  return fitting
    .replace(NOT_IN_XML, '')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The head stays in sight. */
const SHEET_START = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
const SHEET_END = '</sheetData></worksheet>';
const PARTS = {
  '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Responses" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};
