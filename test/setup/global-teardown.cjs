const { rmSync } = require('node:fs');

module.exports = async function globalTeardown() {
  await globalThis.canvassTestMongo?.stop();
  const database = globalThis.canvassTestDatabase;
  if (!database) return;
  await database.stop();
  rmSync(database.dataDir, { recursive: true, force: true });
};
