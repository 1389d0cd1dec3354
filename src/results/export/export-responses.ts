import type { Readable } from 'node:stream';
import type { Stored, WorkspaceId } from '../../storage/documents.js';
import type { Contact } from '../../store/contact.js';
import type { Response } from '../../store/response.js';
import type { Store } from '../../store/store.js';
import { FlowQuestions, unionOf, type VersionQuestions } from '../flow-questions.js';
import { unknownQuestion, type KnownQuestion } from '../known-question.js';
import { filteredFields, fitsFilter, type ResponseFilter } from '../response-filter.js';
import type { ResponseTable } from '../table/response-table.js';
import { CODE_BOOK_HEADS, codeBook } from './code-book.js';
import type { Cell, Column, ExportChoice } from './column.js';
import { questionColumns } from './question-columns.js';
import { responseColumns } from './response-columns.js';
import { writeCsv } from './write-csv.js';
import { writeJson } from './write-json.js';
import { MOST_COLUMNS, MOST_ROWS, writeXlsx } from './write-xlsx.js';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json', 'codebook'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Responses whose contacts are fetched in one go. */
const CHUNK = 200;

export interface Export {
  /** Responses that will be written, as counted when it began. */
  rows: number;
  stream: Readable;
}

/** More than a workbook holds. */
export class TooLargeForSheet extends Error {
  override readonly name = 'TooLargeForSheet';
  constructor(rows: number, columns: number) {
    super(`${rows} rows and ${columns} columns; a sheet holds ${MOST_ROWS} and ${MOST_COLUMNS}: take CSV`);
  }
}

/** Writes responses as files, one after the other as they are read: never all in memory. */
export class ResponseExport {
  constructor(
    private readonly store: Pick<Store, 'responses' | 'contacts'>,
    private readonly questions: FlowQuestions,
  ) {}

  /** @throws TooLargeForSheet */
  async of(
    scope: WorkspaceId,
    flowId: string,
    table: ResponseTable,
    filter: ResponseFilter,
    format: ExportFormat,
    choice: ExportChoice,
  ): Promise<Export> {
    const rows = table.select(filter);
    const versions = await this.questions.ofVersions(scope, flowId, [...table.spread(rows).versions.keys()]);
    const questions = exportedQuestions(versions, table, rows);
    const columns = [...responseColumns(choice), ...questions.flatMap((question) => questionColumns(question, choice))];
    const heads = columns.map(({ name, title }) => (choice.labels === 'labels' ? title : name));
    const cells = () => this.#rows(scope, flowId, filter, columns, choice);
    switch (format) {
      case 'csv':
        return { rows: rows.length, stream: writeCsv(heads, cells()) };
      case 'json':
        return {
          rows: rows.length,
          stream: writeJson(
            columns.map(({ name }) => name),
            cells(),
          ),
        };
      case 'xlsx':
        if (rows.length >= MOST_ROWS || columns.length > MOST_COLUMNS)
          throw new TooLargeForSheet(rows.length, columns.length);
        return { rows: rows.length, stream: writeXlsx(heads, cells()) };
      case 'codebook': {
        const versionsOf = (id: string) =>
          versions.filter((one) => one.questions.some((question) => question.id === id)).map(({ version }) => version);
        return { rows: columns.length, stream: writeCsv(CODE_BOOK_HEADS, codeBook(columns, questions, versionsOf)) };
      }
    }
  }

  async *#rows(
    scope: WorkspaceId,
    flowId: string,
    filter: ResponseFilter,
    columns: readonly Column[],
    { contacts }: ExportChoice,
  ): AsyncGenerator<Cell[]> {
    for await (const chunk of this.#chunks(scope, flowId, filter)) {
      const people = contacts === 'include' ? await this.#contactsOf(scope, chunk) : undefined;
      for (const response of chunk) {
        const contact = people?.get(response.contactId);
        yield columns.map((column) => column.cell({ response, contact }));
      }
    }
  }

  async *#chunks(scope: WorkspaceId, flowId: string, filter: ResponseFilter): AsyncGenerator<(Response & Stored)[]> {
    const { from, before } = filter;
    const startedAt = { ...(from !== undefined && { gte: from }), ...(before !== undefined && { lt: before }) };
    const all = this.store.responses.stream(scope, {
      where: { flowId, ...(Object.keys(startedAt).length > 0 && { startedAt }) },
      sort: { field: 'startedAt', direction: 'asc' },
    });
    let chunk: (Response & Stored)[] = [];
    for await (const response of all) {
      if (!fitsFilter(filter, filteredFields(response))) continue;
      chunk.push(response);
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = [];
    }
    if (chunk.length > 0) yield chunk;
  }

  async #contactsOf(scope: WorkspaceId, chunk: readonly Response[]): Promise<Map<string, Contact & Stored>> {
    const ids = [...new Set(chunk.map(({ contactId }) => contactId))];
    return new Map((await this.store.contacts.getMany(scope, ids)).map((contact) => [contact.id, contact]));
  }
}

/** Those of the versions that were answered, and what agents gave. */
function exportedQuestions(
  versions: readonly VersionQuestions[],
  table: ResponseTable,
  rows: Uint32Array,
): KnownQuestion[] {
  const known = unionOf(versions);
  const ids = new Set(known.map(({ id }) => id));
  const others = table.questions.filter((id) => !ids.has(id) && (table.column(id)?.tally(rows).answered ?? 0) > 0);
  return [...known, ...others.map(unknownQuestion)];
}
