import { stringify } from 'yaml';
import type { Line, Transcript } from './transcript.js';

/** Lines around a difference that are shown with it. */
const AROUND = 3;

/**
 * How a chat went otherwise than it was written down, as a person reads it: `-` is written, `+` is what really came.
 * Empty where nothing differs. Parts that the written one leaves out are not compared.
 */
export function differenceOf(written: Transcript, played: Transcript): string[] {
  const parts: [string, string[], string[]][] = [['chat', written.chat.flatMap(linesOf), played.chat.flatMap(linesOf)]];
  for (const part of ['notes', 'answers', 'path', 'ended'] as const) {
    if (written[part] !== undefined) parts.push([part, yamlLines(written[part]), yamlLines(played[part])]);
  }
  return parts.flatMap(([name, before, after]) => {
    const shown = difference(before, after);
    return shown.length === 0 ? [] : [`${name}:`, ...shown];
  });
}

function linesOf(line: Line): string[] {
  return stringify([line], { lineWidth: 0, blockQuote: 'literal' }).trimEnd().split('\n');
}

function yamlLines(value: unknown): string[] {
  return stringify(value, { lineWidth: 0, sortMapEntries: true }).trimEnd().split('\n');
}

interface Mark {
  mark: ' ' | '-' | '+';
  line: string;
}

function difference(before: readonly string[], after: readonly string[]): string[] {
  const marks = compare(before, after);
  const near = (index: number) =>
    marks.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ mark }) => mark !== ' ');
  const shown: string[] = [];
  for (const [index, { mark, line }] of marks.entries()) {
    if (near(index)) shown.push(`  ${mark} ${line}`);
    else if (shown.length > 0 && near(index - 1)) shown.push('    …');
  }
  return shown.at(-1) === '    …' ? shown.slice(0, -1) : shown;
}

/** The longest common part of two texts stays, the rest went or came. Transcripts have some hundred lines. */
function compare(before: readonly string[], after: readonly string[]): Mark[] {
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const marks: Mark[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      marks.push({ mark: ' ', line: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      marks.push({ mark: '-', line: old });
      i += 1;
    } else {
      marks.push({ mark: '+', line: fresh ?? '' });
      j += 1;
    }
  }
  return marks;
}
