import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { CollectionDeclaration, Documents } from '../../src/storage/documents.js';
import { openPostgresDocuments } from '../../src/storage/postgres/postgres-documents.js';

/** The PostgreSQL of this test run; test/setup/global-setup.cjs starts it. */
export function testServer(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error('TEST_DATABASE_URL is not set: run the tests through Jest with the project’s configuration');
  return url;
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServer() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function freshName(kind: string): string {
  return `${kind}_${randomUUID().replaceAll('-', '')}`;
}

export interface TestDatabase {
  documents: Documents;
  connectionString: string;
  schema: string;
  /** Closes it and deletes what it stored. */
  close(): Promise<void>;
}

/** Documents in a schema of their own, with the collections made. */
export async function openTestDatabase(
  declarations: readonly CollectionDeclaration<object>[] = [],
): Promise<TestDatabase> {
  const connectionString = testServer();
  const schema = freshName('s');
  const documents = openPostgresDocuments({ connectionString, schema });
  await documents.prepare(declarations);
  return {
    documents,
    connectionString,
    schema,
    async close() {
      await documents.close();
      await onServer(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
    },
  };
}

export interface FreshDatabase {
  connectionString: string;
  /** Deletes it, with whoever is still connected. */
  drop(): Promise<void>;
}

/** A database of its own, for suites whose parts bring their own schemas (BullMQ). */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = freshName('d');
  await onServer(`CREATE DATABASE "${name}"`);
  const url = new URL(testServer());
  url.pathname = `/${name}`;
  return {
    connectionString: url.href,
    drop: () => onServer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}
