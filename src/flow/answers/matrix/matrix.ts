import { z } from 'zod';
import { MAX_ID_LENGTH } from '../../../rendering/binding.js';
import { Localised } from '../../definition/localised.js';
import { Name } from '../../definition/names.js';
import type { AnswerValue, AnswerVia } from '../../session.js';
import { wordsFor } from '../../words/words.js';
import type {
  AnswerReading,
  AnswerType,
  ReadInput,
  Reading,
  ResolvedOption,
  ResolvedQuestion,
} from '../answer-type.js';
import { lintOptionCount, presentOptions } from '../author-options.js';
import { LONGEST_CHOICE, matchExactly } from '../match-option.js';
import { readOption } from '../read-option.js';
import { leastCertain, readList, split } from '../read-picks.js';
import { lintRows } from './lint-rows.js';

/** Each row is a message to answer. */
const MOST_ROWS = 30;
/** Between row and column in an option's id; no id has it. */
const DOT = '.';

const Fields = z.object({
  rows: z
    .array(z.strictObject({ id: Name.describe('What conditions and exports use'), label: Localised }))
    .min(1)
    .max(MOST_ROWS)
    .describe('What is asked about, one after another, each with the same options'),
});
type Fields = z.infer<typeof Fields>;

interface Row {
  id: string;
  label: string;
}

/** Cells by row id: the option chosen there. */
type Cells = ReadonlyMap<string, ResolvedOption>;

/**
 * Several things judged with the same options, asked row by row. The value is an object: an option's id by row. Taps
 * name their row, so that one on an earlier row's message changes that row; `selected` are the cells, `row.option`.
 */
export const matrix: AnswerType<Fields> = {
  kind: 'matrix',
  fields: Fields,
  options: 'required',
  valueType: 'object',

  parts({ rows }) {
    return rows.map(({ id }) => id);
  },

  lint({ rows }, { optionIds, languages }) {
    return [...lintOptionCount(optionIds.length), ...lintRows(rows, optionIds, languages, MAX_ID_LENGTH)];
  },

  present(question, selected) {
    const rows = rowsOf(question);
    const cells = cellsOf(question, selected);
    const at = Math.max(
      rows.findIndex(({ id }) => !cells.has(id)),
      0,
    );
    const row = rows[at];
    if (!row) return { options: [] };
    return {
      options: presentOptions(columnsOf(question, row)),
      detail: rows.length === 1 ? row.label : `${at + 1}/${rows.length} · ${row.label}`,
    };
  },

  amend(question, value, input) {
    return readInto(question, input, cellsOf(question, cellIds(value)));
  },

  undo(question, selected) {
    const given = [...cellsOf(question, selected)];
    return given.length === 0 ? undefined : given.slice(0, -1).map(([row, option]) => row + DOT + option.id);
  },

  fits({ rows }, value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return Object.keys(value).length === rows.length && rows.every(({ id }) => Object.hasOwn(value, id));
  },

  keepOnSkip(question, selected) {
    return keptOf(question, cellsOf(question, selected));
  },

  read(question, input, selected) {
    return readInto(question, input, cellsOf(question, selected));
  },
};

function readInto(question: ResolvedQuestion<Fields>, input: ReadInput, cells: Cells): Reading {
  const whole = input.kind === 'text' ? readWhole(question, input.text, cells) : undefined;
  if (whole) return whole;
  const row = rowFor(question, input, cells);
  const reading = readOption(question, input, row ? columnsOf(question, row) : []);
  if (!row || reading.kind !== 'answer') return reading;
  const option = question.options.find(({ id }) => row.id + DOT + id === reading.value);
  if (option) return filled(question, new Map([...cells, [row.id, option]]), undefined, reading.via);
  return keptOf(question, cells) ?? reading;
}

function rowsOf(question: ResolvedQuestion<Fields>): Row[] {
  return question.fields.rows.map(({ id, label }) => ({ id, label: question.text(label).trim() || id }));
}

/** The options as those of one row. */
function columnsOf({ options }: ResolvedQuestion<Fields>, row: Row): ResolvedOption[] {
  return options.map((option) => ({ ...option, id: row.id + DOT + option.id }));
}

function cellsOf(question: ResolvedQuestion<Fields>, selected: readonly string[]): Cells {
  const cells = new Map<string, ResolvedOption>();
  for (const { id } of question.fields.rows) {
    const option = question.options.find((column) => selected.includes(id + DOT + column.id));
    if (option) cells.set(id, option);
  }
  return cells;
}

/** An answer in the form of `selected`. */
function cellIds(value: AnswerValue): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([row, option]) => row + DOT + String(option));
}

/** A tap says which row it is for; words are for the row that is asked. */
function rowFor(question: ResolvedQuestion<Fields>, input: ReadInput, cells: Cells): Row | undefined {
  const rows = rowsOf(question);
  if (input.kind !== 'option' && input.kind !== 'toggle') return rows.find(({ id }) => !cells.has(id)) ?? rows[0];
  return rows.find(({ id }) => input.optionId.startsWith(id + DOT));
}

/** One message with an option for each of the rows that are left: "1 2 2 4". */
function readWhole(question: ResolvedQuestion<Fields>, text: string, cells: Cells): Reading | undefined {
  const open = rowsOf(question).filter(({ id }) => !cells.has(id));
  if (open.length < 2 || text.length > LONGEST_CHOICE || matchExactly(text, question.options)) return undefined;
  const list = readList(question, split(question, text));
  if (list.kind !== 'in-turn' || list.picks.length !== open.length) return undefined;
  const now = new Map(cells);
  for (const [index, { id }] of open.entries()) {
    const option = question.options.find((column) => column.id === list.picks[index]?.id);
    if (option) now.set(id, option);
  }
  return filled(question, now, cells.size === 0 ? text : undefined, leastCertain(list.picks));
}

/** `raw` only where one message says it all; else the rows with their options are what the person sent. */
function filled(question: ResolvedQuestion<Fields>, cells: Cells, raw: string | undefined, via: AnswerVia): Reading {
  if (cells.size < question.fields.rows.length) {
    return { kind: 'selection', selected: [...cells].map(([row, option]) => row + DOT + option.id) };
  }
  const answer = answerOf(question, cells, via);
  return raw === undefined ? answer : { ...answer, raw };
}

/** Who skips half way keeps the rows answered; the others are null. */
function keptOf(question: ResolvedQuestion<Fields>, cells: Cells): AnswerReading | undefined {
  return cells.size === 0 ? undefined : answerOf(question, cells, 'tap');
}

function answerOf(question: ResolvedQuestion<Fields>, cells: Cells, via: AnswerVia): AnswerReading {
  const rows = rowsOf(question);
  const labels = rows.flatMap(({ id, label }) => {
    const option = cells.get(id);
    return option ? [`${label}: ${option.label}`] : [];
  });
  const label = labels.join(wordsFor(question.language).listSeparator);
  const value = Object.fromEntries(rows.map(({ id }) => [id, cells.get(id)?.id ?? null]));
  return { kind: 'answer', value, raw: label, label, via };
}
