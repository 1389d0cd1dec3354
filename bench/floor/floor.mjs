import { rm } from 'node:fs/promises';
import { temporaryFolder } from '../../scripts/installation/temporary-folder.mjs';
import { inProject } from '../../scripts/project.mjs';
import { Refusal } from '../../scripts/say.mjs';
import { CalledProgram } from '../calls.mjs';
import { startPlatform } from '../platform/platform.mjs';

const CONVERSATIONS = 200;
const FIRST_NUMBER = 15_551_000_000;
const CONCURRENCIES = [24, 32, 64];

/**
 * The floor program with a simulator of its own, on the same kind of servers as the installation: MongoDB and Redis are
 * the installation's own, PostgreSQL is one more that is started the same way. Tuned to its best concurrency. Closed
 * with the trial, or before.
 */
export async function openFloor({ installation, onClose }, { tuneSeconds }) {
  const cleanups = [];
  const close = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  onClose(close);
  try {
    const platform = await startPlatform('platform of the floor', { limits: { pair: null } });
    cleanups.push(() => platform.stop());
    const servers = installation.size === 'mongo' ? urlsOf(installation) : await ownPostgres(cleanups);
    const program = new CalledProgram('floor', inProject('bench', 'floor', 'floor-process.mjs'));
    cleanups.push(() => program.stop());
    await program.call('open', {
      size: installation.size,
      ...servers,
      platformUrl: platform.url,
      apiKey: platform.apiKey,
      conversations: CONVERSATIONS,
      firstNumber: FIRST_NUMBER,
    });
    cleanups.push(() => program.call('close'));
    const tried = [];
    const runAt = async (concurrency, seconds) => {
      const before = await platform.stats();
      const result = await program.call('run', { concurrency, warmUpSeconds: 1, seconds });
      const { requests } = await platform.stats();
      // A floor that did not send what it counted would be no floor.
      if (requests.accepted - before.requests.accepted < result.turns || requests.refused > 0) {
        throw new Refusal(`The floor counted ${result.turns} turns; the platform saw ${JSON.stringify(requests)}.`);
      }
      return result;
    };
    for (const concurrency of CONCURRENCIES) {
      const { perSecond } = await runAt(concurrency, tuneSeconds);
      tried.push({ concurrency, perSecond });
    }
    const { concurrency } = tried.reduce((best, one) => (one.perSecond > best.perSecond ? one : best));
    return { tried, concurrency, run: (seconds) => runAt(concurrency, seconds), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function urlsOf({ mongo, redis }) {
  return { databaseUrl: mongo.url, redisUrl: redis.url };
}

async function ownPostgres(cleanups) {
  const dataDir = await temporaryFolder('floor');
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  const server = new CalledProgram('PostgreSQL of the floor', inProject('bench', 'floor', 'postgres-server.mjs'));
  cleanups.push(() => server.stop());
  return { databaseUrl: await server.call('start', dataDir) };
}
