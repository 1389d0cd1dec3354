import { mongo } from 'mongoose';
import { withClaim, type Claim } from '../claim.js';
import type { Collection, CollectionDeclaration } from '../documents.js';
import { declaredName, indexModel, isOurs, type IndexModel } from './indexes.js';
import { codeOf, DUPLICATE_KEY } from './map-error.js';

const NAMESPACE_NOT_FOUND = 26;
const INDEX_NOT_FOUND = 27;
const NAMESPACE_EXISTS = 48;
/** An index with the same keys has another name. */
const INDEX_OPTIONS_CONFLICT = 85;

interface Difference {
  declaration: CollectionDeclaration<object>;
  exists: boolean;
  missing: IndexModel[];
  /** Names of indexes of ours that are no longer declared. */
  surplus: string[];
}

/**
 * Makes collections and indexes that are missing, builds those anew whose declaration changed, and drops those no longer
 * declared. Of processes that start at the same time one does it and the others wait, looking again when it is their
 * turn; where nothing is to be done nobody waits. MongoDB builds indexes while others read and write.
 */
export async function prepareCollections(
  db: mongo.Db,
  declarations: readonly CollectionDeclaration<object>[],
  claimed: Collection<Claim>,
): Promise<void> {
  if ((await differences(db, declarations)).length === 0) return;
  await withClaim(claimed, 'prepare', async (signal) => {
    for (const difference of await differences(db, declarations)) {
      signal.throwIfAborted();
      await settle(db, difference);
    }
  });
}

async function differences(
  db: mongo.Db,
  declarations: readonly CollectionDeclaration<object>[],
): Promise<Difference[]> {
  const found = await Promise.all(declarations.map((declaration) => differenceOf(db, declaration)));
  return found.filter(({ exists, missing, surplus }) => !exists || missing.length > 0 || surplus.length > 0);
}

async function differenceOf(db: mongo.Db, declaration: CollectionDeclaration<object>): Promise<Difference> {
  const wanted = declaration.indexes.map(indexModel);
  const existing = await indexNames(db, declaration.name);
  const names = new Set(existing);
  return {
    declaration,
    exists: existing !== undefined,
    missing: wanted.filter(({ name }) => !names.has(name)),
    surplus: [...names].filter((name) => isOurs(name) && !wanted.some((index) => index.name === name)),
  };
}

/** Undefined where there is no such collection. */
async function indexNames(db: mongo.Db, collection: string): Promise<string[] | undefined> {
  try {
    const indexes = await db.collection(collection).listIndexes().toArray();
    // A server may answer for a missing collection with nothing at all; a collection always has the index of its ids.
    return indexes.length === 0 ? undefined : indexes.map(({ name }) => String(name));
  } catch (error) {
    if (codeOf(error) === NAMESPACE_NOT_FOUND) return undefined;
    throw error;
  }
}

/** New indexes first, so that nothing is ever without the one it needs. */
async function settle(db: mongo.Db, { declaration, exists, missing, surplus }: Difference): Promise<void> {
  if (!exists) await unlessCode(NAMESPACE_EXISTS, db.createCollection(declaration.name));
  const collection = db.collection(declaration.name);
  const drop = async () => {
    for (const name of surplus) await unlessCode(INDEX_NOT_FOUND, collection.dropIndex(name));
  };
  // A unique one that cannot be made leaves all as it was.
  for (const index of missing.toSorted((a, b) => Number(b.unique) - Number(a.unique))) {
    try {
      await create(collection, declaration.name, index);
    } catch (error) {
      // Renamed only: MongoDB does not keep two with the same keys.
      if (codeOf(error) !== INDEX_OPTIONS_CONFLICT) throw error;
      await drop();
      await create(collection, declaration.name, index);
    }
  }
  await drop();
}

async function create(collection: mongo.Collection, name: string, { keys, ...options }: IndexModel): Promise<void> {
  try {
    await collection.createIndex(keys, options);
  } catch (error) {
    if (codeOf(error) !== DUPLICATE_KEY) throw error;
    throw new Error(
      `${name}: the unique index ${declaredName(options.name)} cannot be made, since stored documents have equal values in it`,
      { cause: error },
    );
  }
}

async function unlessCode(code: number, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (codeOf(error) !== code) throw error;
  }
}
