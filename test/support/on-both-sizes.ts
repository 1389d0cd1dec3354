import { onMongo } from '../setup/mongo.js';
import { findRedisServer, startRedisServer, type RedisServer } from './redis-server.js';
import type { SystemOptions } from './system.js';

const binary = findRedisServer();

/**
 * The same tests on PostgreSQL alone, and on MongoDB and Redis where they are found (`npm test` says so where not).
 * `options` is to be asked in a `beforeAll`, once.
 */
export function onBothSizes(title: string, tests: (options: () => Promise<SystemOptions>) => void): void {
  describe(`${title} on PostgreSQL`, () => tests(async () => ({})));
  onMongo(`${title} on MongoDB and Redis`, ({ url: mongoUrl }) => {
    if (binary === undefined) {
      test.skip('needs redis-server', () => undefined);
      return;
    }
    let redis: RedisServer | undefined;
    tests(async () => {
      redis = await startRedisServer(binary);
      return { large: { mongoUrl, redisUrl: redis.url } };
    });
    // After the one that stops the system: hooks run in this order.
    afterAll(() => redis?.stop());
  });
}
