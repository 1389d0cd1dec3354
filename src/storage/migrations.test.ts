import { openTestDatabase } from '../../test/setup/database.js';
import { freshMongoDatabase, onMongo, onRawMongo } from '../../test/setup/mongo.js';
import { migrationsOn } from '../../test/storage/migrations.cases.js';
import { memoryDocuments } from './memory/memory-documents.js';
import { openMongoDocuments } from './mongo/mongo-documents.js';
import { openPostgresDocuments } from './postgres/postgres-documents.js';

migrationsOn('memory', async () => {
  // One memory is one process: two doors to it are the same, and there is no other declaration to look through.
  const documents = memoryDocuments();
  return { first: documents, second: documents, judge: documents, close: () => documents.close() };
});

migrationsOn('postgres', async () => {
  const database = await openTestDatabase();
  const { connectionString, schema } = database;
  const [second, judge] = [0, 1].map(() => openPostgresDocuments({ connectionString, schema }));
  if (!second || !judge) throw new Error('no doors');
  return {
    first: database.documents,
    second,
    judge,
    async close() {
      await second.close();
      await judge.close();
      await database.close();
    },
  };
});

onMongo('migrations', (server) => {
  migrationsOn('mongo', async () => {
    const database = freshMongoDatabase();
    const [first, second, judge] = [0, 1, 2].map(() => openMongoDocuments({ connectionString: server.url, database }));
    if (!first || !second || !judge) throw new Error('no doors');
    return {
      first,
      second,
      judge,
      async close() {
        await Promise.all([first, second, judge].map((door) => door.close()));
        await onRawMongo(server, database, (db) => db.dropDatabase());
      },
    };
  });
});
