import { inflateRawSync } from 'node:zlib';
import { FormRefused } from '../finding.js';

/** A form with hundreds of questions has some 100 kB. */
const LARGEST_FILE = 4 * 1024 * 1024;
/** All its XML together, unpacked, in bytes. */
const LARGEST_UNPACKED = 24 * 1024 * 1024;
/** The reader fills the space in front of a row's last cell: places of all rows together. */
const MOST_PLACES = 4_000_000;
/** Where Excel ends. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;
const MOST_ENTRIES = 500;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
/** How a compound file of Microsoft's begins. */
const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];
const STORED = 0;
const DEFLATED = 8;

/**
 * Refuses an .xlsx file that would take more memory than a form does, before it is read: too large, a zip bomb (also one
 * whose directory tells untrue sizes), or with cells at the far end of the sheet. Throws FormRefused.
 * Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.
 */
export function checkUnpackedSize(file: Uint8Array): void {
  if (file.byteLength > LARGEST_FILE)
    throw new FormRefused(
      `the file has ${megabytes(file.byteLength)} MB; at most ${megabytes(LARGEST_FILE)} MB are read`,
    );
  if (OLD_WORKBOOK.every((byte, index) => file[index] === byte))
    throw new FormRefused('this is an old .xls workbook; open it in a spreadsheet program and save it as .xlsx');
  let left = LARGEST_UNPACKED;
  for (const entry of directoryOf(file)) {
    if (!entry.name.endsWith('.xml')) continue;
    const unpacked = unpack(entry, left);
    left -= unpacked.byteLength;
    if (/^xl\/worksheets\/[^/]+$/.test(entry.name)) checkCells(unpacked.toString('latin1'));
  }
}

interface Entry {
  name: string;
  method: number;
  size: number;
  packed: Uint8Array;
}

function directoryOf(file: Uint8Array): Entry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const broken = (): FormRefused => new FormRefused('the file is no .xlsx workbook, or it is damaged');
  let end = file.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw broken();
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) throw new FormRefused(`the workbook has ${count} parts; a form has some twenty`);
  let at = view.getUint32(end + 16, true);
  const entries: Entry[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw broken();
      const nameLength = view.getUint16(at + 28, true);
      const local = view.getUint32(at + 42, true);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      entries.push({
        name: Buffer.from(file.subarray(at + 46, at + 46 + nameLength)).toString('utf8'),
        method: view.getUint16(at + 10, true),
        size: view.getUint32(at + 24, true),
        packed: file.subarray(start, start + view.getUint32(at + 20, true)),
      });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  } catch (cause) {
    // RangeError: an offset points outside the file.
    if (cause instanceof RangeError) throw broken();
    throw cause;
  }
  return entries;
}

function unpack({ name, method, size, packed }: Entry, left: number): Buffer {
  const tooLarge = (): FormRefused =>
    new FormRefused(`the workbook unpacks to more than ${megabytes(LARGEST_UNPACKED)} MB; a form is far smaller`);
  if (size > left || (method === STORED && packed.byteLength > left)) throw tooLarge();
  if (method === STORED) return Buffer.from(packed);
  if (method !== DEFLATED) throw new FormRefused(`"${name}" in the workbook is packed in a way that is not read`);
  let unpacked: Buffer;
  try {
    unpacked = inflateRawSync(packed, { maxOutputLength: Math.max(left, 1) });
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge();
    throw new FormRefused(`"${name}" in the workbook is damaged`);
  }
  if (unpacked.byteLength !== size) throw new FormRefused(`"${name}" in the workbook has not the size that it says`);
  return unpacked;
}

function checkCells(xml: string): void {
  let places = 0;
  let lastRow = 0;
  for (const [, letters = '', digits = ''] of xml.matchAll(/<(?:\w+:)?c\b[^>]{0,200}?\br="([A-Z]{1,8})(\d{1,12})"/g)) {
    const [row, column] = [Number(digits), columnNumber(letters)];
    if (row > LAST_ROW || column > LAST_COLUMN)
      throw new FormRefused(`a sheet has a cell ${letters}${digits}, which no spreadsheet has`);
    places += row === lastRow ? 1 : column;
    lastRow = row;
    if (places > MOST_PLACES) throw new FormRefused(`a sheet has far more cells than a form needs (see row ${row})`);
  }
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
