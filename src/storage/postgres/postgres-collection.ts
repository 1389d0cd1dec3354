import { collectionStream } from '../collection-stream.js';
import { encodeCursor } from '../cursor.js';
import type { Collection, CollectionDeclaration, Page, Query, Stored, WorkspaceId } from '../documents.js';
import { MAX_LIMIT, planQuery, planTests } from '../query-plan.js';
import { retryingUpdate } from '../retrying-update.js';
import { decodeDocument, encodeDocument, storableJson, storableText } from '../storable.js';
import { columnValue, fieldColumns, type FieldColumn } from './columns.js';
import { countSql, deleteWhereSql, findSql } from './query-sql.js';
import { incrementSql, setFieldsSql, statements } from './statements.js';
import { textArray } from './text-array.js';

/** Runs one statement, errors mapped. */
export type RunStatement = <Row>(text: string, values: unknown[]) => Promise<{ rows: Row[]; count: number }>;

/** `rev` is a bigint, which pg hands over as text. */
interface DocumentRow {
  id: string;
  rev: string;
  doc: unknown;
}

const CHUNK = 1000;

/** One collection as one table. Every method is one round trip, but `update`, `stream` and large `insertMissing`s. */
export class PostgresCollection<D extends object> implements Collection<D> {
  readonly update: Collection<D>['update'];
  private readonly columns: FieldColumn[];
  private readonly sql: ReturnType<typeof statements>;

  constructor(
    readonly declaration: CollectionDeclaration<D>,
    private readonly table: string,
    private readonly run: RunStatement,
  ) {
    this.columns = fieldColumns(declaration);
    this.sql = statements(table, this.columns);
    this.update = retryingUpdate(this);
  }

  async get(scope: WorkspaceId, id: string): Promise<(D & Stored) | undefined> {
    const known = storableText(id);
    const { rows } = await this.run<DocumentRow>(this.sql.get, [scope, known]);
    const row = rows[0];
    return row && this.decode({ ...row, id: known });
  }

  async getMany(scope: WorkspaceId, ids: readonly string[]): Promise<(D & Stored)[]> {
    if (ids.length === 0) return [];
    const { rows } = await this.run<DocumentRow>(this.sql.getMany, [scope, ids.map(storableText)]);
    return rows.map((row) => this.decode(row));
  }

  async insert(scope: WorkspaceId, id: string, doc: D): Promise<D & Stored> {
    const encoded = encodeDocument(this.declaration, id, doc);
    const known = storableText(id);
    await this.run(this.sql.insert, [scope, known, encoded.json, ...this.values(doc)]);
    return { ...encoded.doc, id: known, rev: 1 };
  }

  async insertMissing(scope: WorkspaceId, docs: readonly { id: string; doc: D }[]): Promise<Set<string>> {
    const encoded = docs.map(({ id, doc }) => ({
      id: storableText(id),
      json: encodeDocument(this.declaration, id, doc).json,
      values: this.values(doc),
    }));
    // In one order everywhere, so that two callers with the same documents do not lock each other out.
    encoded.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    const inserted = new Set<string>();
    for (let start = 0; start < encoded.length; start += CHUNK) {
      const chunk = encoded.slice(start, start + CHUNK);
      const ids = chunk.map(({ id }) => id);
      const values = [scope, ids, textArray(chunk.map(({ json }) => json)), ...this.byColumn(chunk)];
      const { rows } = await this.run<{ id: string }>(this.sql.insertMissing, values);
      for (const { id } of rows) inserted.add(id);
    }
    return inserted;
  }

  async replace(scope: WorkspaceId, doc: D & Stored): Promise<(D & Stored) | undefined> {
    const { id, rev } = doc;
    const encoded = encodeDocument(this.declaration, id, doc);
    const { count } = await this.run(this.sql.replace, [scope, id, rev, encoded.json, ...this.values(doc)]);
    return count === 0 ? undefined : { ...encoded.doc, id, rev: rev + 1 };
  }

