import { Redis } from 'ioredis';
import { freshDatabase } from '../setup/database.js';
import { findRedisServer, startRedisServer, type RedisServer } from '../support/redis-server.js';
import { until } from '../support/until.js';
import { createLogger } from '../../src/logging/logger.js';
import { createPacer, type PacingPlace } from '../../src/delivery/pacing/create-pacer.js';
import type { PaceRequest, Pacer } from '../../src/delivery/pacing/pacer.js';
import { openPacer } from '../../src/runtime/open-pacer.js';
import { openCounters } from '../../src/storage/postgres/counters.js';
import { openPostgresDocuments } from '../../src/storage/postgres/postgres-documents.js';

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
  return { perSecond: 80, waits: 0, priority: 'reply', now, ...changes };
}

/** The answers to so many messages, in order. */
async function takeMany(
  pacers: readonly Pacer[],
  count: number,
  changes: Partial<PaceRequest> & { channelId: string },
) {
  const answers = [];
  for (let i = 0; i < count; i += 1) {
    const pacer = pacers[i % pacers.length]!;
    answers.push(await pacer.take(request(changes)));
  }
  return answers;
}

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
      Array.from({ length: 60 }, (_, i) => pacers[i % 2]!.take(request({ channelId }))),
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

  test('a channel that was told to slow down rests, for all workers', async () => {
    const channelId = freshChannel();
    await one.slowDown(channelId, 2_000);
    for (const pacer of pacers) {
      const answer = await pacer.take(request({ channelId }));
      expect(answer).toMatchObject({ kind: 'wait', because: 'channel' });
      expect(answer.kind === 'wait' && answer.ms).toBeGreaterThanOrEqual(2_000);
    }
    // A shorter rest does not end a longer one.
    await other.slowDown(channelId, 500);
    now = NOON + 1_990;
    expect(gone(await takeMany(pacers, 2, { channelId }))).toBe(0);
    now = NOON + 2_100;
    expect(gone(await takeMany(pacers, 2, { channelId, waits: 1 }))).toBe(2);
  });

  test('a stop reaches a worker that is in the middle of sending', async () => {
    const channelId = freshChannel();
    expect(gone(await takeMany([other], 3, { channelId }))).toBe(3);
    await one.slowDown(channelId, 2_000);
    now = NOON + 250;
    expect(gone(await takeMany([other], 3, { channelId }))).toBe(0);
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
    pacer ??= workerAt({ kind: 'memory' });
    return pacer;
  });
});

function workerAt(place: PacingPlace): Pacer {
  return createPacer({ place, now: () => now, random: () => 0.5, log });
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

  async function worker(): Promise<Pacer> {
    const counters = await openCounters({ connectionString, schema: 'public' });
    closing.push(counters.close);
    return workerAt({ kind: 'postgres', ...counters });
  }

  pacerContract(worker);

  test('many workers may start at the same moment', async () => {
    const database = await freshDatabase();
    const opening = Array.from({ length: 12 }, () =>
      openCounters({ connectionString: database.connectionString, schema: 'public' }),
    );
    const counters = await Promise.all(opening);
    await Promise.all(counters.map(({ close }) => close()));
    await database.drop();
  });

  test('a table that cannot be made stops the start', async () => {
    await expect(openCounters({ connectionString, schema: 'nowhere' })).rejects.toThrow('nowhere');
  });

  test('a database that goes away makes a worker slow and nothing fail', async () => {
    const database = await freshDatabase();
    const lost: Error[] = [];
    const counters = await openCounters({
      connectionString: database.connectionString,
      schema: 'public',
      onIdleError: (error) => void lost.push(error),
    });
    const pacer = workerAt({ kind: 'postgres', ...counters });
    const channelId = freshChannel();
    expect(gone(await takeMany([pacer], 3, { channelId }))).toBe(3);
    await database.drop();
    await until('the connection to be lost', () => lost.length > 0);
    expect(gone(await takeMany([pacer], 10, { channelId }))).toBe(0);
    now = NOON + 1_000;
    expect(gone(await takeMany([pacer], 10, { channelId }))).toBe(5);
    await counters.close();
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
    const pacer = workerAt({ kind: 'redis', client: redis });
    const channelId = freshChannel();
    await takeMany([pacer], 5, { channelId });
    await pacer.slowDown(channelId, 1_000);
    const keys = (await redis.keys('canvass:pace:*')).filter((key) => key.includes(channelId));
    expect(keys).toHaveLength(2);
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
    const pacer = createPacer({ place, now: () => now, random: () => 0.5, log: logger });
    const channelId = freshChannel();
    expect(gone(await takeMany([pacer], 4, { channelId }))).toBe(4);

    await server.stop();
    // The rest of this window belongs to nobody: it is not known what the others took.
    expect(gone(await takeMany([pacer], 10, { channelId }))).toBe(0);
    let sum = 0;
    for (now = NOON + 1_000; now < NOON + 2_000; now += 50) sum += gone(await takeMany([pacer], 10, { channelId }));
    expect(sum).toBe(10);
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
    const pacer = workerAt({ kind: 'redis', client: await client() });
    const channelId = freshChannel();
    await takeMany([pacer], 1, { channelId });
    server.freeze();
    const began = performance.now();
    await takeMany([pacer], 20, { channelId });
    server.thaw();
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('of an installation', () => {
  const clock = { now: () => now };

  test('with the embedded database it is in memory, since there is one process', async () => {
    const [one, other] = [await openPacer({}, undefined, clock, log), await openPacer({}, undefined, clock, log)];
    const channelId = freshChannel();
    expect(gone(await takeMany([one.pacer], 20, { channelId }))).toBe(8);
    expect(gone(await takeMany([other.pacer], 20, { channelId }))).toBe(8);
    await one.close();
    await other.close();
  });

  test('on a PostgreSQL that processes share they share the limits too, without Redis', async () => {
    const database = await freshDatabase();
    const documents = openPostgresDocuments({ connectionString: database.connectionString });
    await documents.prepare([]);
    const settings = { DATABASE_URL: database.connectionString };
    const [one, other] = await Promise.all([
      openPacer(settings, undefined, clock, log),
      openPacer(settings, undefined, clock, log),
    ]);
    expect(gone(await takeMany([one.pacer, other.pacer], 20, { channelId: freshChannel() }))).toBe(8);
    await one.close();
    await other.close();
    await documents.close();
    await database.drop();
  });
});
