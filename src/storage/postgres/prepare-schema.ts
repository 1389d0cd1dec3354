import type { ClientBase } from 'pg';
import type { CollectionDeclaration, IndexDeclaration } from '../documents.js';
import { columnOf } from './columns.js';
import { indexName, quoted } from './identifiers.js';
import { codeOf } from './map-error.js';
import { matchColumns, matchSettings, tableSql } from './prepare-table.js';

/** Any number, the same in every Canvass process: "canv". */
export const LOCK_CLASS = 0x63616e76;

/**
 * Makes what is missing, rebuilds indexes whose declaration changed and drops those no longer declared, all in one
 * transaction. Processes that start at the same time wait for each other. A rebuild blocks its table while it lasts
 * (about a second a million documents; several when a field has to be read from all documents).
 */
export async function prepareSchema(
  client: ClientBase,
  schema: string,
  declarations: readonly CollectionDeclaration<object>[],
): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL statement_timeout = 0`);
    await client.query('SELECT pg_advisory_xact_lock($1::int, hashtext($2))', [LOCK_CLASS, schema]);
    await createMissing(client, schema, declarations);
    await client.query('COMMIT');
  } catch (error) {
    // The first error is the one that matters; a connection that is gone rolls back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function createMissing(
  client: ClientBase,
  schema: string,
  declarations: readonly CollectionDeclaration<object>[],
): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (found.rowCount === 0) await client.query(`CREATE SCHEMA ${quoted(schema)}`);

  const tables = await namesIn(client, schema, 'r');
  const indexes = await namesIn(client, schema, 'i');
  for (const declaration of declarations) {
    const isNew = !tables.has(declaration.name);
    if (isNew) await client.query(tableSql(schema, declaration));
    // Those that go, go first: filling a new column would have to keep them up.
    const missing = await dropIndexes(client, schema, declaration, indexes);
    if (!isNew) {
      await matchSettings(client, schema, declaration);
      await matchColumns(client, schema, declaration);
    }
    for (const [name, index] of missing) await createIndex(client, schema, declaration.name, name, index);
  }
}

/** Names of tables (`r`) or indexes (`i`) with their comments. */
async function namesIn(client: ClientBase, schema: string, kind: 'r' | 'i'): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; comment: string }>(
    `SELECT c.relname AS name, coalesce(obj_description(c.oid, 'pg_class'), '') AS comment
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = $2::"char"`,
    [schema, kind],
  );
  return new Map(rows.map(({ name, comment }) => [name, comment]));
}

/** Drops those of this collection that are not declared, or not so; returns those that are to be made. */
async function dropIndexes(
  client: ClientBase,
  schema: string,
  declaration: CollectionDeclaration<object>,
  existing: Map<string, string>,
): Promise<Map<string, IndexDeclaration>> {
  const wanted = new Map(declaration.indexes.map((index) => [indexName(declaration.name, index.name), index]));
  const ours = [...existing.keys()].filter((name) => name.startsWith(indexName(declaration.name, '')));
  for (const name of ours) {
    if (name === indexName(declaration.name, 'id')) continue;
    const index = wanted.get(name);
    if (index && existing.get(name) === signature(index)) wanted.delete(name);
    else await client.query(`DROP INDEX ${quoted(schema)}.${quoted(name)}`);
  }
  return wanted;
}

async function createIndex(
  client: ClientBase,
  schema: string,
  collection: string,
  name: string,
  index: IndexDeclaration,
): Promise<void> {
  const kind = index.unique ? 'UNIQUE INDEX' : 'INDEX';
  try {
    const table = `${quoted(schema)}.${quoted(collection)}`;
    await client.query(`CREATE ${kind} ${quoted(name)} ON ${table} ${definition(index)}`);
  } catch (error) {
    if (codeOf(error) !== '23505') throw error;
    throw new Error(
      `${collection}: the unique index ${index.name} cannot be made, since stored documents have equal values in it`,
      { cause: error },
    );
  }
  const comment = client.escapeLiteral(signature(index));
  await client.query(`COMMENT ON INDEX ${quoted(schema)}.${quoted(name)} IS ${comment}`);
}

/** Kept as the index's comment, by which a changed one is recognised. A column of another type is another column. */
function signature(index: IndexDeclaration): string {
  return `${definition(index)} of ${index.fields.map(({ type }) => type).join(', ')}`;
}

/** What follows ON in CREATE INDEX. They end with the id for keyset pages; documents without a value are left out. */
function definition(index: IndexDeclaration): string {
  const fields = index.fields.map(({ field }) => columnOf(field));
  const columns = ['workspace', ...fields, ...(index.unique ? [] : ['id'])];
  return `(${columns.join(', ')}) WHERE ${fields.map((field) => `${field} IS NOT NULL`).join(' AND ')}`;
}
