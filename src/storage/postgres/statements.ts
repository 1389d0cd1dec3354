import { createHash } from 'node:crypto';
import { COLUMN_TYPE, type FieldColumn } from './columns.js';
import { quoted } from './identifiers.js';

/** A patch keeps the order of keys, which `jsonb || jsonb` would not; `json` keeps nested values byte for byte. */
function patched(patch: string): string {
  return `(SELECT coalesce(json_object_agg(key, value ORDER BY part, n), '{}') FROM (
    SELECT 1 AS part, n, key, value FROM json_each(doc) WITH ORDINALITY AS old(key, value, n)
    WHERE NOT (${patch})::jsonb ? key
    UNION ALL
    SELECT 2, n, key, value FROM json_each(${patch}) WITH ORDINALITY AS new(key, value, n)
  ) AS fields)`;
}

/** The statements of one table. $1 is always the workspace; the values of the columns come last, in their order. */
export function statements(table: string, columns: readonly FieldColumn[]) {
  const names = columns.map(({ name }) => quoted(name));
  const list = (items: string[]) => items.map((item) => `, ${item}`).join('');
  const set = (values: string[]) => list(names.map((name, i) => `${name} = ${values[i]}`));
  const numbered = (first: number) => names.map((_name, i) => `$${first + i}`);
  /** One array a column. */
  const arrays = (first: number) => list(columns.map(({ type }, i) => `$${first + i}::${COLUMN_TYPE[type]}[]`));
  const fresh = names.map((name) => `fresh.${name}`);
  return {
    get: `SELECT rev, doc FROM ${table} WHERE workspace = $1 AND id = $2`,
    getMany: `SELECT id, rev, doc FROM ${table} WHERE workspace = $1 AND id = ANY($2::text[])`,
    insert: `INSERT INTO ${table} (workspace, id, rev, doc${list(names)}) VALUES ($1, $2, 1, $3${list(numbered(4))})`,
    insertMissing: `INSERT INTO ${table} (workspace, id, rev, doc${list(names)})
      SELECT $1, fresh.id, 1, fresh.doc::json${list(fresh)}
      FROM unnest($2::text[], $3::text[]${arrays(4)}) AS fresh(id, doc${list(names)})
      ON CONFLICT DO NOTHING RETURNING id`,
    replace: `UPDATE ${table} SET rev = rev + 1, doc = $4${set(numbered(5))}
      WHERE workspace = $1 AND id = $2 AND rev = $3`,
    replaceMany: `UPDATE ${table} AS stored SET rev = stored.rev + 1, doc = fresh.doc::json${set(fresh)}
      FROM unnest($2::text[], $3::bigint[], $4::text[]${arrays(5)}) AS fresh(id, rev, doc${list(names)})
      WHERE stored.workspace = $1 AND stored.id = fresh.id AND stored.rev = fresh.rev RETURNING stored.id`,
    delete: `DELETE FROM ${table} WHERE workspace = $1 AND id = $2`,
  };
}

/** `changed` are the columns whose fields the patch has; the others are left alone. */
export function setFieldsSql(table: string, changed: readonly FieldColumn[]): string {
  const set = changed.map(({ name }, i) => `, ${quoted(name)} = $${4 + i}`).join('');
  return `UPDATE ${table} SET rev = rev + 1, doc = ${patched('$3::json')}${set}
    WHERE workspace = $1 AND id = ANY($2::text[])`;
}

/** `column` is that of the field, when it has one. */
export function incrementSql(table: string, column: FieldColumn | undefined): string {
  const sum = `coalesce((doc->>$3)::float8, 0) + $4::float8`;
  const set = column ? `, ${quoted(column.name)} = ${column.type === 'number' ? sum : 'NULL'}` : '';
  return `UPDATE ${table} SET rev = rev + 1, doc = ${patched(`json_build_object($3::text, ${sum})`)}${set}
    WHERE workspace = $1 AND id = $2 RETURNING (doc->>$3)::float8 AS value`;
}

/** Name of a prepared statement: the same text has the same name on every connection. */
export function statementName(text: string): string {
  return `c_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
}
