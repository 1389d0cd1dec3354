import { collectionStream } from '../collection-stream.js';
import { encodeCursor } from '../cursor.js';
import type { Collection, CollectionDeclaration, Page, Query, Stored, WorkspaceId } from '../documents.js';
import { UniqueViolation } from '../errors.js';
import { planQuery, planTests, type Scalar, type Test } from '../query-plan.js';
import { retryingUpdate } from '../retrying-update.js';
import { decodeDocument, encodeDocument, storableJson, storableText } from '../storable.js';

interface Row {
  id: string;
  rev: number;
  json: string;
  /** The document as it is stored, for filters, orders and unique indexes. */
  body: Record<string, unknown>;
}

/** One collection in memory: what the PostgreSQL driver does, for tests that need no database. */
export class MemoryCollection<D extends object> implements Collection<D> {
  private readonly workspaces = new Map<WorkspaceId, Map<string, Row>>();
  /** Ids of documents by the values that a unique index holds for them. */
  private readonly taken = new Map<string, string>();
  readonly update: Collection<D>['update'];

  constructor(readonly declaration: CollectionDeclaration<D>) {
    this.update = retryingUpdate(this);
  }

  async get(scope: WorkspaceId, id: string): Promise<(D & Stored) | undefined> {
    const row = this.rows(scope).get(storableText(id));
    return row && this.decode(row);
  }

  async getMany(scope: WorkspaceId, ids: readonly string[]): Promise<(D & Stored)[]> {
    const found = [...new Set(ids.map(storableText))].map((id) => this.rows(scope).get(id));
    return found.filter((row) => row !== undefined).map((row) => this.decode(row));
  }

  async insert(scope: WorkspaceId, id: string, doc: D): Promise<D & Stored> {
    const { row, clash } = this.candidate(scope, id, doc);
    if (clash !== undefined) throw new UniqueViolation(this.declaration.name, clash);
    this.put(scope, row);
    return this.decode(row);
  }

  async insertMissing(scope: WorkspaceId, docs: readonly { id: string; doc: D }[]): Promise<Set<string>> {
    // All or nothing when one of them does not fit the schema.
    for (const { id, doc } of docs) encodeDocument(this.declaration, id, doc);
    const inserted = new Set<string>();
    for (const { id, doc } of docs) {
      const { row, clash } = this.candidate(scope, id, doc);
      if (clash !== undefined) continue;
      this.put(scope, row);
      inserted.add(row.id);
    }
    return inserted;
  }

  async replace(scope: WorkspaceId, doc: D & Stored): Promise<(D & Stored) | undefined> {
    const row = this.row(doc.id, doc.rev + 1, doc);
    if (this.rows(scope).get(row.id)?.rev !== doc.rev) return undefined;
    this.put(scope, row);
    return this.decode(row);
  }

  async setFields(scope: WorkspaceId, ids: readonly string[], fields: Partial<D>): Promise<number> {
    let changed = 0;
    for (const id of new Set(ids.map(storableText))) {
      const current = this.rows(scope).get(id);
      if (!current) continue;
      this.patch(scope, current, fields);
      changed++;
    }
    return changed;
  }

  async increment(scope: WorkspaceId, id: string, field: string, by: number): Promise<number | undefined> {
    const current = this.rows(scope).get(storableText(id));
    if (!current) return undefined;
    const value = Number(current.body[field] ?? 0) + by;
    this.patch(scope, current, { [field]: value });
    return value;
  }

  async find(scope: WorkspaceId, query: Query = {}): Promise<Page<D>> {
    const { tests, sort, limit, after, fingerprint } = planQuery(this.declaration, query);
    const turn = sort.direction === 'asc' ? 1 : -1;
    const place = (row: Row) => ({ value: fieldOf(row, sort.field), row });
    const found = this.matching(scope, tests)
      .map(place)
      .filter((one): one is { value: Scalar; row: Row } => one.value !== undefined)
      .filter(({ value, row }) => !after || turn * (compare(value, after.value) || compare(row.id, after.id)) > 0)
      .sort((a, b) => turn * (compare(a.value, b.value) || compare(a.row.id, b.row.id)));
    const page: Page<D> = { items: found.slice(0, limit).map(({ row }) => this.decode(row)) };
    const last = found[limit - 1];
    if (last && found.length > limit) page.next = encodeCursor(fingerprint, last.value, last.row.id);
    return page;
  }

