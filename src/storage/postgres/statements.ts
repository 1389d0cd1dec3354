import { createHash } from 'node:crypto';

/** The fixed statements of one table. $1 is always the workspace. */
export function statements(table: string) {
  // A patch keeps the order of keys, which `jsonb || jsonb` would not; `json` keeps nested values byte for byte.
  const patched = (patch: string) =>
    `(SELECT coalesce(json_object_agg(key, value ORDER BY part, n), '{}') FROM (
      SELECT 1 AS part, n, key, value FROM json_each(doc) WITH ORDINALITY AS old(key, value, n)
      WHERE NOT (${patch})::jsonb ? key
      UNION ALL
      SELECT 2, n, key, value FROM json_each(${patch}) WITH ORDINALITY AS new(key, value, n)
    ) AS fields)`;
  const sum = `coalesce((doc->>$3)::float8, 0) + $4::float8`;
  return {
    get: `SELECT rev, doc FROM ${table} WHERE workspace = $1 AND id = $2`,
    getMany: `SELECT id, rev, doc FROM ${table} WHERE workspace = $1 AND id = ANY($2::text[])`,
    insert: `INSERT INTO ${table} (workspace, id, rev, doc) VALUES ($1, $2, 1, $3)`,
    insertMissing: `INSERT INTO ${table} (workspace, id, rev, doc)
      SELECT $1, fresh.id, 1, fresh.doc::json FROM unnest($2::text[], $3::text[]) AS fresh(id, doc)
      ON CONFLICT DO NOTHING RETURNING id`,
    replace: `UPDATE ${table} SET rev = rev + 1, doc = $4 WHERE workspace = $1 AND id = $2 AND rev = $3`,
    replaceMany: `UPDATE ${table} AS stored SET rev = stored.rev + 1, doc = fresh.doc::json
      FROM unnest($2::text[], $3::bigint[], $4::text[]) AS fresh(id, rev, doc)
      WHERE stored.workspace = $1 AND stored.id = fresh.id AND stored.rev = fresh.rev RETURNING stored.id`,
    setFields: `UPDATE ${table} SET rev = rev + 1, doc = ${patched('$3::json')}
      WHERE workspace = $1 AND id = ANY($2::text[])`,
    increment: `UPDATE ${table} SET rev = rev + 1, doc = ${patched(`json_build_object($3::text, ${sum})`)}
      WHERE workspace = $1 AND id = $2 RETURNING (doc->>$3)::float8 AS value`,
    delete: `DELETE FROM ${table} WHERE workspace = $1 AND id = $2`,
  };
}

/** Name of a prepared statement: the same text has the same name on every connection. */
export function statementName(text: string): string {
  return `c_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
}