  async replaceMany(scope: WorkspaceId, docs: readonly (D & Stored)[]): Promise<((D & Stored) | undefined)[]> {
    const encoded = docs.map((doc) => ({
      id: doc.id,
      rev: doc.rev,
      ...encodeDocument(this.declaration, doc.id, doc),
      values: this.values(doc),
    }));
    // In one order everywhere, so that two callers with the same documents do not lock each other out.
    const ordered = encoded.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    const { rows } = await this.run<{ id: string }>(this.sql.replaceMany, [
      scope,
      ordered.map(({ id }) => id),
      ordered.map(({ rev }) => rev),
      textArray(ordered.map(({ json }) => json)),
      ...this.byColumn(ordered),
    ]);
    const written = new Set(rows.map(({ id }) => id));
    return encoded.map(({ id, rev, doc }) => (written.has(id) ? { ...doc, id, rev: rev + 1 } : undefined));
  }

  async setFields(scope: WorkspaceId, ids: readonly string[], fields: Partial<D>): Promise<number> {
    if (ids.length === 0) return 0;
    const patch = storableJson({ ...fields, id: undefined, rev: undefined });
    // A field set to undefined is not in the patch: JSON leaves it out.
    const changed = this.columns.filter(({ field }) => Reflect.get(fields, field) !== undefined);
    const values = changed.map((column) => columnValue(fields, column));
    const sql = setFieldsSql(this.table, changed);
    const { count } = await this.run(sql, [scope, ids.map(storableText), patch, ...values]);
    return count;
  }

  async increment(scope: WorkspaceId, id: string, field: string, by: number): Promise<number | undefined> {
    const sql = incrementSql(
      this.table,
      this.columns.find((column) => column.field === field),
    );
    const { rows } = await this.run<{ value: number }>(sql, [scope, storableText(id), field, by]);
    return rows[0]?.value;
  }

  async find(scope: WorkspaceId, query: Query = {}): Promise<Page<D>> {
    const plan = planQuery(this.declaration, query);
    const { text, values } = findSql(this.table, scope, plan);
    const { rows } = await this.run<DocumentRow & { place: string | number | boolean }>(text, values);
    const page: Page<D> = { items: rows.slice(0, plan.limit).map((row) => this.decode(row)) };
    const last = rows[plan.limit - 1];
    if (last && rows.length > plan.limit) page.next = encodeCursor(plan.fingerprint, last.place, last.id);
    return page;
  }

  async count(scope: WorkspaceId, where?: Query['where']): Promise<number> {
    const { text, values } = countSql(this.table, scope, planTests(this.declaration, where));
    const { rows } = await this.run<{ n: number }>(text, values);
    return rows[0]?.n ?? 0;
  }

  stream(scope: WorkspaceId, query?: Omit<Query, 'limit' | 'cursor'>): AsyncIterable<D & Stored> {
    return collectionStream(this, scope, query);
  }

  async delete(scope: WorkspaceId, id: string): Promise<boolean> {
    const { count } = await this.run(this.sql.delete, [scope, storableText(id)]);
    return count > 0;
  }

  async deleteWhere(scope: WorkspaceId, where: NonNullable<Query['where']>, limit = MAX_LIMIT): Promise<number> {
    const tests = planTests(this.declaration, where);
    const { text, values } = deleteWhereSql(this.table, scope, tests, limit);
    const { count } = await this.run(text, values);
    return count;
  }

  /** Of the columns, in their order. */
  private values(doc: object): unknown[] {
    return this.columns.map((column) => columnValue(doc, column));
  }

  private byColumn(docs: readonly { values: unknown[] }[]): unknown[][] {
    return this.columns.map((_column, i) => docs.map(({ values }) => values[i]));
  }

  private decode(row: DocumentRow): D & Stored {
    return decodeDocument(this.declaration, row.id, Number(row.rev), row.doc);
  }
}
