import { createHash } from 'node:crypto';
import type { mongo } from 'mongoose';
import type { IndexDeclaration } from '../documents.js';
import { BSON_TYPE, fieldPath } from './query-filter.js';

const SEPARATOR = '__';

/** Made by us, as opposed to by the people who run the database. */
const OURS = /^[a-z0-9_-]+__[0-9a-f]{8}$/;

export interface IndexModel {
  name: string;
  keys: Record<string, 1>;
  unique: boolean;
  partialFilterExpression?: mongo.Document;
}

/**
 * Indexes begin with the workspace and end with the id, for keyset pages. Unique ones hold only documents that have
 * all values, so that many may be without. The name carries a digest of the definition: a changed declaration is
 * another index, which is built before the old one goes.
 */
export function indexModel(index: IndexDeclaration): IndexModel {
  const unique = index.unique === true;
  const paths = index.fields.map(({ field }) => fieldPath(field));
  const keys: Record<string, 1> = Object.fromEntries(
    ['w', ...paths, ...(unique ? [] : ['_id'])].map((path) => [path, 1]),
  );
  const model: Omit<IndexModel, 'name'> = { keys, unique };
  if (unique) {
    model.partialFilterExpression = Object.fromEntries(
      index.fields.map(({ field, type }) => [fieldPath(field), { $type: BSON_TYPE[type] }]),
    );
  }
  const digest = createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 8);
  return { name: `${index.name}${SEPARATOR}${digest}`, ...model };
}

export function isOurs(indexName: string): boolean {
  return OURS.test(indexName);
}

/** The declared name of one of our indexes; `id` for MongoDB's own. */
export function declaredName(indexName: string): string {
  if (indexName === '_id_') return 'id';
  const end = indexName.lastIndexOf(SEPARATOR);
  return end === -1 ? indexName : indexName.slice(0, end);
}
