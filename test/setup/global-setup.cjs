// One PostgreSQL for the whole run: that of TEST_DATABASE_URL, else the embedded one in a temporary folder. And one
// MongoDB: scripts/mongo-server.mjs says which; without any its tests say so and are skipped.
const { readdirSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const compileEmbedded = require('./compile-embedded.cjs');

const PREFIX = 'canvass-test-';

module.exports = async function globalSetup() {
  const starts = await Promise.allSettled([startPostgres(), startMongo()]);
  for (const { status, reason } of starts) if (status === 'rejected') throw reason;
};

async function startMongo() {
  if (process.env.TEST_MONGODB_URL) return;
  const scripts = pathToFileURL(join(__dirname, '..', '..', 'scripts', 'mongo-server.mjs')).href;
  const { findMongoServer, startMongoServer } = await import(scripts);
  if (!(await findMongoServer())) return;
  const server = await startMongoServer({ inMemory: true });
  process.env.TEST_MONGODB_URL = server.url;
  process.env.TEST_MONGODB_NAME = server.name;
  globalThis.canvassTestMongo = server;
}

async function startPostgres() {
  if (process.env.TEST_DATABASE_URL) return;
  const compiled = join(compileEmbedded(), 'start-embedded-postgres.js');
  const { startEmbeddedPostgres } = await import(pathToFileURL(compiled).href);
  // Speed over safety, which is all right for data that nobody keeps.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  const start = (dataDir) => startEmbeddedPostgres({ dataDir, log: () => {}, settings });

  for (const folder of leftovers()) {
    // A run that was killed leaves its server behind.
    const left = await start(folder).catch(() => undefined);
    await left?.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  const dataDir = join(tmpdir(), PREFIX + process.pid);
  const database = await start(dataDir);
  process.env.TEST_DATABASE_URL = database.connectionString;
  globalThis.canvassTestDatabase = { ...database, dataDir };
}

/** Folders of runs whose process is gone. */
function leftovers() {
  const isGone = (pid) => {
    try {
      process.kill(pid, 0);
      return false;
    } catch (error) {
      return error.code === 'ESRCH';
    }
  };
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(PREFIX) && isGone(Number(name.slice(PREFIX.length))))
    .map((name) => join(tmpdir(), name));
}
