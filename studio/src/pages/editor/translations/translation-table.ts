import type { Document } from 'yaml';
import type { StepPath } from '../draft/step-path.js';
import { fieldOf } from '../fields/read.js';
import { setText } from '../form/edits/text-edits.js';
import { flowTexts, type FlowText } from './flow-texts.js';

/** Name of the first column: where in the flow a text stands. Names of languages are their tags. */
export const PLACE = 'place';

/** One text that an imported table changes. */
export interface Translation {
  path: StepPath;
  language: string;
  text: string;
  /** What stands there now. */
  before: string;
}

/** What the one who imports has to know; `row` counts as a spreadsheet does, from 1, heads included. */
export type TableFinding =
  | { kind: 'missing' | 'strange'; language: string }
  | { kind: 'unknown' | 'twice'; row: number; place: string }
  | { kind: 'changed'; row: number; was: string; is: string };

export interface ReadTable {
  translations: Translation[];
  /** Of texts whose original is not what it was in the table. */
  doubtful: Translation[];
  findings: TableFinding[];
  /** Cells without a text; what stands there stays. */
  empty: number;
}

export type TableTrouble = 'noPlace' | 'noRows';

/** All texts in the order of the flow: a row each, with where it stands and a column for each language. */
export function translationTable(definition: unknown, languages: readonly string[]): string[][] {
  const rows = [...places(definition)].map(([place, { texts }]) => [
    guarded(place),
    ...languages.map((language, index) => guarded(texts.get(language) ?? (index === 0 ? (texts.get('') ?? '') : ''))),
  ]);
  return [[PLACE, ...languages], ...rows];
}

/**
 * What such a table changes once it is filled in. The first language is the original: it is only compared, so that a
 * translation of what has changed since is not taken unseen. Nothing is guessed: rows of texts that are not there,
 * columns of other languages and texts that contradict each other are told and left out.
 */
export function readTable(
  definition: unknown,
  [base = '', ...others]: readonly string[],
  table: readonly (readonly string[])[],
): ReadTable | TableTrouble {
  const [heads = [], ...rows] = table;
  const columns = heads.map((head) => head.trim());
  if (columns[0] !== PLACE) return 'noPlace';
  if (rows.every(isBlank)) return 'noRows';
  const known = places(definition);
  const findings: TableFinding[] = [
    ...others.flatMap((language) => (columns.includes(language) ? [] : [{ kind: 'missing' as const, language }])),
    ...columns
      .slice(1)
      .flatMap((head) =>
        head === '' || head === base || others.includes(head) ? [] : [{ kind: 'strange' as const, language: head }],
      ),
  ];
  const cellOf = (row: readonly string[], language: string): string => {
    const at = columns.indexOf(language);
    return at === -1 ? '' : unguarded(row[at] ?? '');
  };
  const placed = new Map<string, { row: readonly string[]; number: number }[]>();
  for (const [index, row] of rows.entries()) {
    if (isBlank(row)) continue;
    const place = unguarded(row[0] ?? '').trim();
    placed.set(place, [...(placed.get(place) ?? []), { row, number: index + 2 }]);
  }
  const read: ReadTable = { translations: [], doubtful: [], findings, empty: 0 };
  for (const [place, found] of placed) {
    const [first, ...again] = found;
    const text = known.get(place);
    if (!first) continue;
    if (!text) {
      findings.push({ kind: 'unknown', row: first.number, place });
      continue;
    }
    const different = again.find(({ row }) =>
      [base, ...others].some((one) => cellOf(row, one) !== cellOf(first.row, one)),
    );
    if (different) {
      findings.push({ kind: 'twice', row: different.number, place });
      continue;
    }
    const is = (text.texts.get(base) ?? text.texts.get('') ?? '').trim();
    const was = cellOf(first.row, base);
    const hasChanged = was !== '' && was !== is;
    const fresh = others.flatMap((language): Translation[] => {
      if (!columns.includes(language)) return [];
      const cell = cellOf(first.row, language);
      const before = text.texts.get(language) ?? '';
      if (cell === '') read.empty += 1;
      return cell === '' || cell === before.trim() ? [] : [{ path: text.path, language, text: cell, before }];
    });
    if (hasChanged && fresh.length > 0) findings.push({ kind: 'changed', row: first.number, was, is });
    (hasChanged ? read.doubtful : read.translations).push(...fresh);
  }
  return read;
}

/** Writes them into the flow. */
export function takeTranslations(
  doc: Document,
  translations: readonly Translation[],
  languages: readonly string[],
): void {
  for (const { path, language, text } of translations) {
    setText(doc, path, text, { language, languages, required: true });
  }
}

const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === '');

/** The texts by their place, which is told by names where steps and options have some: they may be moved meanwhile. */
function places(definition: unknown): Map<string, FlowText> {
  const texts = [...flowTexts(definition)].filter((one) => [...one.texts.values()].some((text) => text !== ''));
  return new Map(texts.map((text) => [placeOf(definition, text.path), text]));
}

function placeOf(definition: unknown, path: StepPath): string {
  return path
    .map((key, depth) => {
      if (typeof key === 'string') return key;
      const list = fieldOf(definition, ...path.slice(0, depth));
      const names = Array.isArray(list) ? list.map((item) => fieldOf(item, 'id') ?? fieldOf(item, 'group')) : [];
      const name = names[key];
      return typeof name === 'string' && names.indexOf(name) === names.lastIndexOf(name) ? name : `#${key + 1}`;
    })
    .join('/');
}

/** What a spreadsheet would take for a formula. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/u;

/** Harmless in a spreadsheet; `unguarded` takes it back, whatever the text began with. */
const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Line ends are those of whatever wrote the file. */
function unguarded(cell: string): string {
  const text = cell.replaceAll(/\r\n?/gu, '\n').trim();
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
