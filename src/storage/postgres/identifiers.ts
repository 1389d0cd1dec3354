export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** Indexes carry their table's name, since a schema has one name space; map-error.ts takes it off again. */
export function indexName(collection: string, index: string): string {
  return `${collection}__${index}`;
}
