import type { Stored } from '../../storage/documents.js';
import type { Response } from '../../store/response.js';
import { SECOND, type Instant } from '../../time/instant.js';
import type { Form } from '../known-question.js';
import { OUTCOMES, fitsFilter, hasAnswers, outcomeOf, type Outcome, type ResponseFilter } from '../response-filter.js';
import { AnswerColumn, type Cell } from './answer-column.js';
import { compactValue } from './compact-value.js';
import { Names } from './names.js';

const FIRST_CAPACITY = 1_024;
/** A row without its answers: its id and where to find it, its times and small numbers. */
const ROW_BYTES = 200;
const NOWHERE = -1;

/** How the answers to a question are counted, in one version of the flow. */
export type FormsOfVersion = ReadonlyMap<string, Form>;

/** Where a session stood still, and what became of it. */
export interface Stop {
  question: string;
  /** It waits there still. */
  waiting: number;
  /** It ended there without coming to an end of the flow. */
  left: number;
}

/** What became of all responses of one flow, column by column: a hundred thousand are gone through in milliseconds. */
export class ResponseTable {
  readonly #rows = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #columns = new Map<string, AnswerColumn>();
  readonly #versions = new Names();
  readonly #languages = new Names();
  readonly #channels = new Names();
  readonly #questions = new Names();
  #capacity = FIRST_CAPACITY;
  #revs = new Float64Array(FIRST_CAPACITY);
  #startedAt = new Float64Array(FIRST_CAPACITY);
  #endedAt = new Float64Array(FIRST_CAPACITY);
  #version = new Int32Array(FIRST_CAPACITY);
  #language = new Int32Array(FIRST_CAPACITY);
  #channel = new Int32Array(FIRST_CAPACITY);
  #outcome = new Uint8Array(FIRST_CAPACITY);
  #hasAnswers = new Uint8Array(FIRST_CAPACITY);
  /** The question that a session came to last and did not answer. */
  #stoppedAt = new Int32Array(FIRST_CAPACITY);
  /** Rows by the time of their start; undefined when it has to be worked out anew. */
  #order: Uint32Array | undefined;
  #changes = 0;

  /** How often anything has changed: what was counted at the same number is still true. */
  get changes(): number {
    return this.#changes;
  }

  get size(): number {
    return this.#ids.length;
  }

