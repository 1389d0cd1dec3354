// The embedded PostgreSQL, as the service starts it and with the same settings, for the floor alone: the connections of
// both together would be more than one allows.
import { startEmbeddedPostgres } from '../../dist/storage/embedded/start-embedded-postgres.js';
import { answerCalls } from '../calls.mjs';

let server;

async function stop() {
  await server?.stop();
  process.exit(0);
}

process.on('SIGTERM', () => void stop());
answerCalls(
  {
    async start(dataDir) {
      server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
      return server.connectionString;
    },
  },
  stop,
);
