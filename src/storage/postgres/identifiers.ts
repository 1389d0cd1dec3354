import type { IndexField } from '../documents.js';

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** Indexes carry their table's name, since a schema has one name space; map-error.ts takes it off again. */
export function indexName(collection: string, index: string): string {
  return `${collection}__${index}`;
}

/** PostgreSQL types of indexed fields. Numbers are doubles, as in JavaScript. */
const CAST = { string: '', number: '::float8', boolean: '::boolean' } as const;

/**
 * The expression that indexes and queries share: they have to be the same for an index to be used. Texts are compared
 * by code point whatever the database's own locale is.
 */
export function fieldExpression({ field, type }: IndexField): string {
  if (field === 'id') return 'id';
  const value = `(doc->>'${field}')`;
  return type === 'string' ? `(${value} COLLATE "C")` : `(${value}${CAST[type]})`;
}
