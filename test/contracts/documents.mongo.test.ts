import { z } from 'zod';
import { workspaceScope, type CollectionDeclaration, type Documents } from '../../src/storage/documents.js';
import { StorageUnavailable } from '../../src/storage/errors.js';
import { openMongoDocuments } from '../../src/storage/mongo/mongo-documents.js';
import { startTcpProxy } from '../doubles/tcp-proxy.js';
import { freshMongoDatabase, onMongo, onRawMongo } from '../setup/mongo.js';
import { documentsContract } from './documents.contract.js';

const Note = z.object({
  text: z.string(),
  author: z.string().nullable().optional(),
  at: z.number().nullable().optional(),
  extra: z.record(z.string(), z.json()).optional(),
});
const notes: CollectionDeclaration<z.infer<typeof Note>> = {
  name: 'notes',
  schema: Note,
  indexes: [{ name: 'author', fields: [{ field: 'author', type: 'string' }] }],
};
const byAuthor = { name: 'author', fields: [{ field: 'author', type: 'string' as const }], unique: true };
const byTime = { name: 'time', fields: [{ field: 'at', type: 'number' as const }] };
const here = workspaceScope('here');

onMongo('documents', (server) => {
  const names = new Map<Documents, string>();
  const doors: Documents[] = [];

  function open(database: string, connectionString = server.url): Documents {
    const documents = openMongoDocuments({ connectionString, database });
    names.set(documents, database);
    doors.push(documents);
    return documents;
  }

  afterAll(async () => {
    await Promise.all(doors.map((door) => door.close()));
    for (const database of new Set(names.values())) await onRawMongo(server, database, (db) => db.dropDatabase());
  });

  documentsContract('mongo', async (sameAs) => open((sameAs && names.get(sameAs)) ?? freshMongoDatabase()));

  describe('mongo documents', () => {
    let database: string;
    let documents: Documents;

    beforeEach(async () => {
      database = freshMongoDatabase();
      documents = open(database);
      await documents.prepare([notes]);
    });
    afterEach(() => documents.close());

    function indexes(): Promise<Record<string, unknown>[]> {
      return onRawMongo(server, database, (db) => db.collection('notes').listIndexes().toArray());
    }

    async function indexNames(): Promise<string[]> {
      return (await indexes()).map(({ name }) => String(name).replace(/__.*/, '')).sort();
    }

    test('prepare leaves indexes alone that did not change, rebuilds changed ones, drops undeclared ones', async () => {
      const before = await indexes();
      await documents.prepare([notes]);
      expect(await indexes()).toEqual(before);

      await documents.prepare([{ ...notes, indexes: [byAuthor, byTime] }]);
      expect(await indexNames()).toEqual(['_id_', 'author', 'time']);
      const unique = (await indexes()).filter(({ unique: is }) => is === true);
      expect(unique).toMatchObject([{ key: { w: 1, 'd.author': 1 } }]);

      await documents.prepare([{ ...notes, indexes: [byTime] }]);
      expect(await indexNames()).toEqual(['_id_', 'time']);
    });

    test('prepare leaves indexes alone that people made', async () => {
      await onRawMongo(server, database, (db) => db.collection('notes').createIndex({ 'd.text': 1 }, { name: 'mine' }));
      await documents.prepare([{ ...notes, indexes: [] }]);
      expect(await indexNames()).toEqual(['_id_', 'mine']);
    });

    test('prepare says which unique index stored documents stand against, and changes nothing', async () => {
      const docs = ['a', 'b'].map((id) => ({ id, doc: { text: 'x', author: 'same' } }));
      await documents.collection(notes).insertMissing(here, docs);
      const before = await indexes();
      const wanted = { ...notes, indexes: [byTime, byAuthor] };
      await expect(documents.prepare([wanted])).rejects.toThrow(/notes: the unique index author cannot be made/);
      expect(await indexes()).toEqual(before);
    });

    test('eight processes that prepare at once make each index once', async () => {
      const fresh = freshMongoDatabase();
      const eight = Array.from({ length: 8 }, () => open(fresh));
      await Promise.all(eight.map((door) => door.prepare([{ ...notes, indexes: [byAuthor, byTime] }])));
      const made = await onRawMongo(server, fresh, (db) => db.collection('notes').listIndexes().toArray());
      expect(made).toHaveLength(3);
      await eight[0]?.collection(notes).insert(here, 'a', { text: 'x' });
    });

    test('keys that mean something to MongoDB or its driver are only keys', async () => {
      const extra = {
        'a.b': 1,
        $gt: '',
        $ref: 'x',
        '%2E': 2,
        '': 3,
        _bsontype: 'ObjectId',
        2: 'two',
        deep: [{ $set: { 'x.y': null } }],
      };
      const collection = documents.collection(notes);
      const inserted = await collection.insert(here, 'a', { text: '{"$gt":""}', extra });
      expect(inserted.extra).toEqual(extra);
      expect(await collection.get(here, 'a')).toEqual(inserted);
      const plain = await collection.insert(here, 'b', { text: 'x' });
      await collection.setFields(here, ['b'], { extra });
      expect(await collection.get(here, 'b')).toEqual({ ...plain, rev: 2, extra });
    });

    test('texts that look like operators are texts, as ids and as values', async () => {
      const odd = '{"$ne":null}';
      const collection = documents.collection(notes);
      await collection.insert(here, odd, { text: 'odd', author: '$author' });
      await collection.insert(here, 'plain', { text: 'plain', author: 'x' });
      expect(await collection.getMany(here, [odd])).toMatchObject([{ text: 'odd' }]);
      expect(await collection.count(here, { author: odd })).toBe(0);
      expect((await collection.find(here, { where: { author: '$author' } })).items).toMatchObject([{ id: odd }]);
      const forged = { author: { $ne: '' } as unknown as string };
      await expect(collection.find(here, { where: forged })).resolves.toMatchObject({ items: { length: 2 } });
    });

    test('ids of a workspace whose name begins another’s stay apart', async () => {
      const collection = documents.collection(notes);
      await collection.insert(workspaceScope('a'), 'x', { text: 'a' });
      await collection.insert(workspaceScope('a-b'), 'x', { text: 'a-b' });
      await collection.insert(workspaceScope('a0'), 'x', { text: 'a0' });
      expect((await collection.find(workspaceScope('a'))).items).toMatchObject([{ text: 'a' }]);
      expect(await collection.count(workspaceScope('a'), { id: { gt: '' } })).toBe(1);
    });

    test('null counts as nothing in increment', async () => {
      const collection = documents.collection(notes);
      await collection.insert(here, 'a', { text: 'x', at: null });
      expect(await collection.increment(here, 'a', 'at', 5)).toBe(5);
      expect(await collection.get(here, 'a')).toMatchObject({ at: 5, rev: 2 });
    });

    test('compare-and-sets of many in one command: each stands or falls for itself', async () => {
      const collection = documents.collection(notes);
      const ids = Array.from({ length: 60 }, (_, n) => `n${n}`);
      const stored = await Promise.all(ids.map((id) => collection.insert(here, id, { text: 'old' })));
      await collection.delete(here, 'n5');
      await collection.setFields(here, ['n7'], { author: 'quicker' });
      const wanted = stored.map((note) => ({ ...note, text: 'new', extra: { 'a.b': note.id } }));
      const written = (await collection.replaceMany?.(here, wanted)) ?? [];
      const lost = new Set(['n5', 'n7']);
      expect(written).toEqual(wanted.map((note) => (lost.has(note.id) ? undefined : { ...note, rev: 2 })));
      const now = new Map((await collection.getMany(here, ids)).map((note) => [note.id, note]));
      expect(now.size).toBe(59);
      expect(now.get('n7')).toEqual({ id: 'n7', rev: 2, text: 'old', author: 'quicker' });
      expect([...now.values()].filter(({ id }) => !lost.has(id))).toEqual(
        expect.arrayContaining(written.filter(Boolean)),
      );
    });

    test('of several doors that compare and set the same documents at once, one wins each', async () => {
      const rivals = Array.from({ length: 4 }, () => open(database).collection(notes));
      const ids = Array.from({ length: 30 }, (_, n) => `n${n}`);
      let current = await Promise.all(ids.map((id) => documents.collection(notes).insert(here, id, { text: '' })));
      for (let round = 0; round < 10; round += 1) {
        const results = await Promise.all(
          rivals.map(async (rival, r) => {
            // Each begins at another, so that none wins or loses all of them.
            const mine = [...current.slice(r * 7), ...current.slice(0, r * 7)].slice(0, 20);
            return rival.replaceMany?.(
              here,
              mine.map((note) => ({ ...note, text: `${round}-${r}` })),
            );
          }),
        );
        const winners = results
          .flatMap((notesOfOne) => notesOfOne ?? [])
          .flatMap((note) => (note === undefined || note instanceof StorageUnavailable ? [] : [note]));
        expect(new Set(winners.map(({ id }) => id)).size).toBe(winners.length);
        current = await documents.collection(notes).getMany(here, ids);
        expect(winners).toHaveLength(30);
        expect(current).toEqual(expect.arrayContaining(winners));
      }
    });

    test('where a unique index may refuse one of them, nobody is offered many at once', () => {
      const unique = documents.collection({ ...notes, name: 'unique_notes', indexes: [byAuthor] });
      expect(unique.replaceMany).toBeUndefined();
      expect(documents.collection(notes).replaceMany).toBeDefined();
    });

    test('a server that is lost is an unavailable storage, and when it is back it serves', async () => {
      const proxy = await startTcpProxy();
      const lost: Error[] = [];
      const through = openMongoDocuments({
        connectionString: `${proxy.through(server.url.replace(/\?.*/, ''))}?directConnection=true`,
        database,
        // The driver looks for its server every half second.
        serverSelectionTimeoutMs: 1_000,
        onConnectionLost: (error) => lost.push(error),
      });
      try {
        const collection = through.collection(notes);
        await collection.insert(here, 'a', { text: 'x' });
        proxy.cut();
        await expect(collection.get(here, 'a')).rejects.toBeInstanceOf(StorageUnavailable);
        await expect(through.ping()).rejects.toBeInstanceOf(StorageUnavailable);
        await expect(collection.insert(here, 'b', { text: 'x' })).rejects.toBeInstanceOf(StorageUnavailable);
        const missing = ['b', 'c'].map((id) => ({ id, doc: { text: 'x' } }));
        const stale = ['a', 'b'].map((id) => ({ id, rev: 1, text: 'y' }));
        // Not "inserted" or "lost": the driver wraps the lost connection in an error that tells of no refused document.
        await Promise.all([
          expect(collection.insertMissing(here, missing)).rejects.toBeInstanceOf(StorageUnavailable),
          expect(collection.replaceMany?.(here, stale)).rejects.toBeInstanceOf(StorageUnavailable),
        ]);
        proxy.mend();
        expect(await collection.get(here, 'a')).toMatchObject({ text: 'x' });
        expect(lost.length).toBeGreaterThan(0);
      } finally {
        proxy.mend();
        await through.close();
        await proxy.close();
      }
    });

    test('after close it is an unavailable storage', async () => {
      const closed = open(database);
      await closed.ping();
      await closed.close();
      await expect(closed.collection(notes).get(here, 'a')).rejects.toBeInstanceOf(StorageUnavailable);
    });

    test('says when the server is no replica set', async () => {
      const said: string[] = [];
      const alone = openMongoDocuments({
        connectionString: server.url,
        onStandalone: (sentence) => said.push(sentence),
      });
      await alone.ping();
      await alone.close();
      const isReplicaSet = new URL(server.url).searchParams.has('replicaSet');
      expect(said).toHaveLength(isReplicaSet ? 0 : 1);
    });
  });
});

test('storage is unavailable when nobody listens, and the error keeps the password', async () => {
  const connectionString = 'mongodb://someone:secret-word@127.0.0.1:1/';
  const documents = openMongoDocuments({ connectionString, serverSelectionTimeoutMs: 200 });
  const errors = await Promise.all(
    [documents.ping(), documents.collection(notes).get(here, 'a'), documents.prepare([notes])].map((attempt) =>
      attempt.then(
        () => undefined,
        (error: unknown) => error,
      ),
    ),
  );
  await documents.close();
  for (const error of errors) {
    expect(error).toBeInstanceOf(StorageUnavailable);
    expect(String(error)).not.toContain('secret-word');
  }
});
