import type { CollectionDeclaration, IndexField } from '../documents.js';
import { storableText } from '../storable.js';
import { quoted } from './identifiers.js';

/** PostgreSQL types of indexed fields. Numbers are doubles, as in JavaScript. */
export const COLUMN_TYPE = { string: 'text', number: 'float8', boolean: 'boolean' } as const;

/** Columns of indexed fields begin so, which sets them apart from `id`, `rev` and the like. */
export const COLUMN_PREFIX = 'f_';

/** An indexed field, kept in a column of its own beside the document: docs/decisions/0011-indexed-fields-as-columns.md. */
export interface FieldColumn extends IndexField {
  /** As it is in the catalogue. */
  name: string;
}

/** The columns of a collection, in the order in which its indexes name their fields; each once. `id` has its own. */
export function fieldColumns(declaration: CollectionDeclaration<object>): FieldColumn[] {
  const columns = new Map<string, FieldColumn>();
  for (const { field, type } of declaration.indexes.flatMap(({ fields }) => fields)) {
    if (field !== 'id' && !columns.has(field)) columns.set(field, { field, type, name: COLUMN_PREFIX + field });
  }
  return [...columns.values()];
}

/** What statements and indexes call a field. */
export function columnOf(field: string): string {
  return field === 'id' ? 'id' : quoted(COLUMN_PREFIX + field);
}

/** Texts are compared by code point whatever the database's own locale is. */
export function columnType(type: IndexField['type']): string {
  return type === 'string' ? 'text COLLATE "C"' : COLUMN_TYPE[type];
}

/**
 * What a document brings for a column: null where the field is missing, null or of another type. The same as
 * `storedValue` finds in the stored text.
 */
export function columnValue(doc: object, { field, type }: IndexField): string | number | boolean | null {
  const value: unknown = Object.hasOwn(doc, field) ? Reflect.get(doc, field) : null;
  if (type === 'string') return typeof value === 'string' ? storableText(value) : null;
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : null;
  return typeof value === 'boolean' ? value : null;
}

/** The same from the stored document, in SQL: for tables that have documents and not yet the column. */
export function storedValue({ field, type }: IndexField): string {
  return `CASE WHEN json_typeof(doc->'${field}') = '${type}' THEN (doc->>'${field}')::${COLUMN_TYPE[type]} END`;
}