  async count(scope: WorkspaceId, where?: Query['where']): Promise<number> {
    return this.matching(scope, planTests(this.declaration, where)).length;
  }

  stream(scope: WorkspaceId, query?: Omit<Query, 'limit' | 'cursor'>): AsyncIterable<D & Stored> {
    return collectionStream(this, scope, query);
  }

  async delete(scope: WorkspaceId, id: string): Promise<boolean> {
    const row = this.rows(scope).get(storableText(id));
    if (row) this.remove(scope, row);
    return row !== undefined;
  }

  async deleteWhere(scope: WorkspaceId, where: NonNullable<Query['where']>, limit = 1000): Promise<number> {
    const doomed = this.matching(scope, planTests(this.declaration, where)).slice(0, limit);
    for (const row of doomed) this.remove(scope, row);
    return doomed.length;
  }

  private rows(scope: WorkspaceId): Map<string, Row> {
    let rows = this.workspaces.get(scope);
    if (!rows) this.workspaces.set(scope, (rows = new Map()));
    return rows;
  }

  private row(id: string, rev: number, doc: D | (D & Stored)): Row {
    const { json } = encodeDocument(this.declaration, id, doc);
    return { id: storableText(id), rev, json, body: JSON.parse(json) };
  }

  private candidate(scope: WorkspaceId, id: string, doc: D): { row: Row; clash: string | undefined } {
    const row = this.row(id, 1, doc);
    return { row, clash: this.rows(scope).has(row.id) ? 'id' : this.clash(scope, row) };
  }

  private decode(row: Row): D & Stored {
    // From the text, so that nobody holds what is stored.
    return decodeDocument(this.declaration, row.id, row.rev, JSON.parse(row.json));
  }

  /** @throws UniqueViolation */
  private put(scope: WorkspaceId, row: Row): void {
    const clash = this.clash(scope, row);
    if (clash !== undefined) throw new UniqueViolation(this.declaration.name, clash);
    const before = this.rows(scope).get(row.id);
    if (before) this.remove(scope, before);
    for (const { key } of this.uniqueKeys(scope, row)) this.taken.set(key, row.id);
    this.rows(scope).set(row.id, row);
  }

  private patch(scope: WorkspaceId, current: Row, fields: object): void {
    const json = storableJson({ ...current.body, ...fields, id: undefined, rev: undefined });
    this.put(scope, { id: current.id, rev: current.rev + 1, json, body: JSON.parse(json) });
  }

  private remove(scope: WorkspaceId, row: Row): void {
    for (const { key } of this.uniqueKeys(scope, row)) this.taken.delete(key);
    this.rows(scope).delete(row.id);
  }

  /** Name of the unique index that another document holds the values of. */
  private clash(scope: WorkspaceId, row: Row): string | undefined {
    return this.uniqueKeys(scope, row).find(({ key }) => (this.taken.get(key) ?? row.id) !== row.id)?.index;
  }

  private uniqueKeys(scope: WorkspaceId, row: Row): { index: string; key: string }[] {
    const keys: { index: string; key: string }[] = [];
    for (const { name, fields, unique } of this.declaration.indexes) {
      const values = fields.map(({ field }) => fieldOf(row, field));
      if (unique && !values.includes(undefined)) keys.push({ index: name, key: JSON.stringify([scope, name, values]) });
    }
    return keys;
  }

  private matching(scope: WorkspaceId, tests: Test[]): Row[] {
    return [...this.rows(scope).values()].filter((row) => tests.every((test) => passes(row, test)));
  }
}

/** The value of a queried field; missing and null are the same. */
function fieldOf(row: Row, field: string): Scalar | undefined {
  const value = field === 'id' ? row.id : row.body[field];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function passes(row: Row, test: Test): boolean {
  const value = fieldOf(row, test.field);
  if (value === undefined) return false;
  switch (test.op) {
    case 'in':
      return test.values.includes(value);
    case '=':
      return value === test.value;
    case '<':
      return compare(value, test.value) < 0;
    case '<=':
      return compare(value, test.value) <= 0;
    case '>':
      return compare(value, test.value) > 0;
    case '>=':
      return compare(value, test.value) >= 0;
  }
}

/** Texts by code point (which UTF-8 bytes follow, and JavaScript's own order does not), false before true. */
function compare(a: Scalar, b: Scalar): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
