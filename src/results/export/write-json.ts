import { Readable } from 'node:stream';
import type { Cell } from './column.js';

/** One JSON array of objects, each on a line of its own; empty cells are left out. */
export function writeJson(names: readonly string[], rows: AsyncIterable<readonly Cell[]>): Readable {
  return Readable.from(lines(names, rows), { objectMode: false });
}

async function* lines(names: readonly string[], rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of rows) {
    const filled = names.flatMap((name, at) => {
      const cell = row[at] ?? null;
      return cell === null ? [] : [[name, cell] as const];
    });
    yield before + JSON.stringify(Object.fromEntries(filled));
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
