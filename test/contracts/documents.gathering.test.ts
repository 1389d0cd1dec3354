import { z } from 'zod';
import { workspaceScope, type CollectionDeclaration, type Documents } from '../../src/storage/documents.js';
import { InvalidDocument, StorageUnavailable, UniqueViolation } from '../../src/storage/errors.js';
import { Gatherer } from '../../src/storage/gathering/gatherer.js';
import { gatheringDocuments } from '../../src/storage/gathering/gathering-documents.js';
import { memoryDocuments } from '../../src/storage/memory/memory-documents.js';
import { openPostgresDocuments } from '../../src/storage/postgres/postgres-documents.js';
import { openTestDatabase, type TestDatabase } from '../setup/database.js';
import { documentsContract } from './documents.contract.js';

const databases = new Map<Documents, TestDatabase>();
const doors: Documents[] = [];

afterAll(async () => {
  for (const door of doors) await door.close();
  for (const database of databases.values()) await database.close();
});

documentsContract('gathering on memory', async (sameAs) =>
  sameAs ? gatheringDocuments(sameAs) : gatheringDocuments(memoryDocuments()),
);

documentsContract('gathering on postgres', async (sameAs) => {
  const known = sameAs && databases.get(sameAs);
  if (known) {
    const door = openPostgresDocuments({ schema: known.schema, connectionString: known.connectionString });
    doors.push(door);
    return gatheringDocuments(door);
  }
  const database = await openTestDatabase();
  const gathering = gatheringDocuments(database.documents);
  databases.set(gathering, database);
  return gathering;
});

describe('gathering on postgres', () => {
  const Seat = z.object({ row: z.number(), holder: z.string().optional() });
  const seats: CollectionDeclaration<z.infer<typeof Seat>> = {
    name: 'seats',
    schema: Seat,
    indexes: [{ name: 'holder', fields: [{ field: 'holder', type: 'string' }], unique: true }],
  };
  const here = workspaceScope('here');
  let database: TestDatabase;
  const collection = () => gatheringDocuments(database.documents).collection(seats);

  beforeEach(async () => {
    database = await openTestDatabase([seats]);
  });
  afterEach(() => database.close());

  test('a hundred compare-and-sets at once: each stands or falls for itself', async () => {
    const seatsNow = collection();
    const stored = await Promise.all(Array.from({ length: 100 }, (_, n) => seatsNow.insert(here, `s${n}`, { row: n })));
    const written = await Promise.all(
      stored.map((seat, n) => seatsNow.replace(here, { ...seat, rev: n % 3 === 0 ? 7 : seat.rev, holder: `h${n}` })),
    );
    expect(written.map((seat) => seat?.holder)).toEqual(stored.map((_, n) => (n % 3 === 0 ? undefined : `h${n}`)));
    expect(await seatsNow.get(here, 's4')).toEqual({ id: 's4', rev: 2, row: 4, holder: 'h4' });
    expect(await seatsNow.get(here, 's3')).toEqual({ id: 's3', rev: 1, row: 3 });
  });

  test('of two compare-and-sets of one document at once, one wins', async () => {
    const seatsNow = collection();
    const seat = await seatsNow.insert(here, 's', { row: 1 });
    const written = await Promise.all(['a', 'b', 'c'].map((holder) => seatsNow.replace(here, { ...seat, holder })));
    expect(written.filter((each) => each !== undefined)).toHaveLength(1);
  });

  test('one that breaks a rule is refused; those that shared its round trip are not', async () => {
    const seatsNow = collection();
    const stored = await Promise.all([1, 2, 3, 4].map((n) => seatsNow.insert(here, `s${n}`, { row: n })));
    await seatsNow.insert(here, 'first', { row: 9, holder: 'ada' });
    const wanted = ['bob', 'ada', 5 as unknown as string, 'eve'];
    const results = await Promise.allSettled(
      stored.map((seat, n) => seatsNow.replace(here, { ...seat, holder: wanted[n]! })),
    );
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value?.holder : result.reason))).toEqual([
      'bob',
      expect.any(UniqueViolation),
      expect.any(InvalidDocument),
      'eve',
    ]);
  });

  test('inserts at once: the same id goes in once, a taken unique value is refused by name', async () => {
    const seatsNow = collection();
    const results = await Promise.allSettled([
      seatsNow.insert(here, 'a', { row: 1, holder: 'ada' }),
      seatsNow.insert(here, 'a', { row: 2 }),
      seatsNow.insert(here, 'b', { row: 3, holder: 'ada' }),
      seatsNow.insert(here, 'c', { row: 4 }),
    ]);
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refusals).toHaveLength(2);
    expect(refusals.map((error: UniqueViolation) => error.index).toSorted()).toEqual(['holder', 'id']);
    expect(await seatsNow.count(here)).toBe(2);
  });
});

describe('gatherer', () => {
  function recording(batches: number[][], gate: Promise<void> = Promise.resolve()) {
    return new Gatherer<number, number>({
      all: async (items) => {
        batches.push(items);
        await gate;
        return items.map((item) => item * 10);
      },
      one: async (item) => {
        batches.push([item]);
        await gate;
        return item * 10;
      },
    });
  }

  test('what comes in one tick goes together, what comes while that is under way in the next', async () => {
    const batches: number[][] = [];
    let open: () => void = () => {};
    const gatherer = recording(batches, new Promise((resolve) => (open = resolve)));
    const first = [1, 2].map((item) => gatherer.do(item));
    await Promise.resolve();
    const second = gatherer.do(3);
    await Promise.resolve();
    const third = [4, 5, 6].map((item) => gatherer.do(item));
    await Promise.resolve();
    expect(batches).toEqual([[1, 2]]);
    open();
    expect(await Promise.all([...first, second, ...third])).toEqual([10, 20, 30, 40, 50, 60]);
    expect(batches).toEqual([
      [1, 2],
      [3, 4, 5, 6],
    ]);
  });

  test('a database that is away fails all of a round trip at once, without asking for each', async () => {
    let asked = 0;
    const away = new StorageUnavailable('away');
    const gatherer = new Gatherer<number, number>({
      all: () => {
        asked += 1;
        return Promise.reject(away);
      },
      one: () => {
        asked += 1;
        return Promise.reject(away);
      },
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => gatherer.do(item)));
    expect(results.every((result) => result.status === 'rejected' && result.reason === away)).toBe(true);
    expect(asked).toBe(1);
  });

  test('of one about which nobody can tell any more only that one fails', async () => {
    const unknown = new StorageUnavailable('nobody can tell');
    const gatherer = new Gatherer<number, number>({
      all: async (items) => items.map((item) => (item === 2 ? unknown : item * 10)),
      one: async (item) => item * 10,
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => gatherer.do(item)));
    expect(results).toMatchObject([{ value: 10 }, { reason: unknown }, { value: 30 }]);
  });

  test('a round trip that forgets somebody is an error for them, not an endless wait', async () => {
    const gatherer = new Gatherer<number, number>({ all: async () => [1], one: async () => 1 });
    const [first, second] = await Promise.allSettled([gatherer.do(1), gatherer.do(2)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('2') } });
  });
});
