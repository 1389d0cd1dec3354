import { z } from 'zod';
import {
  workspaceScope,
  type Collection,
  type CollectionDeclaration,
  type Documents,
  type Query,
} from '../../src/storage/documents.js';
import { InvalidCursor, InvalidDocument, UnindexedQuery, UniqueViolation } from '../../src/storage/errors.js';

const Person = z.object({
  name: z.string(),
  city: z.string().optional(),
  phone: z.string().nullable().optional(),
  age: z.number().optional(),
  active: z.boolean().optional(),
  visits: z.number().optional(),
  notes: z.record(z.string(), z.json()).optional(),
});
type Person = z.infer<typeof Person>;

const people: CollectionDeclaration<Person> = {
  name: 'people',
  schema: Person,
  indexes: [
    { name: 'phone', fields: [{ field: 'phone', type: 'string' }], unique: true },
    {
      name: 'city-age',
      fields: [
        { field: 'city', type: 'string' },
        { field: 'age', type: 'number' },
      ],
    },
    { name: 'active', fields: [{ field: 'active', type: 'boolean' }] },
    { name: 'age', fields: [{ field: 'age', type: 'number' }] },
  ],
};

const here = workspaceScope('here');
const elsewhere = workspaceScope('elsewhere');

async function ids(collection: Collection<Person>, query?: Query): Promise<string[]> {
  return (await collection.find(here, query)).items.map(({ id }) => id);
}

async function refused(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'was not refused',
    (error: unknown) => error,
  );
}

/**
 * What every driver of Documents promises. `open` gives an empty database each time; called with an earlier one it
 * gives a second door to the same data, as another process would have.
 */
