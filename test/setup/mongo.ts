import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';

export interface TestMongo {
  url: string;
  /** Which server it is, for the titles of tests. */
  name: string;
}

/** The MongoDB of this test run; test/setup/global-setup.cjs starts it where one can be had. */
function testMongo(): TestMongo | undefined {
  const { TEST_MONGODB_URL: url, TEST_MONGODB_NAME: name = 'a given MongoDB' } = process.env;
  return url ? { url, name } : undefined;
}

/** Tests that need a MongoDB: skipped loudly without one, failed with REQUIRE_ALL=1. Titles name the server. */
export function onMongo(title: string, tests: (server: TestMongo) => void): void {
  const server = testMongo();
  if (server) {
    describe(`${title} [${server.name}]`, () => tests(server));
    return;
  }
  const sentence = `${title}: no MongoDB is here and none can be had (MONGODB_URI, mongod, or a JDK with Maven)`;
  if (process.env.REQUIRE_ALL === '1') {
    test(title, () => {
      throw new Error(`${sentence}; REQUIRE_ALL=1 makes that a failure`);
    });
    return;
  }
  // Outside of any test, so that it shows in every kind of report.
  process.stderr.write(`\nSKIPPED ${sentence}.\n`);
  test.skip(sentence, () => undefined);
}

export function freshMongoDatabase(): string {
  return `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
}

/** Runs work on a database with the driver alone. */
export async function onRawMongo<T>(
  { url }: TestMongo,
  database: string,
  work: (db: mongoose.mongo.Db) => Promise<T>,
): Promise<T> {
  const client = new mongoose.mongo.MongoClient(url);
  try {
    return await work(client.db(database));
  } finally {
    await client.close();
  }
}
