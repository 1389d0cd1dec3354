import { onMongo } from '../setup/mongo.js';
import { findRedisServer, startRedisServer, type RedisServer } from '../support/redis-server.js';
import { mainJob } from './main-job.js';

jest.setTimeout(60_000);

const binary = findRedisServer();

onMongo('the main job on MongoDB and Redis', ({ url: mongoUrl }) => {
  if (binary === undefined) {
    test.skip('needs redis-server', () => undefined);
    return;
  }
  let redis: RedisServer | undefined;
  mainJob(async () => {
    redis = await startRedisServer(binary);
    return { large: { mongoUrl, redisUrl: redis.url } };
  });
  // After the one that stops the system: hooks run in this order.
  afterAll(() => redis?.stop());
});
