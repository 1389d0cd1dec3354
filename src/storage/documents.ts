import type { z } from 'zod';
import type { StorageUnavailable } from './errors.js';

declare const workspaceBrand: unique symbol;
/** A tenant's id, as a type of its own: no query runs without naming one. Made by `workspaceScope`. */
export type WorkspaceId = string & { readonly [workspaceBrand]: true };

export function workspaceScope(id: string): WorkspaceId {
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(id)) {
    throw new Error(`workspace: "${id}" is not a workspace id (1–63 characters of a–z, 0–9, _ and -)`);
  }
  return id as WorkspaceId;
}

/** Home of what belongs to no tenant: the lookup from webhook keys to channels, settings of the installation. */
export const SYSTEM = workspaceScope('system');

/** What every stored document has besides its own fields. `rev` starts at 1 and grows by one with every write. */
export interface Stored {
  id: string;
  rev: number;
}

/** What became of one of many compare-and-sets; undefined as with `replace`. */
export type Replaced<D> = (D & Stored) | undefined | StorageUnavailable;

/** A field that may be filtered or sorted by. Paths are top-level names: keep what is queried at the top of a document. */
export type IndexField = { field: string; type: 'string' | 'number' | 'boolean' };

export interface IndexDeclaration {
  name: string;
  fields: IndexField[];
  unique?: boolean;
}

/**
 * A collection, declared once; every driver makes its table or schema and its indexes of this. A document in which an
 * indexed field is missing or null is left out of that index (so `unique` allows many without a value).
 *
 * The schema is of the document without `id` and `rev`, which are kept beside it, and has to accept its own output:
 * documents are parsed on the way in and on the way out. Keys keep their order. U+0000 is dropped from texts and half
 * surrogate pairs become U+FFFD, since no database stores them and customers can send anything.
 */
export interface CollectionDeclaration<D extends object> {
  name: string;
  schema: z.ZodType<D>;
  indexes: IndexDeclaration[];
}

export type Condition =
  | string
  | number
  | boolean
  | { in: (string | number)[] }
  | { lt?: number | string; lte?: number | string; gt?: number | string; gte?: number | string };

export interface Query {
  /** Only `id` and fields that an index of the declaration names; anything else is refused with an UnindexedQuery error. */
  where?: Record<string, Condition>;
  /**
   * Ties are broken by id in the same direction, so that pages never overlap. Default: by id, ascending. Texts are
   * ordered by code point. Documents in which the field is missing or null are left out of the result.
   */
  sort?: { field: string; direction: 'asc' | 'desc' };
  /** 1 to 1000; default 100. @throws RangeError */
  limit?: number;
  /** The `next` of an earlier page with the same where and sort. @throws InvalidCursor */
  cursor?: string;
}

export interface Page<D> {
  items: (D & Stored)[];
  /** Present when there is more. */
  next?: string;
}

/**
 * One collection of one database. All writes are of a single document; nothing here spans two. Every read parses the
 * document with the declared schema, so that a stored document that no longer fits is an error that names it.
 */
export interface Collection<D extends object> {
  readonly declaration: CollectionDeclaration<D>;
  get(scope: WorkspaceId, id: string): Promise<(D & Stored) | undefined>;
  /** In no particular order; ids that do not exist are left out. */
  getMany(scope: WorkspaceId, ids: readonly string[]): Promise<(D & Stored)[]>;
  /** Returns the stored document with rev 1. @throws UniqueViolation when the id or a unique index is taken. */
  insert(scope: WorkspaceId, id: string, doc: D): Promise<D & Stored>;
  /**
   * Inserts what is not there yet, in one round trip per 1000; returns the ids really inserted. Taken ids and unique
   * values are skipped; of two in one call that clash by a unique index one is kept, which one is not promised.
   */
  insertMissing(scope: WorkspaceId, docs: readonly { id: string; doc: D }[]): Promise<Set<string>>;
  /**
   * Compare-and-set: replaces the document if it still has the given rev and returns it with the next one; undefined
   * when somebody else wrote first or it is gone. @throws UniqueViolation
   */
  replace(scope: WorkspaceId, doc: D & Stored): Promise<(D & Stored) | undefined>;
  /**
   * Many compare-and-sets of different documents in one round trip, in the order given; each stands or falls for
   * itself. Only where the database can tell which of them were written; of one about which it cannot tell any more the
   * result is that error.
   * @throws UniqueViolation when any of them would break a unique index; then none is written
   */
  replaceMany?(scope: WorkspaceId, docs: readonly (D & Stored)[]): Promise<Replaced<D>[]>;
  /** Reads, changes, compare-and-sets, again on a conflict (at most 20 times, then throws). `change` returns undefined to leave it as it is; the result is then what was read. */
  update(scope: WorkspaceId, id: string, change: (doc: D & Stored) => D | undefined): Promise<(D & Stored) | undefined>;
  /** Sets top-level fields of many documents at once without a revision check, and bumps rev; returns how many. For flags such as "done", never for what is compare-and-set. */
  setFields(scope: WorkspaceId, ids: readonly string[], fields: Partial<D>): Promise<number>;
  /** Adds to a top-level numeric field (absent counts as 0) atomically and returns the new value; undefined when the document is not there. */
  increment(scope: WorkspaceId, id: string, field: string, by: number): Promise<number | undefined>;
  find(scope: WorkspaceId, query?: Query): Promise<Page<D>>;
  count(scope: WorkspaceId, where?: Query['where']): Promise<number>;
  /** All that match, in pages behind the scenes, in bounded memory. */
  stream(scope: WorkspaceId, query?: Omit<Query, 'limit' | 'cursor'>): AsyncIterable<D & Stored>;
  delete(scope: WorkspaceId, id: string): Promise<boolean>;
  /** Deletes what matches, at most `limit` (default 1000); returns how many. For retention. */
  deleteWhere(scope: WorkspaceId, where: NonNullable<Query['where']>, limit?: number): Promise<number>;
}

/** One database. Drivers: postgres/ (and mongo/ later); the contract is test/contracts/documents.contract.ts. */
export interface Documents {
  collection<D extends object>(declaration: CollectionDeclaration<D>): Collection<D>;
  /** Creates tables and indexes that are missing for all given declarations; safe when several processes start at once. */
  prepare(declarations: readonly CollectionDeclaration<object>[]): Promise<void>;
  /** Resolves when the database answers. @throws StorageUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
}
