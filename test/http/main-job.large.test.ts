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
  afterAll(() => redis?.stop());
  mainJob(async () => {
    redis = await startRedisServer(binary);
    return { large: { mongoUrl, redisUrl: redis.url } };
  });
});