  get bytes(): number {
    const answers = [...this.#columns.values()].reduce((sum, column) => sum + column.bytes, 0);
    return this.#capacity * ROW_BYTES + answers;
  }

  get versions(): readonly string[] {
    return this.#versions.all;
  }

  get languages(): readonly string[] {
    return this.#languages.all;
  }

  get channels(): readonly string[] {
    return this.#channels.all;
  }

  /** Ids of all questions that were asked of anybody. */
  get questions(): readonly string[] {
    return [...this.#columns.keys()].toSorted();
  }

  /**
   * Takes a response as it stands now; the same again changes nothing, an older one neither.
   *
   * @param forms of the questions of the response's version
   */
  put(response: Response & Stored, forms: FormsOfVersion): void {
    const known = this.#rows.get(response.id);
    if (known !== undefined && (this.#revs[known] ?? 0) >= response.rev) return;
    this.#changes += 1;
    const row = known ?? this.#add(response.id);
    this.#revs[row] = response.rev;
    if (this.#startedAt[row] !== response.startedAt || known === undefined) this.#order = undefined;
    this.#startedAt[row] = response.startedAt;
    this.#endedAt[row] = response.endedAt ?? Number.NaN;
    this.#version[row] = this.#versions.numberOf(response.flowVersion);
    this.#language[row] = this.#languages.numberOf(response.language);
    this.#channel[row] = this.#channels.numberOf(response.channelId);
    this.#outcome[row] = OUTCOMES.indexOf(outcomeOf(response));
    this.#hasAnswers[row] = hasAnswers(response) ? 1 : 0;
    const last = response.path.at(-1);
    const isOpen = last !== undefined && !Object.hasOwn(response.answers, last);
    this.#stoppedAt[row] = isOpen ? this.#questions.numberOf(last) : NOWHERE;
    this.#putAnswers(row, response, forms);
  }

  /** Of all responses: how many stand how, and when the last one began. */
  get counts(): { started: number; active: number; completed: number; lastStartedAt: Instant | null } {
    const counts = { started: this.size, active: 0, completed: 0, lastStartedAt: null as Instant | null };
    for (let row = 0; row < this.size; row += 1) {
      const outcome = this.outcomeOf(row);
      if (outcome === 'active') counts.active += 1;
      if (outcome === 'completed') counts.completed += 1;
      counts.lastStartedAt = Math.max(counts.lastStartedAt ?? 0, this.startedAt(row));
    }
    return counts;
  }

  /** The rows that are meant, the earliest start first. */
  select(filter: ResponseFilter): Uint32Array {
    const order = this.#inOrder();
    if (isEverything(filter)) return order;
    const selected = new Uint32Array(order.length);
    let n = 0;
    for (const row of order) {
      if (!this.#fits(row, filter)) continue;
      selected[n] = row;
      n += 1;
    }
    return selected.subarray(0, n);
  }

  column(question: string): AnswerColumn | undefined {
    return this.#columns.get(question);
  }

  idOf(row: number): string {
    return this.#ids[row] ?? '';
  }

  startedAt(row: number): Instant {
    return this.#startedAt[row] ?? 0;
  }

  /** Milliseconds from start to end; undefined where it has not ended. */
  durationOf(row: number): number | undefined {
    const took = (this.#endedAt[row] ?? Number.NaN) - this.startedAt(row);
    return Number.isNaN(took) ? undefined : took;
  }

  outcomeOf(row: number): Outcome {
    return OUTCOMES[this.#outcome[row] ?? 0] ?? 'active';
  }

  hasAnswers(row: number): boolean {
    return this.#hasAnswers[row] === 1;
  }

  /** How many of the rows are of each version and of each language. */
  spread(rows: Uint32Array): { versions: Map<string, number>; languages: Map<string, number> } {
    const versions = new Map<string, number>();
    const languages = new Map<string, number>();
    for (const row of rows) {
      const version = this.#versions.get(this.#version[row] ?? 0);
      const language = this.#languages.get(this.#language[row] ?? 0);
      versions.set(version, (versions.get(version) ?? 0) + 1);
      languages.set(language, (languages.get(language) ?? 0) + 1);
    }
    return { versions, languages };
  }

  /** By question: sessions that came to it last and did not answer. */
  stops(rows: Uint32Array): Map<string, Stop> {
    const stops = new Map<string, Stop>();
    for (const row of rows) {
      const number = this.#stoppedAt[row] ?? NOWHERE;
      if (number === NOWHERE) continue;
      const question = this.#questions.get(number);
      const stop = stops.get(question) ?? { question, waiting: 0, left: 0 };
      stops.set(question, stop);
      if (this.outcomeOf(row) === 'active') stop.waiting += 1;
      else stop.left += 1;
    }
    return stops;
  }

  #putAnswers(row: number, { answers, path, startedAt }: Response, forms: FormsOfVersion): void {
    const asked = new Set([...path, ...Object.keys(answers)]);
    for (const [question, column] of this.#columns) if (!asked.has(question)) column.set(row, { asked: false });
    let before: Instant | undefined = startedAt;
    for (const question of asked) {
      const answer = Object.hasOwn(answers, question) ? answers[question] : undefined;
      const cell: Cell = { asked: true, value: undefined, seconds: Number.NaN };
      if (answer) {
        const form = forms.get(question) ?? 'texts';
        cell.value = answer.value === null ? null : compactValue(form, answer.value);
        // A question is asked when the one before it is answered. One that was answered anew later tells no time.
        if (before !== undefined && answer.at >= before) cell.seconds = (answer.at - before) / SECOND;
      }
      before = answer?.at;
      this.#columnOf(question).set(row, cell);
    }
  }

  #columnOf(question: string): AnswerColumn {
    const known = this.#columns.get(question);
    if (known) return known;
    const column = new AnswerColumn(this.#capacity);
    this.#columns.set(question, column);
    return column;
  }

  #fits(row: number, filter: ResponseFilter): boolean {
    return fitsFilter(filter, {
      version: this.#versions.get(this.#version[row] ?? 0),
      language: this.#languages.get(this.#language[row] ?? 0),
      channelId: this.#channels.get(this.#channel[row] ?? 0),
      outcome: this.outcomeOf(row),
      startedAt: this.startedAt(row),
      hasAnswers: this.hasAnswers(row),
    });
  }

  #inOrder(): Uint32Array {
    this.#order ??= Uint32Array.from(this.#ids, (_, row) => row).sort(
      (a, b) => this.startedAt(a) - this.startedAt(b) || (this.idOf(a) < this.idOf(b) ? -1 : 1),
    );
    return this.#order;
  }

  #add(id: string): number {
    const row = this.#ids.push(id) - 1;
    this.#rows.set(id, row);
    if (row >= this.#capacity) this.#grow(2 * this.#capacity);
    return row;
  }

  #grow(capacity: number): void {
    this.#capacity = capacity;
    this.#revs = grown(this.#revs, new Float64Array(capacity));
    this.#startedAt = grown(this.#startedAt, new Float64Array(capacity));
    this.#endedAt = grown(this.#endedAt, new Float64Array(capacity));
    this.#version = grown(this.#version, new Int32Array(capacity));
    this.#language = grown(this.#language, new Int32Array(capacity));
    this.#channel = grown(this.#channel, new Int32Array(capacity));
    this.#outcome = grown(this.#outcome, new Uint8Array(capacity));
    this.#hasAnswers = grown(this.#hasAnswers, new Uint8Array(capacity));
    this.#stoppedAt = grown(this.#stoppedAt, new Int32Array(capacity));
    for (const column of this.#columns.values()) column.grow(capacity);
  }
}

const isEverything = ({ partials, ...others }: ResponseFilter): boolean =>
  partials === 'include' && Object.values(others).every((wanted) => wanted === undefined);

function grown<T extends Float64Array | Int32Array | Uint8Array>(before: T, after: T): T {
  after.set(before);
  return after;
}
