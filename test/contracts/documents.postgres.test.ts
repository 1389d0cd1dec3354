import pg from 'pg';
import { z } from 'zod';
import {
  workspaceScope,
  type CollectionDeclaration,
  type Documents,
  type IndexField,
} from '../../src/storage/documents.js';
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
    const { connectionString, schema } = database;
    const door = openPostgresDocuments({ connectionString, schema });
    doors.push(door);
    await door.collection(declared).insertMissing(here, docs);
    // As the driver has it: a plan for any values, of statistics that may be old or missing.
    await client.query(`SET plan_cache_mode TO force_generic_plan; SET search_path TO "${database.schema}"`);
    await client.query(`PREPARE page AS SELECT id FROM notes WHERE workspace = $1 AND "f_author" = $2
       AND "f_at" IS NOT NULL AND ("f_at", id) > ($3, $4) ORDER BY "f_at", id LIMIT $5`);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN EXECUTE page('here', 'a7', 5, 'n5', 11)`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index (Only )?Scan using notes__by/);
    expect(plan).not.toMatch(/Sort/);
  });

  test('a write that changes no indexed field leaves the indexes alone', async () => {
    await database.documents.collection(notes).insert(here, 'a', { text: 'x', author: 'ada' });
    await client.query(`SET search_path TO "${database.schema}"`);
    await client.query('BEGIN');
    const doc = JSON.stringify({ text: 'y', author: 'ada' });
    await client.query(`UPDATE notes SET rev = 2, doc = $1, "f_author" = 'ada'`, [doc]);
    const { rows } = await client.query<{ hot: string }>(
      `SELECT pg_stat_get_xact_tuples_hot_updated('notes'::regclass) AS hot`,
    );
    await client.query('ROLLBACK');
    expect(Number(rows[0]?.hot)).toBe(1);
  });

  describe('indexed fields', () => {
    const Task = z.object({ name: z.string().nullish(), rank: z.number().nullish(), done: z.boolean().nullish() });
    type Task = z.infer<typeof Task>;
    const field = (name: string, type: IndexField['type']) => ({ name, fields: [{ field: name, type }] });
    const tasks: CollectionDeclaration<Task> = {
      name: 'tasks',
      schema: Task,
      indexes: [field('name', 'string'), field('rank', 'number'), field('done', 'boolean')],
    };
    beforeEach(() => database.documents.prepare([tasks]));

    /** What the columns say, by id, in the order of the declaration. */
    async function columns(): Promise<Record<string, unknown[]>> {
      const { rows } = await client.query<{ id: string; values: unknown[] }>(
        `SELECT id, json_build_array("f_name", "f_rank", "f_done") AS values FROM "${database.schema}".tasks`,
      );
      return Object.fromEntries(rows.map(({ id, values }) => [id, values]));
    }

    test('are kept right by every kind of write', async () => {
      const collection = database.documents.collection(tasks);
      const one = await collection.insert(here, 'one', {
        name: 'a "quoted" {name}, \\ NULL\0',
        rank: -0.5,
        done: false,
      });
      const odd: Task[] = [{ name: 'NULL' }, { name: '', rank: null }, { name: '👋🏽ا', done: true }, { rank: 1e300 }];
      await collection.insertMissing(
        here,
        odd.map((doc, n) => ({ id: `odd${n}`, doc })),
      );
      expect(await columns()).toEqual({
        one: ['a "quoted" {name}, \\ NULL', -0.5, false],
        odd0: ['NULL', null, null],
        odd1: ['', null, null],
        odd2: ['👋🏽ا', null, true],
        odd3: [null, 1e300, null],
      });
      expect(await collection.get(here, 'odd2')).toEqual({ id: 'odd2', rev: 1, name: '👋🏽ا', done: true });

      await collection.replace(here, { id: one.id, rev: one.rev, rank: 2 });
      const stored = await collection.getMany(here, ['odd0', 'odd1']);
      await collection.replaceMany?.(
        here,
        stored.map(({ id, rev }) => ({ id, rev, name: `"${id}"`, done: true })),
      );
      await collection.setFields(here, ['odd2', 'odd3'], { name: null, done: false });
      await collection.increment(here, 'odd0', 'rank', 3);
      await collection.increment(here, 'odd0', 'rank', 0.5);
      expect(await columns()).toEqual({
        one: [null, 2, null],
        odd0: ['"odd0"', 3.5, true],
        odd1: ['"odd1"', null, true],
        odd2: [null, null, false],
        odd3: [null, 1e300, false],
      });
      expect((await collection.find(here, { where: { rank: { gte: 3 } } })).items.map(({ id }) => id)).toEqual([
        'odd0',
        'odd3',
      ]);
    });

    test('of another type than declared are like missing ones', async () => {
      await database.documents.collection(tasks).insert(here, 'a', { name: 'a' });
      await database.documents.collection(tasks).setFields(here, ['a'], { rank: 'first' as unknown as number });
      expect(await columns()).toEqual({ a: ['a', null, null] });
    });

    test('of tables from before there were columns are filled, however many processes start at once', async () => {
      const table = `"${database.schema}".tasks`;
      const docs = Array.from({ length: 500 }, (_, n) => ({
        z: { b: n, a: 1 },
        name: `n${n}`,
        rank: n,
        done: n % 2 === 0,
      }));
      await client.query(`DROP TABLE ${table}`);
      await client.query(`CREATE TABLE ${table} (workspace text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
        rev bigint NOT NULL, doc json NOT NULL, CONSTRAINT tasks__id PRIMARY KEY (workspace, id))`);
      const old = `(workspace, ((doc->>'rank')::float8), id) WHERE ((doc->>'rank')::float8) IS NOT NULL`;
      await client.query(`CREATE INDEX tasks__rank ON ${table} ${old}`);
      await client.query(`COMMENT ON INDEX "${database.schema}".tasks__rank IS ${client.escapeLiteral(old)}`);
      await client.query(
        `INSERT INTO ${table} SELECT 'here', 'id' || n, 7, doc::json FROM unnest($1::text[]) WITH ORDINALITY AS t(doc, n)`,
        [docs.map((doc) => JSON.stringify(doc))],
      );
      await client.query(`INSERT INTO ${table} VALUES ('here', 'odd', 1, '{"name":5,"rank":null,"done":"yes"}')`);

      const { connectionString, schema } = database;
      const processes = Array.from({ length: 4 }, () => openPostgresDocuments({ connectionString, schema }));
      await Promise.all(processes.map((each) => each.prepare([tasks])));
      const all = await columns();
      expect(Object.keys(all)).toHaveLength(501);
      expect([all.id1, all.id500, all.odd]).toEqual([
        ['n0', 0, true],
        ['n499', 499, false],
        [null, null, null],
      ]);
      expect((await indexes()).tasks__rank?.definition).toContain('f_rank');
      const { rows } = await client.query<{ doc: string }>(`SELECT doc::text AS doc FROM ${table} WHERE id = 'id8'`);
      expect(rows[0]?.doc).toBe(JSON.stringify(docs[7]));

      const found = await Promise.all(
        processes.map((each) => each.collection(tasks).find(here, { where: { rank: { gte: 498 } } })),
      );
      expect(found.map(({ items }) => items.map(({ id }) => id))).toEqual(processes.map(() => ['id499', 'id500']));
      await Promise.all(processes.map((each) => each.close()));
    });

    test('that come, go or change their type with a new version are right again after prepare', async () => {
      const collection = database.documents.collection(tasks);
      await collection.insert(here, 'a', { name: '5', rank: 1 });
      await collection.setFields(here, ['a'], { done: 4 as unknown as boolean });
      const changed = [field('done', 'number'), field('rank', 'number')];
      await database.documents.prepare([{ ...tasks, indexes: changed }]);
      const table = `"${database.schema}".tasks`;
      const { rows } = await client.query(`SELECT * FROM ${table}`);
      expect(rows[0]).toMatchObject({ f_done: 4, f_rank: 1 });
      expect(rows[0]).not.toHaveProperty('f_name');
      expect((await indexes()).tasks__done?.definition).toContain('f_done');

      await client.query(`UPDATE ${table} SET doc = '{"name":"6","rank":1,"done":true}'`);
      await database.documents.prepare([tasks]);
      expect(await columns()).toEqual({ a: ['6', 1, true] });
    });
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
