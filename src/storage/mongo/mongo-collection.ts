import { collectionStream } from '../collection-stream.js';
import { encodeCursor } from '../cursor.js';
import type { Collection, CollectionDeclaration, Page, Query, Replaced, Stored, WorkspaceId } from '../documents.js';
import { StorageUnavailable } from '../errors.js';
import { MAX_LIMIT, planQuery, planTests, type Scalar } from '../query-plan.js';
import { retryingUpdate } from '../retrying-update.js';
import { decodeDocument, encodeBody, storableJson } from '../storable.js';
import { writeErrorsOf } from './bulk-write-errors.js';
import { compareAndSetMany } from './compare-and-set-many.js';
import { codeOf, DUPLICATE_KEY } from './map-error.js';
import { fieldPath, pageFilter, sortOrder, testsFilter } from './query-filter.js';
import {
  bodyOf,
  escapeKey,
  escapeKeys,
  idOf,
  storedId,
  type RawCollection,
  type StoredDocument,
} from './stored-shape.js';

/** Runs work on the collection once there is a connection, errors mapped. */
export type RunOnCollection = <T>(work: (collection: RawCollection) => Promise<T>) => Promise<T>;

const CHUNK = 1000;
const TYPE_MISMATCH = 14;

/**
 * One collection of MongoDB. Documents go through the driver itself: mongoose's own documents would be built only to
 * be taken apart again. Every method is one command, but `update`, `stream`, `deleteWhere` and large `insertMissing`s.
 */
export class MongoCollection<D extends object> implements Collection<D> {
  readonly update: Collection<D>['update'];
  readonly replaceMany?: NonNullable<Collection<D>['replaceMany']>;

  constructor(
    readonly declaration: CollectionDeclaration<D>,
    private readonly run: RunOnCollection,
    /** How long the server may search, 0 for any time. */
    private readonly maxTimeMS: number,
  ) {
    this.update = retryingUpdate(this);
    const mayClash = declaration.indexes.some(({ unique }) => unique);
    if (!mayClash) this.replaceMany = (scope, docs) => this.#replaceMany(scope, docs);
  }

  async get(scope: WorkspaceId, id: string): Promise<(D & Stored) | undefined> {
    const found = await this.run((collection) => collection.findOne({ _id: storedId(scope, id) }));
    return found === null ? undefined : this.decode(scope, found);
  }

  async getMany(scope: WorkspaceId, ids: readonly string[]): Promise<(D & Stored)[]> {
    if (ids.length === 0) return [];
    const $in = [...new Set(ids.map((id) => storedId(scope, id)))];
    const found = await this.run((collection) => collection.find({ _id: { $in } }).toArray());
    return found.map((one) => this.decode(scope, one));
  }

  async insert(scope: WorkspaceId, id: string, doc: D): Promise<D & Stored> {
    const { stored, read } = this.encode(scope, id, 1, doc);
    await this.run((collection) => collection.insertOne(stored, { ignoreUndefined: true }));
    return { ...read, id: idOf(scope, stored._id), rev: 1 };
  }

  async insertMissing(scope: WorkspaceId, docs: readonly { id: string; doc: D }[]): Promise<Set<string>> {
    const encoded = docs.map(({ id, doc }) => this.encode(scope, id, 1, doc).stored);
    const inserted = new Set<string>();
    for (let start = 0; start < encoded.length; start += CHUNK) {
      const chunk = encoded.slice(start, start + CHUNK);
      const taken = await this.run((collection) => insertUnordered(collection, chunk));
      chunk.forEach(({ _id }, position) => {
        if (!taken.has(position)) inserted.add(idOf(scope, _id));
      });
    }
    return inserted;
  }

  async replace(scope: WorkspaceId, doc: D & Stored): Promise<(D & Stored) | undefined> {
    const { id, rev } = doc;
    const { stored, read } = this.encode(scope, id, rev + 1, doc);
    const { matchedCount } = await this.run((collection) =>
      collection.replaceOne({ _id: stored._id, rev: { $eq: rev } }, stored, { ignoreUndefined: true }),
    );
    return matchedCount === 0 ? undefined : { ...read, id, rev: rev + 1 };
  }

