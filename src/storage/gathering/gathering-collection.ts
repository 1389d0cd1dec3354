import type { Collection, CollectionDeclaration, Page, Query, Stored, WorkspaceId } from '../documents.js';
import { retryingUpdate } from '../retrying-update.js';
import { encodeBody, storableText } from '../storable.js';
import { Gatherer } from './gatherer.js';

interface Insertion<D> {
  id: string;
  doc: D;
}

/** What is gathered of one workspace. */
interface Gatherers<D extends object> {
  get: Gatherer<string, (D & Stored) | undefined>;
  insert: Gatherer<Insertion<D>, boolean>;
  replace: Gatherer<D & Stored, (D & Stored) | undefined> | undefined;
}

/**
 * A collection whose single-document reads, inserts and compare-and-sets share round trips with those of other
 * callers. Everything else goes straight through.
 */
export class GatheringCollection<D extends object> implements Collection<D> {
  readonly update: Collection<D>['update'];
  readonly #gatherers = new Map<WorkspaceId, Gatherers<D>>();

  constructor(private readonly inner: Collection<D>) {
    this.update = retryingUpdate(this);
  }

  get declaration(): CollectionDeclaration<D> {
    return this.inner.declaration;
  }

  get(scope: WorkspaceId, id: string): Promise<(D & Stored) | undefined> {
    return this.#of(scope).get.do(id);
  }

  async insert(scope: WorkspaceId, id: string, doc: D): Promise<D & Stored> {
    // Alone when it did not go with the others: then the database tells which index is taken.
    if (!(await this.#of(scope).insert.do({ id, doc }))) return this.inner.insert(scope, id, doc);
    return { ...encodeBody(this.declaration, id, doc).doc, id: storableText(id), rev: 1 };
  }

  async insertMissing(scope: WorkspaceId, docs: readonly Insertion<D>[]): Promise<Set<string>> {
    const [only] = docs;
    if (!only || docs.length > 1) return this.inner.insertMissing(scope, docs);
    return new Set((await this.#of(scope).insert.do(only)) ? [storableText(only.id)] : []);
  }

  replace(scope: WorkspaceId, doc: D & Stored): Promise<(D & Stored) | undefined> {
    return this.#of(scope).replace?.do(doc) ?? this.inner.replace(scope, doc);
  }

  getMany(scope: WorkspaceId, ids: readonly string[]): Promise<(D & Stored)[]> {
    return this.inner.getMany(scope, ids);
  }

  setFields(scope: WorkspaceId, ids: readonly string[], fields: Partial<D>): Promise<number> {
    return this.inner.setFields(scope, ids, fields);
  }

  increment(scope: WorkspaceId, id: string, field: string, by: number): Promise<number | undefined> {
    return this.inner.increment(scope, id, field, by);
  }

  find(scope: WorkspaceId, query?: Query): Promise<Page<D>> {
    return this.inner.find(scope, query);
  }

  count(scope: WorkspaceId, where?: Query['where']): Promise<number> {
    return this.inner.count(scope, where);
  }

  stream(scope: WorkspaceId, query?: Omit<Query, 'limit' | 'cursor'>): AsyncIterable<D & Stored> {
    return this.inner.stream(scope, query);
  }

  delete(scope: WorkspaceId, id: string): Promise<boolean> {
    return this.inner.delete(scope, id);
  }

  deleteWhere(scope: WorkspaceId, where: NonNullable<Query['where']>, limit?: number): Promise<number> {
    return this.inner.deleteWhere(scope, where, limit);
  }

  #of(scope: WorkspaceId): Gatherers<D> {
    let gatherers = this.#gatherers.get(scope);
    if (!gatherers) this.#gatherers.set(scope, (gatherers = this.#gathererFor(scope)));
    return gatherers;
  }

  #gathererFor(scope: WorkspaceId): Gatherers<D> {
    const { inner } = this;
    return {
      get: new Gatherer({
        all: async (ids) => {
          const found = await inner.getMany(scope, ids);
          const byId = new Map(found.map((doc) => [doc.id, doc]));
          return ids.map((id) => byId.get(storableText(id)));
        },
        one: (id) => inner.get(scope, id),
        // Each caller has a document of its own, to do with as it likes.
        key: storableText,
      }),
      insert: new Gatherer({
        all: async (insertions) => {
          const inserted = await inner.insertMissing(scope, insertions);
          return insertions.map(({ id }) => inserted.has(storableText(id)));
        },
        one: async ({ id, doc }) => (await inner.insertMissing(scope, [{ id, doc }])).size > 0,
        key: ({ id }) => storableText(id),
      }),
      replace:
        inner.replaceMany === undefined
          ? undefined
          : new Gatherer({
              all: async (docs) => (await inner.replaceMany?.(scope, docs)) ?? [],
              one: (doc) => inner.replace(scope, doc),
              key: ({ id }) => id,
            }),
    };
  }
}
