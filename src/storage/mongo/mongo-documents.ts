import { claims } from '../claim.js';
import { checkDeclaration } from '../declaration-check.js';
import { collectionsByName } from '../collections-by-name.js';
import type { CollectionDeclaration, Documents } from '../documents.js';
import { schemaOf } from './collection-schema.js';
import { mapError } from './map-error.js';
import { MongoCollection, type RunOnCollection } from './mongo-collection.js';
import { DEFAULT_TIMEOUT_MS, MongoConnection, type MongoOptions } from './mongo-connection.js';
import { prepareCollections } from './prepare-collections.js';
import type { StoredDocument } from './stored-shape.js';

/** Documents on MongoDB through mongoose: one collection a declaration. Connects with the first use. */
export function openMongoDocuments(options: MongoOptions): Documents {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const mongo = new MongoConnection(options);

  return {
    collection: collectionsByName((declaration) => openCollection(mongo, declaration, timeoutMs)),

    async prepare(declarations) {
      declarations.forEach(checkDeclaration);
      // Its own connection: building an index of a large collection may take longer than an answer may.
      const patient = new MongoConnection({ ...options, timeoutMs: 0, maxConnections: 2 });
      try {
        const { db } = await patient.open();
        if (!db) throw new Error('mongoose gave a connection without a database');
        await prepareCollections(db, declarations, openCollection(patient, claims, 0));
      } catch (error) {
        throw mapError(error, 'prepare');
      } finally {
        await patient.close();
      }
    },

    async ping() {
      try {
        const { db } = await mongo.open();
        await db?.command({ ping: 1 });
      } catch (error) {
        throw mapError(error, 'ping');
      }
    },

    close: () => mongo.close(),
  };
}

function openCollection<D extends object>(
  mongo: MongoConnection,
  declaration: CollectionDeclaration<D>,
  timeoutMs: number,
): MongoCollection<D> {
  mongo.connection.model(declaration.name, schemaOf(declaration));
  const raw = mongo.connection.collection<StoredDocument>(declaration.name);
  const run: RunOnCollection = async (work) => {
    try {
      await mongo.open();
      return await work(raw);
    } catch (error) {
      throw mapError(error, declaration.name);
    }
  };
  return new MongoCollection(declaration, run, timeoutMs);
}
