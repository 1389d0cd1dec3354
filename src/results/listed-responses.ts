import type { Stored, WorkspaceId } from '../storage/documents.js';
import { InvalidCursor } from '../storage/errors.js';
import type { Response } from '../store/response.js';
import type { Store } from '../store/store.js';
import type { Instant } from '../time/instant.js';
import type { ResponseFilter } from './response-filter.js';
import type { ResponseTable } from './table/response-table.js';

/** Responses whose texts are looked through for one page; a search that finds little goes on with the next page. */
const MOST_LOOKED_AT = 2_000;
const CHUNK = 100;

export interface Paging {
  limit: number;
  cursor?: string | undefined;
}

export interface GivenText {
  responseId: string;
  conversationId: string;
  language: string;
  at: Instant;
  text: string;
}

/** Responses one by one, picked by a table, the latest start first. */
export class ListedResponses {
  constructor(private readonly store: Pick<Store, 'responses'>) {}

  /** @throws InvalidCursor */
  async page(
    scope: WorkspaceId,
    table: ResponseTable,
    filter: ResponseFilter,
    { limit, cursor }: Paging,
  ): Promise<{ items: (Response & Stored)[]; next?: string; total: number }> {
    const rows = table.select(filter);
    const below = belowCursor(table, rows, cursor);
    const wanted = [...rows.subarray(Math.max(0, below - limit), below)].toReversed();
    const items = await this.#read(scope, table, wanted);
    const last = wanted.at(-1);
    const more = below > limit && last !== undefined;
    return { items, total: rows.length, ...(more && { next: cursorAt(table, last) }) };
  }

  /**
   * Answers to one question in people's own words, the newest first: a text, or what stands behind "other". A page may
   * have fewer than asked for, even none, and yet a `next`: a search goes through so many at a time.
   *
   * @throws InvalidCursor
   */
  async texts(
    scope: WorkspaceId,
    table: ResponseTable,
    filter: ResponseFilter,
    question: string,
    { search, limit, cursor }: Paging & { search?: string | undefined },
  ): Promise<{ items: GivenText[]; next?: string }> {
    const rows = table.select(filter);
    const column = table.column(question);
    const sought = search === undefined ? '' : folded(search);
    const items: GivenText[] = [];
    let at = belowCursor(table, rows, cursor);
    let lookedAt = 0;
    let last: number | undefined;
    while (at > 0 && lookedAt < MOST_LOOKED_AT && items.length < limit) {
      const chunk: number[] = [];
      while (at > 0 && chunk.length < CHUNK) {
        at -= 1;
        const row = rows[at];
        if (row !== undefined && column?.isAnswered(row) === true) chunk.push(row);
      }
      for (const response of await this.#read(scope, table, chunk)) {
        const text = wordsIn(response, question);
        last = chunk.find((row) => table.idOf(row) === response.id) ?? last;
        if (text === undefined || (sought !== '' && !folded(text.text).includes(sought))) continue;
        items.push(text);
        if (items.length === limit) break;
      }
      lookedAt += chunk.length;
    }
    const isMore = last !== undefined && (at > 0 || items.length === limit);
    return { items, ...(isMore && last !== undefined && { next: cursorAt(table, last) }) };
  }

  /** In the order of the rows; one that was deleted meanwhile is left out. */
  async #read(scope: WorkspaceId, table: ResponseTable, rows: readonly number[]): Promise<(Response & Stored)[]> {
    const ids = rows.map((row) => table.idOf(row));
    const found = new Map((await this.store.responses.getMany(scope, ids)).map((response) => [response.id, response]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }
}

function wordsIn(response: Response & Stored, question: string): GivenText | undefined {
  const { id: responseId, conversationId, language, answers } = response;
  const answer = Object.hasOwn(answers, question) ? answers[question] : undefined;
  if (!answer || answer.value === null) return undefined;
  const other = answer.detail?.['other'];
  const words = typeof other === 'string' ? other : typeof answer.value === 'string' ? answer.value : answer.label;
  return { responseId, conversationId, language, at: answer.at, text: words };
}

const folded = (text: string): string => text.normalize('NFKC').toLocaleLowerCase();

const cursorAt = (table: ResponseTable, row: number): string =>
  Buffer.from(`${table.startedAt(row)} ${table.idOf(row)}`).toString('base64url');

/** How many of the rows are still to come: those that started before the one that the cursor names. */
function belowCursor(table: ResponseTable, rows: Uint32Array, cursor: string | undefined): number {
  if (cursor === undefined) return rows.length;
  const [startedAt, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const time = Number(startedAt);
  if (id === undefined || !Number.isFinite(time)) throw new InvalidCursor();
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle] ?? 0;
    const isBefore = table.startedAt(row) < time || (table.startedAt(row) === time && table.idOf(row) < id);
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}
