import type { mongo } from 'mongoose';
import type { WorkspaceId } from '../documents.js';
import { storableText } from '../storable.js';

/** A document as it lies in MongoDB. One collection serves all workspaces. */
export interface StoredDocument {
  /** `workspace/id`. A workspace id has no slash, so that the first one ends it and all ids of one lie together. */
  _id: string;
  /** The workspace, for indexes. */
  w: string;
  rev: number;
  /** The document itself. */
  d: Record<string, unknown>;
  /** Set when keys of the document are written another way, see `escapeKeys`. */
  x?: true;
  /** The command that wrote this together with others, see `compareAndSetMany`. */
  b?: mongo.ObjectId;
}

export type RawCollection = mongo.Collection<StoredDocument>;

export function storedId(scope: WorkspaceId, id: string): string {
  return `${scope}/${storableText(id)}`;
}

export function idOf(scope: WorkspaceId, stored: string): string {
  return stored.slice(scope.length + 1);
}

/** All `_id`s of a workspace: `0` follows `/` in every order of texts by code point. */
export function idRange(scope: WorkspaceId): { $gte: string; $lt: string } {
  return { $gte: `${scope}/`, $lt: `${scope}0` };
}

/**
 * Keys that MongoDB or its driver would take for something else: paths (`a.b`), operators and references (`$…`), values
 * of the driver's own types (`_bsontype`), and the empty one, which no path can name.
 */
const SPECIAL_KEY = /[.%]|^\$|^_bsontype$|^$/;

export function escapeKey(key: string): string {
  if (!SPECIAL_KEY.test(key)) return key;
  if (key === '') return '%';
  return key
    .replaceAll('%', '%25')
    .replaceAll('.', '%2E')
    .replace(/^\$/, '%24')
    .replace(/^_bsontype$/, '%5Fbsontype');
}

function unescapeKey(key: string): string {
  if (key === '%') return '';
  return key.replace(/%([0-9A-F]{2})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function hasSpecialKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasSpecialKey);
  const record = value as Record<string, unknown>;
  return Object.keys(record).some((key) => SPECIAL_KEY.test(key) || hasSpecialKey(record[key]));
}

function withKeys(value: unknown, rename: (key: string) => string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => withKeys(inner, rename));
  return recordWithKeys(value, rename);
}

function recordWithKeys(value: object, rename: (key: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [rename(key), withKeys(inner, rename)]));
}

/** The body with keys that MongoDB takes literally; `escaped` says whether any had to be changed, which is rare. */
export function escapeKeys(body: Record<string, unknown>): { body: Record<string, unknown>; escaped: boolean } {
  if (!hasSpecialKey(body)) return { body, escaped: false };
  return { body: recordWithKeys(body, escapeKey), escaped: true };
}

export function bodyOf({ d, x }: Pick<StoredDocument, 'd' | 'x'>): Record<string, unknown> {
  return x ? recordWithKeys(d, unescapeKey) : d;
}
