import { mongo } from 'mongoose';
import { StorageUnavailable } from '../errors.js';
import { writeErrorsOf } from './bulk-write-errors.js';
import type { RawCollection, StoredDocument } from './stored-shape.js';

/** One document and the revision that it must still have. */
interface CompareAndSet {
  rev: number;
  /** With the revision after that one. */
  stored: StoredDocument;
}

/** What became of each: written or not, or it cannot be told any more. */
export type Outcome = boolean | StorageUnavailable;

/**
 * Compare-and-sets of different documents in one command; returns what became of each, in their order. Each stands
 * or falls for itself. For collections without unique indexes: what such an index refuses would have no way to be told.
 *
 * MongoDB answers how many of them matched and not which. As a rule it is all; else whoever was written is known by the
 * mark of this command that it carries.
 *
 * @throws StorageUnavailable where the command failed as a whole
 */
export async function compareAndSetMany(
  collection: RawCollection,
  writes: readonly CompareAndSet[],
): Promise<Outcome[]> {
  const b = new mongo.ObjectId();
  const matchedCount = await replaceAll(collection, writes, b);
  if (matchedCount === writes.length) return writes.map(() => true);
  if (matchedCount === 0) return writes.map(() => false);
  const $in = writes.map(({ stored }) => stored._id);
  const found = await collection.find({ _id: { $in } }, { projection: { rev: 1, b: 1 } }).toArray();
  const now = new Map(found.map((one) => [one._id, one]));
  return writes.map((write) => outcomeOf(write, b, now));
}

/** @returns how many matched */
async function replaceAll(
  collection: RawCollection,
  writes: readonly CompareAndSet[],
  b: mongo.ObjectId,
): Promise<number> {
  const operations = writes.map(({ rev, stored }) => ({
    replaceOne: { filter: { _id: stored._id, rev: { $eq: rev } }, replacement: { ...stored, b } },
  }));
  try {
    const { matchedCount } = await collection.bulkWrite(operations, { ordered: false, ignoreUndefined: true });
    return matchedCount;
  } catch (error) {
    const refused = writeErrorsOf(error);
    if (refused === undefined) throw error;
    // The others are written. What is too large or not BSON is refused before any is, so that this is the server's state.
    const codes = [...new Set(refused.map(({ code }) => code))].join(', ');
    throw new StorageUnavailable(`MongoDB did not do a part of ${writes.length} writes (${codes})`, { cause: error });
  }
}

function outcomeOf(
  write: CompareAndSet,
  mark: mongo.ObjectId,
  now: ReadonlyMap<string, Pick<StoredDocument, 'rev' | 'b'>>,
): Outcome {
  const found = now.get(write.stored._id);
  // Who wrote before somebody deleted it is no better off than who came after.
  if (!found) return false;
  if (found.b?.equals(mark)) return true;
  // Revisions grow by one: at or below ours, nobody has written after us, and so not we but another wrote it.
  if (found.rev <= write.stored.rev) return false;
  return new StorageUnavailable(
    `${write.stored._id} has been written since: nobody can tell whether by us before that`,
    {
      writtenSince: true,
    },
  );
}