  async #replaceMany(scope: WorkspaceId, docs: readonly (D & Stored)[]): Promise<Replaced<D>[]> {
    const writes = docs.map((doc) => {
      const { id, rev } = doc;
      return { id, rev, ...this.encode(scope, id, rev + 1, doc) };
    });
    const outcomes = await this.run((collection) => compareAndSetMany(collection, writes));
    return writes.map(({ id, rev, read }, place) => {
      const outcome = outcomes[place];
      if (outcome instanceof StorageUnavailable) return outcome;
      return outcome === true ? { ...read, id, rev: rev + 1 } : undefined;
    });
  }

  async setFields(scope: WorkspaceId, ids: readonly string[], fields: Partial<D>): Promise<number> {
    if (ids.length === 0) return 0;
    const patch: Record<string, unknown> = JSON.parse(storableJson({ ...fields, id: undefined, rev: undefined }));
    const { body, escaped } = escapeKeys(patch);
    const $set = Object.fromEntries(Object.entries(body).map(([key, value]) => [`d.${key}`, value]));
    if (escaped) $set.x = true;
    const change = { $inc: { rev: 1 }, ...(Object.keys($set).length > 0 && { $set }) };
    const $in = [...new Set(ids.map((id) => storedId(scope, id)))];
    const { matchedCount } = await this.run((collection) => collection.updateMany({ _id: { $in } }, change));
    return matchedCount;
  }

  async increment(scope: WorkspaceId, id: string, field: string, by: number): Promise<number | undefined> {
    const _id = storedId(scope, id);
    const key = escapeKey(field);
    const path = `d.${key}`;
    const change = { $inc: { [path]: by, rev: 1 }, ...(key !== field && { $set: { x: true as const } }) };
    const add = (collection: RawCollection) =>
      collection.findOneAndUpdate({ _id }, change, { returnDocument: 'after', projection: { [path]: 1 } });
    const after = await this.run(async (collection) => {
      try {
        return await add(collection);
      } catch (error) {
        if (codeOf(error) !== TYPE_MISMATCH) throw error;
        // Null counts as absent, which $inc does not know. Whoever adds at the same time finds a number or null.
        await collection.updateOne({ _id, [path]: { $type: 'null' } }, { $unset: { [path]: '' } });
        return add(collection);
      }
    });
    return after === null ? undefined : Number(after.d[key]);
  }

  async find(scope: WorkspaceId, query: Query = {}): Promise<Page<D>> {
    const plan = planQuery(this.declaration, query);
    const found = await this.run((collection) =>
      // One more than the page, to know whether there is a next one; all in one batch.
      collection
        .find(pageFilter(scope, plan), {
          sort: sortOrder(plan),
          limit: plan.limit + 1,
          batchSize: plan.limit + 2,
          maxTimeMS: this.maxTimeMS,
        })
        .toArray(),
    );
    const page: Page<D> = { items: found.slice(0, plan.limit).map((one) => this.decode(scope, one)) };
    const last = found[plan.limit - 1];
    if (last && found.length > plan.limit) {
      page.next = encodeCursor(plan.fingerprint, placeOf(scope, last, plan.sort.field), idOf(scope, last._id));
    }
    return page;
  }

  async count(scope: WorkspaceId, where?: Query['where']): Promise<number> {
    const filter = testsFilter(scope, planTests(this.declaration, where));
    return this.run((collection) => collection.countDocuments(filter, { maxTimeMS: this.maxTimeMS }));
  }

  stream(scope: WorkspaceId, query?: Omit<Query, 'limit' | 'cursor'>): AsyncIterable<D & Stored> {
    return collectionStream(this, scope, query);
  }

  async delete(scope: WorkspaceId, id: string): Promise<boolean> {
    const { deletedCount } = await this.run((collection) => collection.deleteOne({ _id: storedId(scope, id) }));
    return deletedCount > 0;
  }

  async deleteWhere(scope: WorkspaceId, where: NonNullable<Query['where']>, limit = MAX_LIMIT): Promise<number> {
    const filter = testsFilter(scope, planTests(this.declaration, where));
    // MongoDB deletes one or all. What changed between the two commands and matches no more is left alone.
    const found = await this.run((collection) =>
      collection
        .find(filter, { projection: { _id: 1 }, limit, batchSize: limit + 1, maxTimeMS: this.maxTimeMS })
        .toArray(),
    );
    if (found.length === 0) return 0;
    const $in = found.map(({ _id }) => _id);
    const { deletedCount } = await this.run((collection) =>
      collection.deleteMany({ $and: [{ _id: { $in } }, filter] }),
    );
    return deletedCount;
  }

  private encode(scope: WorkspaceId, id: string, rev: number, doc: D | (D & Stored)) {
    const encoded = encodeBody(this.declaration, id, doc);
    const { body, escaped } = escapeKeys(encoded.body);
    const stored: StoredDocument = { _id: storedId(scope, id), w: scope, rev, d: body };
    if (escaped) stored.x = true;
    return { stored, read: encoded.doc };
  }

  private decode(scope: WorkspaceId, stored: StoredDocument): D & Stored {
    return decodeDocument(this.declaration, idOf(scope, stored._id), stored.rev, bodyOf(stored));
  }
}

/** Inserts what can be; returns the positions of those whose id or unique value is taken. */
async function insertUnordered(collection: RawCollection, documents: StoredDocument[]): Promise<Set<number>> {
  try {
    await collection.insertMany(documents, { ordered: false, ignoreUndefined: true });
    return new Set();
  } catch (error) {
    const refused = writeErrorsOf(error);
    if (refused === undefined || refused.length === 0) throw error;
    if (refused.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    return new Set(refused.map(({ index }) => index));
  }
}

function placeOf(scope: WorkspaceId, stored: StoredDocument, field: string): Scalar {
  if (field === 'id') return idOf(scope, stored._id);
  const value = stored.d[field];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new Error(`${stored._id}: ${fieldPath(field)} is not of its declared type`);
}
