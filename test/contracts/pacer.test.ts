import { Redis } from 'ioredis';
import pg from 'pg';
import { freshDatabase } from '../setup/database.js';
import { findRedisServer, startRedisServer, type RedisServer } from '../support/redis-server.js';
import { until } from '../support/until.js';
import { createLogger } from '../../src/logging/logger.js';
import { createPacer, type PacingPlace } from '../../src/delivery/pacing/create-pacer.js';
import type { PaceRequest, Pacer } from '../../src/delivery/pacing/pacer.js';
import { META_PAIR_LIMIT } from '../../src/delivery/pacing/pair-limit.js';

const NOON = Date.UTC(2026, 10, 22, 12);
const log = createLogger('silent');
const redisServer = findRedisServer();

let now = NOON;
let channels = 0;
/** A channel that no other test knows: the places are shared by all tests of a suite. */
const freshChannel = () => `channel-${(channels += 1)}`;

beforeEach(() => {
  now = NOON;
});

function request(changes: Partial<PaceRequest> & { channelId: string }): PaceRequest {
  const base = { conversationId: 'k1', to: '15550100201', perSecond: 80, pair: undefined, waits: 0 } as const;
  return { ...base, priority: 'reply', now, ...changes };
}

/** Each the answer of one message to somebody else; in order. */
async function takeMany(
  pacers: readonly Pacer[],
  count: number,
  changes: Partial<PaceRequest> & { channelId: string },
) {
  const answers = [];
  for (let i = 0; i < count; i += 1) {
    const pacer = pacers[i % pacers.length]!;
    answers.push(await pacer.take(request({ to: `p${i}`, ...changes })));
  }
  return answers;
}

/**
 * Between one worker's message to a person and another's lies the sending, and the conversation's lease is handed over:
 * here one more call on the same connection, behind what the first has still to write.
 */
const handOver = (pacer: Pacer) => pacer.take(request({ channelId: freshChannel() }));

const gone = (answers: readonly { kind: string }[]) => answers.filter(({ kind }) => kind === 'go').length;

