import type { AnswerValue } from '../../flow/session.js';

/** What stands in a cell that has no value; a value's number comes on top of these. */
const NOT_ASKED = 0;
const NO_ANSWER = 1;
const SKIPPED = 2;
const FIRST_VALUE = 3;

export type CellValue = Exclude<AnswerValue, null>;
export type Cell = { asked: false } | { asked: true; value: AnswerValue | undefined; seconds: number };

/** The answers to one question in some responses. */
export interface Tally {
  /** It was asked. */
  shown: number;
  skipped: number;
  answered: number;
  /** How often each value was given. */
  values: readonly { value: CellValue; n: number }[];
}

/** The answers to one question, a small number for each response: values that come again are kept once. */
export class AnswerColumn {
  #codes: Int32Array;
  #seconds: Float32Array;
  readonly #values: CellValue[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(capacity: number) {
    this.#codes = new Int32Array(capacity);
    this.#seconds = new Float32Array(capacity).fill(Number.NaN);
  }

  grow(capacity: number): void {
    const codes = new Int32Array(capacity);
    codes.set(this.#codes);
    this.#codes = codes;
    const seconds = new Float32Array(capacity).fill(Number.NaN);
    seconds.set(this.#seconds);
    this.#seconds = seconds;
  }

  /** `value`: null where it was skipped, undefined where nothing was said yet. */
  set(row: number, cell: Cell): void {
    this.#codes[row] = this.#codeOf(cell);
    this.#seconds[row] = cell.asked ? cell.seconds : Number.NaN;
  }

  isAnswered(row: number): boolean {
    return (this.#codes[row] ?? NOT_ASKED) >= FIRST_VALUE;
  }

  /** The value in a row; undefined where there is none. */
  valueAt(row: number): CellValue | undefined {
    return this.#values[(this.#codes[row] ?? NOT_ASKED) - FIRST_VALUE];
  }

  tally(rows: Uint32Array): Tally {
    const counts = new Uint32Array(this.#values.length + FIRST_VALUE);
    for (const row of rows) {
      const code = this.#codes[row] ?? NOT_ASKED;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    const skipped = counts[SKIPPED] ?? 0;
    const shown = rows.length - (counts[NOT_ASKED] ?? 0);
    const values = this.#values.flatMap((value, number) => {
      const n = counts[number + FIRST_VALUE] ?? 0;
      return n === 0 ? [] : [{ value, n }];
    });
    return { shown, skipped, answered: shown - skipped - (counts[NO_ANSWER] ?? 0), values };
  }

  /** How long each answer took, where that is known; in no order. */
  secondsOf(rows: Uint32Array): Float32Array {
    const known = new Float32Array(rows.length);
    let n = 0;
    for (const row of rows) {
      const seconds = this.#seconds[row];
      if (seconds === undefined || Number.isNaN(seconds)) continue;
      known[n] = seconds;
      n += 1;
    }
    return known.subarray(0, n);
  }

  /** About; what the different values take is guessed by their number. */
  get bytes(): number {
    return this.#codes.byteLength + this.#seconds.byteLength + this.#values.length * 150;
  }

  #codeOf(cell: Cell): number {
    if (!cell.asked) return NOT_ASKED;
    const { value } = cell;
    if (value === undefined) return NO_ANSWER;
    if (value === null) return SKIPPED;
    const key = JSON.stringify(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known + FIRST_VALUE;
    const number = this.#values.push(value) - 1;
    this.#numbers.set(key, number);
    return number + FIRST_VALUE;
  }
}
