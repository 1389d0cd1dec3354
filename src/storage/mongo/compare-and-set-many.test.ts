import { mongo } from 'mongoose';
import { StorageUnavailable } from '../errors.js';
import { compareAndSetMany } from './compare-and-set-many.js';
import type { RawCollection, StoredDocument } from './stored-shape.js';

type Found = Pick<StoredDocument, '_id' | 'rev' | 'b'>;

/** A collection that says how many matched, and what it holds afterwards. */
function collectionWith(matchedCount: number, after: (mark: mongo.ObjectId) => Found[]) {
  let mark = new mongo.ObjectId();
  let looked = 0;
  const collection = {
    bulkWrite: async (operations: { replaceOne: { replacement: StoredDocument } }[]) => {
      mark = operations[0]?.replaceOne.replacement.b ?? mark;
      return { matchedCount };
    },
    find: () => {
      looked += 1;
      return { toArray: async () => after(mark) };
    },
  };
  return { collection: collection as unknown as RawCollection, looked: () => looked };
}

function write(id: string, rev: number) {
  return { rev, stored: { _id: id, w: 'here', rev: rev + 1, d: {} } };
}

const writes = [write('a', 1), write('b', 1), write('c', 4)];

test.each([
  ['all', 3, true],
  ['none', 0, false],
])('where %s of them matched nobody has to look', async (_title, matched, expected) => {
  const { collection, looked } = collectionWith(matched, () => []);
  expect(await compareAndSetMany(collection, writes)).toEqual([expected, expected, expected]);
  expect(looked()).toBe(0);
});

test.each<[string, (mark: mongo.ObjectId) => Found | undefined, boolean]>([
  ['as we left it', (b) => ({ _id: 'b', rev: 2, b }), true],
  ['with fields set since, which leaves the mark', (b) => ({ _id: 'b', rev: 9, b }), true],
  ['as another left it who was quicker', () => ({ _id: 'b', rev: 2, b: new mongo.ObjectId() }), false],
  ['as another left it who writes without a mark', () => ({ _id: 'b', rev: 2 }), false],
  ['deleted', () => undefined, false],
  ['deleted and made anew', () => ({ _id: 'b', rev: 1 }), false],
])('where some matched, one found %s', async (_title, found, expected) => {
  const { collection } = collectionWith(expected ? 2 : 1, (b) => {
    const one = found(b);
    return [{ _id: 'a', rev: 2, b }, ...(one ? [one] : []), { _id: 'c', rev: 5, b: new mongo.ObjectId() }];
  });
  expect(await compareAndSetMany(collection, writes)).toEqual([true, expected, false]);
});

test('one that others have written twice since may have been ours: that one is told so, the others what became of them', async () => {
  const { collection } = collectionWith(2, (b) => [
    { _id: 'a', rev: 2, b },
    { _id: 'b', rev: 3, b: new mongo.ObjectId() },
    { _id: 'c', rev: 5, b },
  ]);
  expect(await compareAndSetMany(collection, writes)).toEqual([true, expect.any(StorageUnavailable), true]);
});

test('a server that did only a part of them leaves it open which', async () => {
  const error = new mongo.MongoBulkWriteError({ message: 'out of disk', code: 14031, writeErrors: [] }, {
    getWriteConcernError: () => undefined,
  } as unknown as mongo.BulkWriteResult);
  const collection = { bulkWrite: () => Promise.reject(error) } as unknown as RawCollection;
  await expect(compareAndSetMany(collection, writes)).rejects.toBeInstanceOf(StorageUnavailable);
});