/** What every place has to hold to. `worker` makes one more worker at the same place. */
function pacerContract(worker: () => Promise<Pacer>): void {
  let one: Pacer;
  let other: Pacer;
  let pacers: Pacer[];

  beforeAll(async () => {
    one = await worker();
    other = await worker();
    pacers = [one, other];
  });

  test('workers share a channel’s rate: 8 in a tenth of a second, 80 in a second', async () => {
    const channelId = freshChannel();
    const first = await takeMany(pacers, 20, { channelId });
    expect(gone(first)).toBe(8);
    expect(first[8]).toMatchObject({ kind: 'wait', because: 'channel' });
    let sum = 8;
    for (now = NOON + 100; now < NOON + 1_000; now += 100) sum += gone(await takeMany(pacers, 12, { channelId }));
    expect(sum).toBe(80);
  });

  test('many at the same moment get no more than there is', async () => {
    const channelId = freshChannel();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => pacers[i % 2]!.take(request({ channelId, to: `p${i}` }))),
    );
    expect(gone(answers)).toBe(8);
    // The refused come back one after the other, in the windows that follow.
    const waits = answers.flatMap((answer) => (answer.kind === 'wait' ? [answer.ms] : []));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
    expect(new Set(waits).size).toBeGreaterThan(15);
    expect(Math.max(...waits)).toBeLessThan(1_000);
  });

  test('channels do not know each other', async () => {
    const busy = freshChannel();
    expect(gone(await takeMany(pacers, 100, { channelId: busy }))).toBe(8);
    expect(gone(await takeMany(pacers, 8, { channelId: freshChannel() }))).toBe(8);
  });

  test('one person gets 45 at once, then one in six seconds, from whichever worker', async () => {
    const channelId = freshChannel();
    const to = 'ann';
    const limits = { channelId, to, perSecond: 1_000, pair: META_PAIR_LIMIT };
    for (let i = 0; i < 45; i += 1) {
      const pacer = pacers[i % 2]!;
      expect(await pacer.take(request(limits))).toEqual({ kind: 'go' });
      await handOver(pacer);
    }
    expect(await other.take(request(limits))).toEqual({ kind: 'wait', ms: 6_000, because: 'pair' });
    now = NOON + 5_999;
    expect(await one.take(request(limits))).toEqual({ kind: 'wait', ms: 1, because: 'pair' });
    now = NOON + 6_000;
    expect(gone(await takeMany([one], 2, limits))).toBe(1);
    // Another person is not concerned, and after a long pause the whole burst is there again.
    expect(await one.take(request({ ...limits, to: 'bob' }))).toEqual({ kind: 'go' });
    now = NOON + 6_000 + 45 * 6_000;
    expect(gone(await takeMany([other], 50, limits))).toBe(45);
  });

  test('a channel that was told to slow down rests, for all workers', async () => {
    const channelId = freshChannel();
    await one.slowDown(channelId, undefined, 'channel', 2_000);
    for (const pacer of pacers) {
      const answer = await pacer.take(request({ channelId }));
      expect(answer).toMatchObject({ kind: 'wait', because: 'channel' });
      expect(answer.kind === 'wait' && answer.ms).toBeGreaterThanOrEqual(2_000);
    }
    // A shorter rest does not end a longer one.
    await other.slowDown(channelId, undefined, 'channel', 500);
    now = NOON + 1_990;
    expect(gone(await takeMany(pacers, 2, { channelId }))).toBe(0);
    now = NOON + 2_100;
    expect(gone(await takeMany(pacers, 2, { channelId, waits: 1 }))).toBe(2);
  });

  test('a stop reaches a worker that is in the middle of sending', async () => {
    const channelId = freshChannel();
    expect(gone(await takeMany([other], 3, { channelId }))).toBe(3);
    await one.slowDown(channelId, undefined, 'channel', 2_000);
    now = NOON + 250;
    expect(gone(await takeMany([other], 3, { channelId }))).toBe(0);
  });

  test('a pair that was told to slow down waits, the channel does not', async () => {
    const channelId = freshChannel();
    await one.slowDown(channelId, 'ann', 'pair', 24_000);
    const limits = { channelId, pair: META_PAIR_LIMIT };
    expect(await other.take(request({ ...limits, to: 'ann' }))).toEqual({ kind: 'wait', ms: 24_000, because: 'pair' });
    expect(await other.take(request({ ...limits, to: 'bob' }))).toEqual({ kind: 'go' });
    now = NOON + 24_000;
    // The burst is used up, as the platform has said.
    expect(gone(await takeMany([other], 3, { ...limits, to: 'ann' }))).toBe(1);
  });

  test('a place that a pair did not use is there for another', async () => {
    const channelId = freshChannel();
    const pair = { burst: 1, everyMs: 60_000 };
    await takeMany([one], 1, { channelId, to: 'ann', pair });
    const answers = await takeMany([one], 20, { channelId, to: 'ann', pair });
    expect(answers.every((answer) => answer.kind === 'wait' && answer.because === 'pair')).toBe(true);
    expect(gone(await takeMany([one], 10, { channelId }))).toBe(7);
  });

  test('bulk leaves what replies have been using, and takes it when none comes', async () => {
    const channelId = freshChannel();
    for (let window = 0; window < 10; window += 1) {
      now = NOON + window * 100;
      await takeMany(pacers, 4, { channelId });
    }
    now = NOON + 1_000;
    const early = await takeMany(pacers, 10, { channelId, priority: 'bulk', waits: 1 });
    // A worker knows of the others' replies what the counter told when it last asked.
    expect([4, 5]).toContain(gone(early));
    expect(early[9]).toMatchObject({ because: 'reply-first' });
    // Replies find their places; towards the window's end nobody waits for them any more.
    expect(gone(await takeMany([one], 2, { channelId }))).toBe(2);
    now = NOON + 1_095;
    const late = await takeMany([one], 10, { channelId, priority: 'bulk', waits: 1 });
    expect(gone(early) + 2 + gone(late)).toBe(8);
  });
}

describe('in one process', () => {
  let pacer: Pacer;
  pacerContract(async () => {
    pacer ??= await createPacer({ place: { kind: 'memory' }, now: () => now, random: () => 0.5, log });
    return pacer;
  });
});

