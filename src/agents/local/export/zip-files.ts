import { Unzip, UnzipInflate } from 'fflate';
import { MOST_ENTRIES, MOST_PACKED, MOST_UNPACKED } from './limits.js';

export type Unpacked = { ok: true; files: Map<string, Uint8Array> } | { ok: false; problem: string };

/** Bytes unpacked between two looks at the size: DEFLATE makes at most 1,032 of one (RFC 1951's longest match in two bits). */
const STEP = 4_096;
const MEGABYTE = 1_024 * 1_024;

/** What stands for a folder above or a place elsewhere; nothing is written to disk, but who sends it means no good. */
const ELSEWHERE = /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:|\0/;

/** The JSON files of a zip by their paths. Never throws; what is too large is refused by its stated and by its real size. */
export function zipFiles(bytes: Uint8Array): Unpacked {
  if (bytes.length > MOST_PACKED)
    return refused(`the zip has ${bytes.length} bytes, and ${MOST_PACKED / MEGABYTE} MB are the most`);
  if (!hasEnd(bytes)) return refused('this is no zip, or its end is missing');
  const zip = new Reader();
  try {
    for (let at = 0; at < bytes.length && zip.problem === undefined; at += STEP)
      zip.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
  } catch (error) {
    return refused(`the zip cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (zip.problem !== undefined) return refused(zip.problem);
  if (zip.entries === 0) return refused('the zip is empty');
  return { ok: true, files: zip.files() };
}

/** The record that every zip ends with (APPNOTE.txt, 4.3.16), with a comment of up to 65,535 bytes behind it. */
const END = Buffer.from('PK\x05\x06', 'latin1');
const LONGEST_END = 22 + 65_535;

function hasEnd(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(-LONGEST_END)).includes(END);
}

class Reader {
  problem: string | undefined;
  entries = 0;
  #unpacked = 0;
  readonly #parts = new Map<string, Uint8Array[]>();
  readonly #unzip = new Unzip((file) => {
    this.entries += 1;
    if (this.entries > MOST_ENTRIES) this.problem ??= `the zip has more than ${MOST_ENTRIES} entries`;
    else if (ELSEWHERE.test(file.name)) this.problem ??= `the zip names a place outside of itself: "${file.name}"`;
    else this.count(file.originalSize ?? 0, 0);
    if (this.problem !== undefined || !file.name.endsWith('.json') || file.name.startsWith('__MACOSX/')) return;
    const parts: Uint8Array[] = [];
    this.#parts.set(file.name, parts);
    file.ondata = (error, chunk) => {
      if (error) this.problem ??= `"${file.name}" in the zip is damaged: ${error.message}`;
      else if (this.count(0, chunk.length)) parts.push(chunk);
    };
    file.start();
  });

  constructor() {
    this.#unzip.register(UnzipInflate);
  }

  push(chunk: Uint8Array, final: boolean): void {
    this.#unzip.push(chunk, final);
  }

  files(): Map<string, Uint8Array> {
    return new Map([...this.#parts].map(([name, parts]) => [name, Buffer.concat(parts)]));
  }

  /** Whether there is room for it. */
  private count(stated: number, real: number): boolean {
    this.#unpacked += real;
    if (this.#unpacked + stated <= MOST_UNPACKED) return true;
    this.problem ??= `unpacked the zip has more than ${MOST_UNPACKED / MEGABYTE} MB`;
    return false;
  }
}

function refused(problem: string): Unpacked {
  return { ok: false, problem };
}
