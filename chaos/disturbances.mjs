import { setTimeout as delay } from 'node:timers/promises';
import { embeddedServer } from '../scripts/installation/embedded-server.mjs';
import { STEP_MS } from './forms.mjs';

/**
 * What is done to the installation, by name. Each resolves when everything runs again.
 * @param trial `{ installation, platform, clock, outageMs, down, random }`; `down()` waits while something is away
 */
export const DISTURBANCES = {
  'kill-worker': {
    title: 'kill -9 of a worker',
    async run({ installation, clock, down, random }) {
      const workers = installation.services.filter(({ role }) => role !== 'web');
      await killAndStart(workers[Math.floor(random() * workers.length)], clock, down);
    },
  },
  'kill-web': {
    title: 'kill -9 of the web process',
    run: ({ installation, clock, down }) => killAndStart(installation.service('web'), clock, down),
  },
  'stop-redis': {
    title: 'stop and start of Redis',
    async run({ installation: { redis }, down }) {
      await redis.stop({ keep: true });
      await down();
      await redis.start();
    },
  },
  'kill-redis': {
    title: 'kill -9 and start of Redis',
    async run({ installation: { redis }, down }) {
      await redis.kill9();
      await down();
      await redis.start();
    },
  },
  'flush-redis': {
    title: 'everything in Redis deleted under those who use it',
    run: ({ installation: { redis } }) => redis.wipe(),
  },
  'empty-redis': {
    title: 'kill -9 of Redis, started with all its data gone',
    async run({ installation: { redis }, down }) {
      await redis.kill9();
      await redis.wipe();
      await down();
      await redis.start();
    },
  },
  'stop-database': {
    title: 'stop and start of the database',
    async run({ installation: { mongo }, down }) {
      await mongo.stop();
      await down();
      await mongo.start();
    },
  },
  'kill-database': {
    title: 'kill -9 and start of the database',
    async run({ installation, clock, down }) {
      const { mongo, dataDir } = installation;
      if (mongo) {
        await mongo.kill9();
        await down();
        await mongo.start();
        return;
      }
      // The embedded one belongs to the service, which does not go on without it.
      const server = await embeddedServer(dataDir);
      if (server) process.kill(server.pid, 'SIGKILL');
      await killAndStart(installation.service('all'), clock, down);
    },
  },
  outage: {
    title: 'the provider away: half of the time nobody listens, half of it 503',
    async run({ platform, outageMs }) {
      await platform.cut();
      await delay(outageMs / 2);
      await platform.refuseAll();
      await platform.mend();
      await delay(outageMs / 2);
      await platform.refuseSome();
    },
  },
  clock: {
    title: 'the clock steps by 13 hours',
    run: ({ clock }) => clock.step(STEP_MS),
  },
};

async function killAndStart(service, clock, down) {
  await service.kill9();
  await down();
  await service.start(clock.settings);
}