async function workerAt(place: PacingPlace, shareWhenAlone?: number): Promise<Pacer> {
  const share = shareWhenAlone === undefined ? {} : { shareWhenAlone };
  return createPacer({ place, now: () => now, random: () => 0.5, log, ...share });
}

describe('on PostgreSQL', () => {
  const closing: (() => Promise<void>)[] = [];
  let connectionString = '';

  beforeAll(async () => {
    const database = await freshDatabase();
    ({ connectionString } = database);
    closing.push(database.drop);
  });
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  pacerContract(() => {
    const pool = new pg.Pool({ connectionString, max: 1 });
    closing.push(() => pool.end());
    return workerAt({ kind: 'postgres', pool, schema: 'public' });
  });

  test('a table that cannot be made stops the start', async () => {
    const pool = new pg.Pool({ connectionString, max: 1 });
    closing.push(() => pool.end());
    await expect(workerAt({ kind: 'postgres', pool, schema: 'nowhere' })).rejects.toThrow('nowhere');
  });
});

(redisServer ? describe : describe.skip)('on Redis', () => {
  let server: RedisServer;
  const clients: Redis[] = [];

  beforeAll(async () => {
    server = await startRedisServer(redisServer!);
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await server.stop();
  });

  async function client(): Promise<Redis> {
    const redis = new Redis(server.url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      retryStrategy: () => 20,
    });
    redis.on('error', () => undefined);
    await redis.connect();
    clients.push(redis);
    return redis;
  }

  pacerContract(async () => workerAt({ kind: 'redis', client: await client() }));

  test('what is kept there goes by itself', async () => {
    const redis = await client();
    const pacer = await workerAt({ kind: 'redis', client: redis });
    await takeMany([pacer], 5, { channelId: freshChannel(), pair: META_PAIR_LIMIT });
    const keys = await redis.keys('canvass:pace:*');
    expect(keys.length).toBeGreaterThan(5);
    for (const key of keys) expect(await redis.pttl(key)).toBeGreaterThan(0);
  });

  test('while Redis is away each sends at its share, and together again when it is back', async () => {
    const events: string[] = [];
    const logger = createLogger('silent');
    const note = (fields: unknown) =>
      void events.push(typeof fields === 'object' && fields && 'event' in fields ? String(fields.event) : '');
    jest.spyOn(logger, 'warn').mockImplementation(note);
    jest.spyOn(logger, 'info').mockImplementation(note);
    const redis = await client();
    const place = { kind: 'redis', client: redis } as const;
    const pacer = await createPacer({ place, now: () => now, random: () => 0.5, log: logger, shareWhenAlone: 0.25 });
    const channelId = freshChannel();
    expect(gone(await takeMany([pacer], 4, { channelId }))).toBe(4);

    await server.stop();
    // The rest of this window belongs to nobody: it is not known what the others took.
    expect(gone(await takeMany([pacer], 10, { channelId }))).toBe(0);
    let sum = 0;
    for (now = NOON + 1_000; now < NOON + 2_000; now += 50) sum += gone(await takeMany([pacer], 10, { channelId }));
    expect(sum).toBe(20);
    const pair = { channelId, to: 'ann', pair: { burst: 8, everyMs: 6_000 }, perSecond: 1_000 };
    now = NOON + 3_000;
    expect(gone(await takeMany([pacer], 8, pair))).toBe(2);
    expect(events).toEqual(['pacing.degraded']);

    await server.start();
    await until('the connection', () => redis.status === 'ready');
    await until('the shared limits', async () => {
      now += 1_000;
      await pacer.take(request({ channelId }));
      return events.includes('pacing.recovered');
    });
    now = Math.ceil(now / 1_000) * 1_000 + 1_000;
    expect(gone(await takeMany([pacer], 20, { channelId }))).toBe(8);
    expect(events).toEqual(['pacing.degraded', 'pacing.recovered']);
  });

  test('a Redis that holds its breath holds up nobody for long', async () => {
    const pacer = await workerAt({ kind: 'redis', client: await client() });
    const channelId = freshChannel();
    await takeMany([pacer], 1, { channelId });
    server.freeze();
    const began = performance.now();
    await takeMany([pacer], 20, { channelId });
    server.thaw();
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
