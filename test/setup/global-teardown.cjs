const { rmSync } = require('node:fs');

module.exports = async function globalTeardown() {
  const database = globalThis.canvassTestDatabase;
  if (!database) return;
  await database.stop();
  rmSync(database.dataDir, { recursive: true, force: true });
};
