// One copy of the program as far as the embedded database is concerned: started, killed and stopped by
// embedded.test.ts. Arguments: folder of the compiled modules, data folder. Says one line of JSON; `stop` on its input
// stops it.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [compiled = '', dataDir = ''] = process.argv.slice(2);
const { startEmbeddedPostgres } = await import(pathToFileURL(join(compiled, 'start-embedded-postgres.js')).href);
const say = (value) => console.log(JSON.stringify(value));
try {
  const database = await startEmbeddedPostgres({ dataDir, log: () => {}, settings: { fsync: 'off' } });
  say({ ...database, uid: process.getuid?.() });
  createInterface({ input: process.stdin }).on('line', () => {
    void database.stop().then(() => process.exit(0));
  });
} catch (error) {
  say({ error: error.name, message: error.message, pid: error.pid });
  process.exit(1);
}
