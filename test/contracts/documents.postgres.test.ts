import pg from 'pg';
import { z } from 'zod';
import { workspaceScope, type CollectionDeclaration, type Documents } from '../../src/storage/documents.js';
import { StorageUnavailable } from '../../src/storage/errors.js';
import { openPostgresDocuments } from '../../src/storage/postgres/postgres-documents.js';
import { openTestDatabase, testServer, type TestDatabase } from '../setup/database.js';
import { documentsContract } from './documents.contract.js';

const databases = new Map<Documents, TestDatabase>();
const doors: Documents[] = [];

afterAll(async () => {
  for (const door of doors) await door.close();
  for (const database of databases.values()) await database.close();
});

documentsContract('postgres', async (sameAs) => {
  const { schema, connectionString } = (sameAs && databases.get(sameAs)) ?? {};
  if (schema !== undefined && connectionString !== undefined) {
    const door = openPostgresDocuments({ schema, connectionString });
    doors.push(door);
    return door;
  }
  const database = await openTestDatabase();
  databases.set(database.documents, database);
  return database.documents;
});

describe('postgres documents', () => {
  const Note = z.object({ text: z.string(), author: z.string().optional(), at: z.number().optional() });
  const notes: CollectionDeclaration<z.infer<typeof Note>> = {
    name: 'notes',
    schema: Note,
    indexes: [{ name: 'author', fields: [{ field: 'author', type: 'string' }] }],
  };
  const here = workspaceScope('here');
  let database: TestDatabase;
  let client: pg.Client;

  beforeEach(async () => {
    database = await openTestDatabase([notes]);
    client = new pg.Client({ connectionString: database.connectionString });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await database.close();
  });

  async function indexes(): Promise<Record<string, { oid: number; definition: string }>> {
    const { rows } = await client.query<{ name: string; oid: number; definition: string }>(
      `SELECT c.relname AS name, c.oid::int AS oid, pg_get_indexdef(c.oid) AS definition
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'i'`,
      [database.schema],
    );
    return Object.fromEntries(rows.map(({ name, ...rest }) => [name, rest]));
  }

  test('prepare leaves indexes alone that did not change, rebuilds changed ones, drops undeclared ones', async () => {
    const before = await indexes();
    await database.documents.prepare([notes]);
    expect(await indexes()).toEqual(before);

    const byAuthor = { name: 'author', fields: [{ field: 'author', type: 'string' as const }], unique: true };
    const byTime = { name: 'time', fields: [{ field: 'at', type: 'number' as const }] };
    await database.documents.prepare([{ ...notes, indexes: [byAuthor, byTime] }]);
    const after = await indexes();
    expect(after.notes__author?.definition).toMatch(/^CREATE UNIQUE/);
    expect(after.notes__time).toBeDefined();

    await database.documents.prepare([{ ...notes, indexes: [byTime] }]);
    expect(Object.keys(await indexes()).sort()).toEqual(['notes__id', 'notes__time']);
    expect((await indexes()).notes__time).toEqual(after.notes__time);
  });

  test('prepare says which unique index stored documents stand against, and changes nothing', async () => {
    const collection = database.documents.collection(notes);
    await collection.insertMissing(
      here,
      ['a', 'b'].map((id) => ({ id, doc: { text: 'x', author: 'same' } })),
    );
    const before = await indexes();
    const unique = {
      ...notes,
      indexes: [{ name: 'author', fields: [{ field: 'author', type: 'string' as const }], unique: true }],
    };
    await expect(database.documents.prepare([unique])).rejects.toThrow(/notes: the unique index author cannot be made/);
    expect(await indexes()).toEqual(before);
  });

  test('a filter with a sort is answered from the declared index', async () => {
    const declared = {
      ...notes,
      indexes: [
        {
          name: 'by',
          fields: [
            { field: 'author', type: 'string' as const },
            { field: 'at', type: 'number' as const },
          ],
        },
      ],
    };
    await database.documents.prepare([declared]);
    const docs = Array.from({ length: 5000 }, (_, i) => ({
      id: `n${i}`,
      doc: { text: 'x', author: `a${i % 50}`, at: i },
    }));
    await database.documents.collection(notes).insertMissing(here, docs);
    await client.query(`SET search_path TO "${database.schema}"`);
    await client.query('ANALYZE notes');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT id FROM notes WHERE workspace = 'here' AND ((doc->>'author') COLLATE "C") = 'a7'
         AND ((doc->>'at')::float8) IS NOT NULL AND (((doc->>'at')::float8), id) > (5, 'n5')
       ORDER BY ((doc->>'at')::float8), id LIMIT 11`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index (Only )?Scan using notes__by/);
    expect(plan).not.toMatch(/Sort/);
  });

  test('a connection that is cut is an unavailable storage, and the next statement has another', async () => {
    const collection = database.documents.collection(notes);
    await collection.insert(here, 'a', { text: 'x' });
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'canvass' AND query LIKE '%' || $1 || '%'`,
      [database.schema],
    );
    const outcome = await collection.get(here, 'a').catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(StorageUnavailable);
    expect(await collection.get(here, 'a')).toMatchObject({ text: 'x' });
  });

  test('a statement that takes too long is cancelled', async () => {
    const { connectionString, schema } = database;
    const hurried = openPostgresDocuments({ connectionString, schema, statementTimeoutMs: 100 });
    await client.query('BEGIN');
    await client.query(`LOCK TABLE "${schema}".notes IN ACCESS EXCLUSIVE MODE`);
    await expect(hurried.collection(notes).get(here, 'a')).rejects.toBeInstanceOf(StorageUnavailable);
    await client.query('ROLLBACK');
    await hurried.close();
  });

  test('every other method is one round trip', async () => {
    const collection = database.documents.collection(notes);
    const query = jest.spyOn(pg.Client.prototype, 'query');
    const note = await collection.insert(here, 'a', { text: 'x' });
    await collection.get(here, 'a');
    await collection.replace(here, note);
    await collection.setFields(here, ['a'], { text: 'y' });
    await collection.increment(here, 'a', 'at', 1);
    await collection.find(here, { where: { author: 'x' } });
    await collection.insertMissing(here, [{ id: 'b', doc: { text: 'x' } }]);
    await collection.delete(here, 'a');
    expect(query.mock.calls.length).toBe(8);
    query.mockRestore();
  });
});

test.each([
  ['nobody listens', (url: URL) => (url.port = '1')],
  ['the password is wrong', (url: URL) => (url.password = 'wrong')],
  ['the database is missing', (url: URL) => (url.pathname = '/nowhere')],
])('storage is unavailable when %s', async (_title, change) => {
  const url = new URL(testServer());
  change(url);
  const documents = openPostgresDocuments({ connectionString: url.href });
  const error: unknown = await documents.ping().catch((caught: unknown) => caught);
  await documents.close();
  expect(error).toBeInstanceOf(StorageUnavailable);
  expect(String(error)).not.toContain(new URL(testServer()).password);
});