export function documentsContract(name: string, open: (sameAs?: Documents) => Promise<Documents>): void {
  describe(`documents contract: ${name}`, () => {
    let documents: Documents;
    let collection: Collection<Person>;

    beforeEach(async () => {
      documents = await open();
      await documents.prepare([people]);
      collection = documents.collection(people);
    });
    afterEach(() => documents.close());

    describe('one document', () => {
      test('comes back as it was inserted, with id and rev 1', async () => {
        const inserted = await collection.insert(here, 'ada', { name: 'Ada', age: 36 });
        expect(inserted).toEqual({ id: 'ada', rev: 1, name: 'Ada', age: 36 });
        expect(await collection.get(here, 'ada')).toEqual(inserted);
      });

      test('is undefined where there is none, and in another workspace', async () => {
        await collection.insert(here, 'ada', { name: 'Ada' });
        expect(await collection.get(here, 'bob')).toBeUndefined();
        expect(await collection.get(elsewhere, 'ada')).toBeUndefined();
      });

      test('the same id may be used in two workspaces', async () => {
        await collection.insert(here, 'ada', { name: 'Ada', phone: '+1' });
        await collection.insert(elsewhere, 'ada', { name: 'Another', phone: '+1' });
        expect((await collection.get(elsewhere, 'ada'))?.name).toBe('Another');
      });

      test('keeps the order of keys', async () => {
        const notes = { zebra: 1, a: { longer: 1, b: 2 }, mm: [{ y: 1, x: 2 }] };
        await collection.insert(here, 'ada', { name: 'Ada', notes });
        await collection.setFields(here, ['ada'], { city: 'Oslo' });
        await collection.increment(here, 'ada', 'visits', 1);
        const read = await collection.get(here, 'ada');
        expect(JSON.stringify(read?.notes)).toBe(JSON.stringify(notes));
      });

      test('keeps any text, without what no database stores', async () => {
        const texts = [
          'كيف كانت زيارتك؟',
          'नमस्ते',
          '👩‍👩‍👧‍👦🇸🇪',
          '\\u0000 "quoted" \\',
          '\u2028\u0007',
          '{"a":1}',
          "'; DROP TABLE people; --",
        ];
        const notes = Object.fromEntries(texts.map((text) => [text, text]));
        await collection.insert(here, 'id with spaces/ü👋', { name: texts.join(), notes });
        expect(await collection.get(here, 'id with spaces/ü👋')).toMatchObject({ name: texts.join(), notes });

        await collection.insert(here, 'nul\0id', { name: 'a\0b\ud83dc', notes: { 'k\0': ['\ude00'] }, phone: '+1\0' });
        expect(await collection.get(here, 'nul\0id')).toMatchObject({
          id: 'nulid',
          name: 'ab\ufffdc',
          notes: { k: ['\ufffd'] },
        });
        expect(await ids(collection, { where: { phone: '+1\0' } })).toEqual(['nulid']);
      });

      test('numbers keep every digit', async () => {
        const notes = { large: Number.MAX_SAFE_INTEGER, small: 5e-324, huge: 1.7976931348623157e308, third: 1 / 3 };
        await collection.insert(here, 'ada', { name: 'Ada', age: 0.1 + 0.2, notes });
        expect(await collection.get(here, 'ada')).toMatchObject({ age: 0.1 + 0.2, notes });
      });

      test('a large one is kept whole', async () => {
        const text = 'سؤال'.repeat(200_000);
        await collection.insert(here, 'ada', { name: text });
        expect((await collection.get(here, 'ada'))?.name).toBe(text);
      });

      test('delete says whether there was one', async () => {
        await collection.insert(here, 'ada', { name: 'Ada', phone: '+1' });
        expect(await collection.delete(elsewhere, 'ada')).toBe(false);
        expect(await collection.delete(here, 'ada')).toBe(true);
        expect(await collection.delete(here, 'ada')).toBe(false);
        await collection.insert(here, 'bob', { name: 'Bob', phone: '+1' });
      });

      test('what is returned is nobody else’s', async () => {
        const notes = { a: 1 };
        const inserted = await collection.insert(here, 'ada', { name: 'Ada', notes });
        notes.a = 2;
        if (inserted.notes) inserted.notes.a = 3;
        expect((await collection.get(here, 'ada'))?.notes).toEqual({ a: 1 });
      });
    });

    describe('getMany', () => {
      test('leaves out what is not there, and needs no ids', async () => {
        await collection.insert(here, 'ada', { name: 'Ada' });
        await collection.insert(here, 'bob', { name: 'Bob' });
        const found = await collection.getMany(here, ['bob', 'nobody', 'ada', 'bob']);
        expect(found.map(({ id }) => id).sort()).toEqual(['ada', 'bob']);
        expect(await collection.getMany(here, [])).toEqual([]);
      });
    });

    describe('unique indexes', () => {
      test('name the index, `id` for the id', async () => {
        await collection.insert(here, 'ada', { name: 'Ada', phone: '+1' });
        const byId = await refused(collection.insert(here, 'ada', { name: 'Ada' }));
        expect(byId).toBeInstanceOf(UniqueViolation);
        expect(byId).toMatchObject({ collection: 'people', index: 'id' });
        const byPhone = await refused(collection.insert(here, 'bob', { name: 'Bob', phone: '+1' }));
        expect(byPhone).toMatchObject({ name: 'UniqueViolation', index: 'phone' });
        expect(await collection.get(here, 'bob')).toBeUndefined();
      });

      test('hold for replace and setFields too', async () => {
        await collection.insert(here, 'ada', { name: 'Ada', phone: '+1' });
        const bob = await collection.insert(here, 'bob', { name: 'Bob', phone: '+2' });
        expect(await refused(collection.replace(here, { ...bob, phone: '+1' }))).toBeInstanceOf(UniqueViolation);
        expect(await refused(collection.setFields(here, ['bob'], { phone: '+1' }))).toBeInstanceOf(UniqueViolation);
        expect(await collection.get(here, 'bob')).toEqual(bob);
      });

      test('allow many documents without a value', async () => {
        await collection.insert(here, 'ada', { name: 'Ada' });
        await collection.insert(here, 'bob', { name: 'Bob' });
        await collection.insert(here, 'cleo', { name: 'Cleo', phone: null });
        await collection.insert(here, 'dan', { name: 'Dan', phone: null });
        expect(await collection.count(here)).toBe(4);
      });

      test('of 20 that race for a value one wins', async () => {
        const tries = Array.from({ length: 20 }, (_, i) =>
          refused(collection.insert(here, `p${i}`, { name: 'P', phone: '+1' })),
        );
        const outcomes = await Promise.all(tries);
        expect(outcomes.filter((outcome) => outcome === 'was not refused')).toHaveLength(1);
        expect(outcomes.filter((outcome) => outcome instanceof UniqueViolation)).toHaveLength(19);
        expect(await collection.count(here)).toBe(1);
      });
    });

    describe('insertMissing', () => {
      test('skips taken ids and values and returns the others', async () => {
        await collection.insert(here, 'ada', { name: 'Ada', phone: '+1' });
        const inserted = await collection.insertMissing(here, [
          { id: 'ada', doc: { name: 'Not Ada' } },
          { id: 'bob', doc: { name: 'Bob' } },
          { id: 'bob', doc: { name: 'Bob again' } },
          { id: 'cleo', doc: { name: 'Cleo', phone: '+1' } },
        ]);
        expect(inserted).toEqual(new Set(['bob']));
        expect((await collection.get(here, 'ada'))?.name).toBe('Ada');
        expect((await collection.get(here, 'bob'))?.name).toBe('Bob');
      });

      test('takes 2,500 at once, and none', async () => {
        const docs = Array.from({ length: 2500 }, (_, i) => ({
          id: `p${i}`,
          doc: { name: `"P\\${i}"`, phone: `+${i}` },
        }));
        expect((await collection.insertMissing(here, docs)).size).toBe(2500);
        expect((await collection.insertMissing(here, docs)).size).toBe(0);
        expect(await collection.get(here, 'p2499')).toMatchObject({ name: '"P\\2499"', rev: 1 });
        expect((await collection.insertMissing(here, [])).size).toBe(0);
      });

      test('of several at once with the same documents in any order each is inserted by one', async () => {
        const docs = Array.from({ length: 300 }, (_, i) => ({ id: `p${i}`, doc: { name: 'P', phone: `+${i}` } }));
        const turned = (by: number) => [...docs.slice(by), ...docs.slice(0, by)];
        const results = await Promise.all(
          [0, 50, 100, 150, 200].map((by) => collection.insertMissing(here, turned(by))),
        );
        expect(results.reduce((sum, result) => sum + result.size, 0)).toBe(300);
      });

      test('inserts nothing when one does not fit', async () => {
        const odd = { id: 'odd', doc: { name: 7 } as unknown as Person };
        expect(
          await refused(collection.insertMissing(here, [{ id: 'ada', doc: { name: 'Ada' } }, odd])),
        ).toBeInstanceOf(InvalidDocument);
        expect(await collection.count(here)).toBe(0);
      });
    });

    describe('replace', () => {
      test('writes once for a rev', async () => {
        const ada = await collection.insert(here, 'ada', { name: 'Ada', city: 'Rome' });
        const second = await collection.replace(here, { id: 'ada', rev: ada.rev, name: 'Ada L.' });
        expect(second).toEqual({ id: 'ada', rev: 2, name: 'Ada L.' });
        expect(await collection.replace(here, { ...ada, name: 'Late' })).toBeUndefined();
        expect(await collection.get(here, 'ada')).toEqual(second);
      });

      test('of what is gone, or of another workspace, does nothing', async () => {
        const ada = await collection.insert(here, 'ada', { name: 'Ada' });
        expect(await collection.replace(elsewhere, ada)).toBeUndefined();
        await collection.delete(here, 'ada');
        expect(await collection.replace(here, ada)).toBeUndefined();
      });

      test('50 at once with the same rev: one wins', async () => {
        const ada = await collection.insert(here, 'ada', { name: 'Ada' });
        const writes = Array.from({ length: 50 }, (_, i) => collection.replace(here, { ...ada, age: i }));
        const winners = (await Promise.all(writes)).filter((outcome) => outcome !== undefined);
        expect(winners).toHaveLength(1);
        expect(await collection.get(here, 'ada')).toEqual(winners[0]);
      });
    });

    describe('update', () => {
      test('50 at once, through two doors: none is lost', async () => {
        const other = (await open(documents)).collection(people);
        await collection.insert(here, 'ada', { name: 'Ada', visits: 0 });
        const doors = [collection, other];
        const updates = Array.from({ length: 50 }, (_, i) =>
          doors[i % 2]?.update(here, 'ada', (doc) => ({ ...doc, visits: (doc.visits ?? 0) + 1 })),
        );
        await Promise.all(updates);
        expect(await collection.get(here, 'ada')).toMatchObject({ visits: 50, rev: 51 });
      });

      test('leaves it when told so, and gives undefined for nothing', async () => {
        const ada = await collection.insert(here, 'ada', { name: 'Ada' });
        expect(await collection.update(here, 'ada', () => undefined)).toEqual(ada);
        expect(await collection.update(here, 'bob', (doc) => doc)).toBeUndefined();
      });

      test('an error in the change reaches only its caller', async () => {
        await collection.insert(here, 'ada', { name: 'Ada' });
        const failing = refused(
          collection.update(here, 'ada', () => {
            throw new Error('no');
          }),
        );
        const next = collection.update(here, 'ada', (doc) => ({ ...doc, age: 1 }));
        expect(await failing).toMatchObject({ message: 'no' });
        expect(await next).toMatchObject({ age: 1, rev: 2 });
      });
    });

    describe('setFields and increment', () => {
      test('setFields changes many at once and bumps rev', async () => {
        await collection.insert(here, 'ada', { name: 'Ada', age: 1 });
        await collection.insert(here, 'bob', { name: 'Bob' });
        await collection.insert(elsewhere, 'bob', { name: 'Bob' });
        expect(await collection.setFields(here, ['ada', 'bob', 'nobody'], { active: true, city: 'Oslo' })).toBe(2);
        expect(await collection.get(here, 'ada')).toEqual({
          id: 'ada',
          rev: 2,
          name: 'Ada',
          age: 1,
          active: true,
          city: 'Oslo',
        });
        expect((await collection.get(elsewhere, 'bob'))?.active).toBeUndefined();
        expect(await collection.setFields(here, [], { active: true })).toBe(0);
      });

      test('increment counts from nothing, in parallel, and is undefined for nothing', async () => {
        await collection.insert(here, 'ada', { name: 'Ada' });
        await Promise.all(Array.from({ length: 30 }, () => collection.increment(here, 'ada', 'visits', 2)));
        expect(await collection.increment(here, 'ada', 'visits', -0.5)).toBe(59.5);
        expect(await collection.get(here, 'ada')).toMatchObject({ visits: 59.5, rev: 32 });
        expect(await collection.increment(here, 'bob', 'visits', 1)).toBeUndefined();
      });
    });

    describe('find', () => {
      beforeEach(async () => {
        await collection.insertMissing(here, [
          { id: 'a', doc: { name: 'A', city: 'Oslo', age: 30, active: true } },
          { id: 'b', doc: { name: 'B', city: 'Oslo', age: 20, active: false } },
          { id: 'c', doc: { name: 'C', city: 'Rome', age: 20 } },
          { id: 'd', doc: { name: 'D', city: 'Rome', age: 100 } },
          { id: 'e', doc: { name: 'E' } },
        ]);
        await collection.insert(elsewhere, 'f', { name: 'F', city: 'Oslo', age: 30 });
      });

      test.each<[string, Query | undefined, string[]]>([
        ['everything, by id', undefined, ['a', 'b', 'c', 'd', 'e']],
        ['equal', { where: { city: 'Oslo' } }, ['a', 'b']],
        ['by id', { where: { id: { gt: 'b', lte: 'd' } } }, ['c', 'd']],
        ['two fields', { where: { city: 'Rome', age: 20 } }, ['c']],
        ['boolean', { where: { active: false } }, ['b']],
        ['in', { where: { age: { in: [20, 100, 7] } } }, ['b', 'c', 'd']],
        ['in nothing', { where: { city: { in: [] } } }, []],
        ['range of numbers, as numbers', { where: { age: { gte: 30, lt: 101 } } }, ['a', 'd']],
        ['range of texts', { where: { city: { gt: 'Oslo' } } }, ['c', 'd']],
        ['an empty range is no condition', { where: { city: {} } }, ['a', 'b', 'c', 'd', 'e']],
        [
          'sorted, ties by id, without what has no value',
          { sort: { field: 'age', direction: 'asc' } },
          ['b', 'c', 'a', 'd'],
        ],
        ['sorted downwards, ties too', { sort: { field: 'age', direction: 'desc' } }, ['d', 'a', 'c', 'b']],
        ['by id downwards', { sort: { field: 'id', direction: 'desc' }, limit: 2 }, ['e', 'd']],
        ['by a boolean', { sort: { field: 'active', direction: 'asc' } }, ['b', 'a']],
      ])('%s', async (_title, query, expected) => {
        expect(await ids(collection, query)).toEqual(expected);
      });

      test('texts are ordered by code point, not by locale or UTF-16', async () => {
        const cities = ['a', 'B', 'é', '\uffee', '😀', 'Z', 'ا'];
        const docs = cities.map((city, i) => ({ id: `x${i}`, doc: { name: 'X', city, active: true } }));
        await collection.insertMissing(workspaceScope('order'), docs);
        const { items } = await collection.find(workspaceScope('order'), { sort: { field: 'city', direction: 'asc' } });
        expect(items.map(({ city }) => city)).toEqual(['B', 'Z', 'a', 'é', 'ا', '\uffee', '😀']);
      });

      test('refuses fields without an index, also in count and deleteWhere', async () => {
        expect(await refused(collection.find(here, { where: { name: 'A' } }))).toBeInstanceOf(UnindexedQuery);
        expect(await refused(collection.find(here, { sort: { field: 'name', direction: 'asc' } }))).toBeInstanceOf(
          UnindexedQuery,
        );
        expect(await refused(collection.count(here, { name: 'A' }))).toBeInstanceOf(UnindexedQuery);
        expect(await refused(collection.deleteWhere(here, { name: 'A' }))).toBeInstanceOf(UnindexedQuery);
      });

      test('refuses a value of another type, and a limit out of range', async () => {
        expect(await refused(collection.find(here, { where: { age: '20' } }))).toBeInstanceOf(TypeError);
        expect(await refused(collection.find(here, { limit: 0 }))).toBeInstanceOf(RangeError);
        expect(await refused(collection.find(here, { limit: 1001 }))).toBeInstanceOf(RangeError);
      });

      test('pages neither overlap nor leave out, while others insert', async () => {
        const query: Query = { sort: { field: 'age', direction: 'desc' }, limit: 2 };
        const first = await collection.find(here, query);
        expect(first.items.map(({ id }) => id)).toEqual(['d', 'a']);
        await collection.insert(here, 'ahead', { name: 'H', age: 99 });
        await collection.insert(here, 'behind', { name: 'H', age: 1 });
        const second = await collection.find(here, { ...query, cursor: first.next ?? '' });
        expect(second.items.map(({ id }) => id)).toEqual(['c', 'b']);
        const third = await collection.find(here, { ...query, cursor: second.next ?? '' });
        expect(third.items.map(({ id }) => id)).toEqual(['behind']);
        expect(third.next).toBeUndefined();
      });

      test('pages by id and with a filter', async () => {
        const query: Query = { where: { age: { gte: 20 } }, limit: 3 };
        const first = await collection.find(here, query);
        const second = await collection.find(here, { ...query, cursor: first.next ?? '' });
        expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
        expect(second.next).toBeUndefined();
      });

      test('a page that is exactly full has no next', async () => {
        expect((await collection.find(here, { limit: 5 })).next).toBeUndefined();
      });

      test('refuses cursors that are not its own', async () => {
        const { next = '' } = await collection.find(here, { limit: 1 });
        const wrong = ['', 'garbage', '%%%', next.slice(0, -3), Buffer.from('["x",1,2]').toString('base64url')];
        for (const cursor of wrong)
          expect(await refused(collection.find(here, { cursor }))).toBeInstanceOf(InvalidCursor);
        const otherSort = collection.find(here, { cursor: next, sort: { field: 'age', direction: 'asc' } });
        expect(await refused(otherSort)).toBeInstanceOf(InvalidCursor);
        const otherFilter = collection.find(here, { cursor: next, where: { city: 'Oslo' } });
        expect(await refused(otherFilter)).toBeInstanceOf(InvalidCursor);
      });

      test('count', async () => {
        expect(await collection.count(here)).toBe(5);
        expect(await collection.count(here, { city: 'Oslo', age: { gt: 20 } })).toBe(1);
      });

      test('deleteWhere deletes what matches, at most the limit', async () => {
        expect(await collection.deleteWhere(here, { age: { gte: 20 } }, 3)).toBe(3);
        expect(await collection.deleteWhere(here, { age: { gte: 20 } })).toBe(1);
        expect(await ids(collection)).toEqual(['e']);
        expect(await collection.count(elsewhere)).toBe(1);
      });
    });

    test('stream gives all of 1,200 once, in order', async () => {
      const docs = Array.from({ length: 1200 }, (_, i) => ({ id: `p${i}`, doc: { name: 'P', age: i % 7 } }));
      await collection.insertMissing(here, docs);
      const seen: { id: string; age: number }[] = [];
      for await (const { id, age = -1 } of collection.stream(here, { sort: { field: 'age', direction: 'asc' } })) {
        seen.push({ id, age });
      }
      expect(new Set(seen.map(({ id }) => id)).size).toBe(1200);
      expect(seen.map(({ age }) => age)).toEqual(seen.map(({ age }) => age).sort((a, b) => a - b));
    });

    describe('documents that do not fit', () => {
      test('are not stored', async () => {
        const error = await refused(collection.insert(here, 'ada', { name: 7 } as unknown as Person));
        expect(error).toBeInstanceOf(InvalidDocument);
        expect(error).toMatchObject({ collection: 'people', documentId: 'ada' });
        expect(await collection.get(here, 'ada')).toBeUndefined();
      });

      test('are an error that names them when read', async () => {
        await collection.insert(here, 'ada', { name: 'Ada' });
        // setFields does not look at the whole document.
        await collection.setFields(here, ['ada'], { name: ['Ada'] as unknown as string });
        const reads = [
          () => collection.get(here, 'ada'),
          () => collection.find(here),
          () => collection.getMany(here, ['ada']),
        ];
        for (const read of reads) {
          const error = await refused(read());
          expect(error).toBeInstanceOf(InvalidDocument);
          expect(error).toMatchObject({ documentId: 'ada', message: expect.stringContaining('name') });
        }
      });
    });

    test('prepare may run many times at once, and keeps what is there', async () => {
      await collection.insert(here, 'ada', { name: 'Ada' });
      await Promise.all(Array.from({ length: 5 }, () => documents.prepare([people])));
      expect(await collection.count(here)).toBe(1);
    });

    test('a declaration with a bad or double name is refused', () => {
      const index = { name: 'age', fields: people.indexes[0]?.fields ?? [] };
      expect(() => documents.collection({ ...people, name: 'People!' })).toThrow(/its name/);
      expect(() => documents.collection({ ...people, name: 'x', indexes: [index, index] })).toThrow(/is taken/);
    });

    test('ping', async () => {
      await expect(documents.ping()).resolves.toBeUndefined();
    });
  });
}
