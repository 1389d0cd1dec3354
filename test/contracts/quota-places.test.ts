import { quotaKey } from '../../src/quotas/quota-place.js';
import { QuotaPlaces } from '../../src/quotas/quota-places.js';
import { workspaceScope, type Documents } from '../../src/storage/documents.js';
import { memoryDocuments } from '../../src/storage/memory/memory-documents.js';
import { openMongoDocuments } from '../../src/storage/mongo/mongo-documents.js';
import { openPostgresDocuments } from '../../src/storage/postgres/postgres-documents.js';
import { openStore, type Store } from '../../src/store/store.js';
import { openTestDatabase } from '../setup/database.js';
import { freshMongoDatabase, onMongo, onRawMongo } from '../setup/mongo.js';

const here = workspaceScope('here');
const WORKERS = 50;

/** `open` gives a connection of its own to the same database every time. */
function quotaPlacesContract(name: string, open: () => Promise<Documents>): void {
  describe(`places of a quota on ${name}`, () => {
    let stores: Store[];
    let serial = 0;
    const places = (worker = 0) => new QuotaPlaces(stores[worker % stores.length]!, { now: () => 1_000 });
    /** A quota that no other test knows. */
    const fresh = (limit: number) => {
      const quota = { flowId: 'f', name: `q${(serial += 1)}`, limit };
      return (sessionId: string) => ({ ...quota, sessionId });
    };

    beforeAll(async () => {
      stores = [await openStore(await open()), await openStore(await open())];
    });

    test.each([1, 7, 40])(`${WORKERS} workers at once get exactly %i places`, async (limit) => {
      const request = fresh(limit);
      const got = await Promise.all(
        Array.from({ length: WORKERS }, (_, worker) => places(worker).take(here, request(`${limit}-${worker}`))),
      );
      expect(got.filter(Boolean)).toHaveLength(limit);
      expect(await places().count(here, 'f', request('x').name)).toBe(limit);
    });

    test('who asks again has one place, also at the same moment', async () => {
      const request = fresh(3)('again');
      expect(await Promise.all([0, 1, 0, 1].map((worker) => places(worker).take(here, request)))).not.toContain(false);
      expect(await places().take(here, request)).toBe(true);
      expect(await places().count(here, 'f', request.name)).toBe(1);
    });

    test('a place given back is free for the next; no other is touched', async () => {
      const request = fresh(2);
      expect(await places().take(here, request('one'))).toBe(true);
      expect(await places().take(here, request('two'))).toBe(true);
      expect(await places().take(here, request('three'))).toBe(false);
      await places().giveBack(here, 'one');
      await places().giveBack(here, 'nobody');
      expect(await places().take(here, request('three'))).toBe(true);
      expect(await places().take(here, request('four'))).toBe(false);
      expect(await places().take(here, request('two'))).toBe(true);
    });

    test('a smaller limit than what is taken lets nobody in, and takes from nobody', async () => {
      const request = fresh(5);
      for (const session of ['s1', 's2', 's3']) await places().take(here, request(session));
      const { name } = request('');
      expect(await places().take(here, { flowId: 'f', name, limit: 3, sessionId: 's4' })).toBe(false);
      expect(await places().count(here, 'f', name)).toBe(3);
    });

    test('nor do many who ask at once after it was made smaller', async () => {
      const request = fresh(100);
      const { name } = request('');
      for (let n = 0; n < 12; n += 1) await places().take(here, request(`before-${n}`));
      const got = await Promise.all(
        Array.from({ length: WORKERS }, (_, worker) =>
          places(worker).take(here, { flowId: 'f', name, limit: 20, sessionId: `after-${worker}` }),
        ),
      );
      expect(got.filter(Boolean)).toHaveLength(8);
      expect(await places().count(here, 'f', name)).toBe(20);
      expect(quotaKey('f', name)).toBe(`f/${name}`);
    });
  });
}

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

const memory = memoryDocuments();
quotaPlacesContract('memory', async () => memory);

let database: Awaited<ReturnType<typeof openTestDatabase>> | undefined;
quotaPlacesContract('postgres', async () => {
  if (!database) {
    database = await openTestDatabase();
    closing.push(database.close);
  }
  const { schema, connectionString } = database;
  const documents = openPostgresDocuments({ schema, connectionString });
  closing.unshift(() => documents.close());
  return documents;
});

onMongo('quota places', (server) => {
  const name = freshMongoDatabase();
  quotaPlacesContract('mongo', async () => {
    const documents = openMongoDocuments({ connectionString: server.url, database: name });
    closing.unshift(() => documents.close());
    closing.push(() => onRawMongo(server, name, (db) => db.dropDatabase()).then(() => undefined));
    return documents;
  });
});
