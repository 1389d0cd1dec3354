import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes; a test gives its own. */
export interface Terminal {
  stdin: Readable;
  stdout: Writable & { isTTY?: boolean; hasColors?(): boolean };
  stderr: Writable;
  /** Folder from which relative names count. */
  cwd: string;
}

/** What a person can mend: one sentence that names the file or value and says what to do. */
export class CliProblem extends Error {
  override readonly name = 'CliProblem';
}

const CODES = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;

export type Paint = (style: keyof typeof CODES, text: string) => string;

/** Colours where they can be seen; plain text in pipes and files. */
export function painter({ stdout }: Terminal): Paint {
  if (stdout.isTTY !== true || stdout.hasColors?.() === false) return (_, text) => text;
  return (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m`;
}
