import type { ClientBase } from 'pg';
import type { CollectionDeclaration } from '../documents.js';
import { COLUMN_PREFIX, COLUMN_TYPE, columnType, fieldColumns, storedValue } from './columns.js';
import { indexName, quoted } from './identifiers.js';

/**
 * Storage parameters (https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-STORAGE-PARAMETERS).
 *
 * fillfactor, in percent: every page keeps room for the next version of what lies in it, so that a write which changes
 * no indexed field leaves all indexes alone (https://www.postgresql.org/docs/18/storage-hot.html).
 *
 * toast_tuple_target, in bytes, two rows a page: documents up to that size are not compressed. By default compression
 * begins at 2 kB, where conversations are, and takes a third of the time that writing one takes.
 */
const SETTINGS = ['fillfactor=70', 'toast_tuple_target=4080'];

function nameOf(schema: string, { name }: CollectionDeclaration<object>): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

/** `json`, not `jsonb`, so that the keys of a document keep their order: docs/decisions/0003-documents-interface.md. */
export function tableSql(schema: string, declaration: CollectionDeclaration<object>): string {
  const columns = fieldColumns(declaration).map(({ name, type }) => `${quoted(name)} ${columnType(type)},`);
  return `CREATE TABLE ${nameOf(schema, declaration)} (
    workspace text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    rev bigint NOT NULL,
    ${columns.join(' ')}
    doc json NOT NULL,
    CONSTRAINT ${quoted(indexName(declaration.name, 'id'))} PRIMARY KEY (workspace, id)
  ) WITH (${SETTINGS.join(', ')})`;
}

/** Only where they differ: setting them waits for every statement that is using the table. */
export async function matchSettings(
  client: ClientBase,
  schema: string,
  declaration: CollectionDeclaration<object>,
): Promise<void> {
  const { rows } = await client.query<{ settings: string[] }>(
    `SELECT coalesce(c.reloptions, '{}') AS settings FROM pg_class c WHERE c.oid = $1::regclass`,
    [nameOf(schema, declaration)],
  );
  const missing = SETTINGS.filter((setting) => !rows[0]?.settings.includes(setting));
  if (missing.length > 0) {
    await client.query(`ALTER TABLE ${nameOf(schema, declaration)} SET (${missing.join(', ')})`);
  }
}

/**
 * Adds the columns that are missing, or were of another type, and fills them from the documents, in one pass that
 * writes the table anew; drops those that no index names any more, since nobody would keep them right.
 */
export async function matchColumns(
  client: ClientBase,
  schema: string,
  declaration: CollectionDeclaration<object>,
): Promise<void> {
  const table = nameOf(schema, declaration);
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND starts_with(attname, $2)`,
    [table, COLUMN_PREFIX],
  );
  const wanted = fieldColumns(declaration);
  const right = new Set(
    wanted.filter(({ name, type }) => rows.some((row) => row.name === name && row.type === IN_CATALOGUE[type])),
  );
  const kept = new Set([...right].map(({ name }) => name));
  const drops = rows.filter(({ name }) => !kept.has(name)).map(({ name }) => `DROP COLUMN ${quoted(name)}`);
  if (drops.length > 0) await client.query(`ALTER TABLE ${table} ${drops.join(', ')}`);
  const missing = wanted.filter((column) => !right.has(column));
  if (missing.length === 0) return;
  const adds = missing.map(({ name, type }) => `ADD COLUMN ${quoted(name)} ${columnType(type)}`);
  await client.query(`ALTER TABLE ${table} ${adds.join(', ')}`);
  // An UPDATE would leave the table twice its size; USING writes it once.
  const fills = missing.map((column) => {
    return `ALTER COLUMN ${quoted(column.name)} TYPE ${columnType(column.type)} USING ${storedValue(column)}`;
  });
  await client.query(`ALTER TABLE ${table} ${fills.join(', ')}`);
}

/** As format_type writes them. */
const IN_CATALOGUE = { ...COLUMN_TYPE, number: 'double precision' } as const;
