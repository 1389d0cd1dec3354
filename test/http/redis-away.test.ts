import { Redis } from 'ioredis';
import request from 'supertest';
import { openRedis } from '../../src/queue/redis.js';
import { onMongo } from '../setup/mongo.js';
import { Phone } from '../support/phone.js';
import { findRedisServer, startRedisServer, type RedisServer } from '../support/redis-server.js';
import { startSystem, type System } from '../support/system.js';
import { until } from '../support/until.js';

const binary = findRedisServer();
const suite = binary === undefined ? describe.skip : describe;

suite('a Redis that cannot be trusted with a queue', () => {
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedisServer(binary ?? '');
  });
  afterAll(() => redis.stop());

  test('is refused in one sentence when it may throw jobs away', async () => {
    const admin = new Redis(redis.url);
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const refusal: unknown = await openRedis(redis.url, () => undefined).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      message:
        'REDIS_URL: this Redis has maxmemory-policy allkeys-lru and may drop jobs when its memory is full; set it to noeviction',
    });
    await admin.config('SET', 'maxmemory-policy', 'noeviction');
    (await openRedis(redis.url, () => undefined)).disconnect();
    admin.disconnect();
  });

  test('is named when it does not answer', async () => {
    const refusal: unknown = await openRedis('redis://:secret@127.0.0.1:1', () => undefined).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({
      message: expect.stringMatching(/^REDIS_URL: .* does not answer \(.*ECONNREFUSED/),
    });
    expect(String(refusal)).not.toContain('secret');
  });
});

onMongo('Redis away', ({ url: mongoUrl }) => {
  if (binary === undefined) {
    test.skip('needs redis-server', () => undefined);
    return;
  }
  let redis: RedisServer;
  let system: System;

  beforeAll(async () => {
    redis = await startRedisServer(binary);
    system = await startSystem({
      large: { mongoUrl, redisUrl: redis.url },
      env: { SWEEP_EVERY_MS: '500', SEND_TIMEOUT_MS: '1000' },
    });
    await system.connect();
  });
  afterAll(async () => {
    await system.stop();
    await redis.stop();
  });

  it('takes webhooks meanwhile, and goes on when it is back with all its data gone', async () => {
    const ann = new Phone(system, '15550100601', 'Ann');
    await ann.says('visit');

    await redis.stop();
    const before = performance.now();
    system.simulator.tap(ann.waId, 'Good');
    await until('the webhook to be taken', () => system.simulator.stats().webhooks.pending === 0);
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(system.simulator.stats().webhooks.failedAttempts).toBe(0);
    expect(await system.runtime.store.thread.count(system.runtime.scope, { waiting: { gt: '' } })).toBe(1);
    const ready = await request(system.url).get('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body).toMatchObject({ errors: [{ field: 'queue' }] });

    await redis.start();
    await until('the answer to be taken', () => system.simulator.thread(ann.waId).length === 4);
    await request(system.url).get('/health/ready').expect(200);
    // Nothing is said twice, and the bell rings again as always.
    await ann.says('The staff were friendly');
    const texts = system.simulator.thread(ann.waId).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('can be stopped meanwhile', async () => {
    const other = await startRedisServer(binary);
    const another = await startSystem({ large: { mongoUrl, redisUrl: other.url } });
    await another.connect();
    await new Phone(another, '15550100602', 'Ben').says('visit');
    await other.stop();
    const before = performance.now();
    await another.stop();
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
