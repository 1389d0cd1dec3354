import request from 'supertest';
import { SERVERS, type TestQueue } from './queue-servers.js';
import { API_TOKEN, METRICS_TOKEN, startWatchedApp, type WatchedApp } from './watched-app.js';

const basic = (password: string) => `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;
const bearer = (token: string) => `Bearer ${token}`;

describe.each(SERVERS)('with the queue on %s', (server, open) => {
  let held: TestQueue;
  let watched: WatchedApp;

  beforeAll(async () => {
    held = await open();
    watched = await startWatchedApp(held.queue);
  });
  afterAll(async () => {
    await watched.app.close();
    await held.close();
  });

  const get = (path: string, authorization?: string) => {
    const asked = request(watched.url).get(path);
    return authorization === undefined ? asked : asked.set('authorization', authorization);
  };

  describe('/metrics', () => {
    it.each([
      ['nothing', undefined, 401],
      ['the API token', bearer(API_TOKEN), 200],
      ['the metrics token', bearer(METRICS_TOKEN), 200],
      ['the metrics token as a password', basic(METRICS_TOKEN), 200],
      ['another token', bearer('guess-guess-guess-guess'), 401],
    ])('with %s', async (_what, authorization, status) => {
      expect((await get('/metrics', authorization)).status).toBe(status);
    });

    it('whose token opens nothing else', async () => {
      for (const path of ['/api/v1/fields', '/admin/queues', '/api/docs', '/metrics/x']) {
        expect([path, (await get(path, bearer(METRICS_TOKEN))).status]).toEqual([path, 401]);
      }
    });

    it('speaks Prometheus and holds figures of queue, database and process', async () => {
      await held.queue.add('turn', {});
      const { headers, text } = await get('/metrics', bearer(METRICS_TOKEN));
      expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
      expect(text).toMatch(/^canvass_queue_jobs\{queue="turns",state="waiting"\} \d+$/m);
      expect(text).toMatch(/^canvass_backlog_readable\{source="queue"\} 1$/m);
      expect(text).toMatch(/^canvass_backlog_readable\{source="database"\} 1$/m);
      expect(text).toMatch(/^canvass_mailbox_oldest_seconds 0$/m);
      expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
      // Every line is one of the format: a comment, or a name with labels and a number.
      for (const line of text.split('\n').filter((each) => each !== '')) {
        expect(line).toMatch(/^(# (HELP|TYPE) .+|[a-z_][a-z0-9_]*(\{.*\})? (-?[\d.e+-]+|NaN|\+Inf))$/);
      }
    });
  });

  describe('webhooks', () => {
    it('are counted by provider and outcome; an address that somebody made up is no label', async () => {
      const post = (path: string) => request(watched.url).post(path).send({});
      await post('/webhooks/360dialog/good').expect(200);
      await post('/webhooks/360dialog/forged').expect(401);
      await post('/webhooks/360dialog/away').expect(503);
      await post('/webhooks/made-up-name/good');
      await get('/webhooks/360dialog/good').expect(404);
      const text = await watched.metrics.text();
      const counts = [...text.matchAll(/^canvass_webhook_seconds_count\{(.+)\} (\d+)$/gm)].map(
        ([, of, n]) => `${of} ${n}`,
      );
      expect(counts.toSorted()).toEqual([
        'provider="360dialog",outcome="accepted" 1',
        'provider="360dialog",outcome="refused" 1',
        'provider="360dialog",outcome="unavailable" 1',
        'provider="unknown",outcome="accepted" 1',
      ]);
    });
  });

  describe('request ids', () => {
    it('are made, told, and with the work until its end, bodies or not', async () => {
      const ids = await Promise.all(
        Array.from({ length: 10 }, async () => {
          const { headers, body } = await request(watched.url)
            .post('/webhooks/360dialog/good')
            .send({ much: 'x'.repeat(200_000) });
          expect(body).toEqual({ requestId: headers['x-request-id'] });
          return headers['x-request-id'];
        }),
      );
      expect(new Set(ids).size).toBe(10);
      const read = await get('/api/v1/fields', bearer(API_TOKEN));
      expect(read.body).toEqual({ requestId: read.headers['x-request-id'] });
    });

    it('that came along are kept, if they can be', async () => {
      const given = await get('/health/live').set('x-request-id', 'balancer-1.7');
      expect(given.headers['x-request-id']).toBe('balancer-1.7');
      const odd = await get('/health/live').set('x-request-id', 'a "quoted" {thing}');
      expect(odd.headers['x-request-id']).toMatch(/^id-/);
      expect((await get('/api/v1/fields')).headers['x-request-id']).toMatch(/^id-/);
    });
  });

  describe('the board', () => {
    it('asks a browser for a password, and takes the API token', async () => {
      for (const path of [
        '/admin/queues',
        '/admin/queues/',
        '/admin/queues/api/queues',
        '/admin/queues/static/js/x.js',
      ]) {
        const without = await get(path);
        expect([path, without.status, without.headers['www-authenticate']]).toEqual([
          path,
          401,
          'Basic realm="canvass"',
        ]);
        expect((await get(path, basic('wrong'))).status).toBe(401);
      }
      const page = await get('/admin/queues/', basic(API_TOKEN));
      expect(page.status).toBe(200);
      expect(page.text).toContain('<base href="/admin/queues/" />');
      expect((await get('/admin/queues', basic(API_TOKEN))).status).toBe(200);
    });

    it(`shows the jobs of ${server}`, async () => {
      const { status, body } = await get('/admin/queues/api/queues?activeQueue=turns&status=waiting', basic(API_TOKEN));
      expect(status).toBe(200);
      expect(body.queues).toHaveLength(1);
      expect(body.queues[0]).toMatchObject({ name: 'turns', readOnlyMode: true });
      expect(body.queues[0].counts.waiting).toBeGreaterThan(0);
      expect(body.queues[0].jobs[0]).toMatchObject({ name: 'turn' });
      const stats = await get('/admin/queues/api/redis/stats', basic(API_TOKEN));
      expect([stats.status, stats.body.backend]).toEqual([200, server === 'Redis' ? 'redis' : 'postgres']);
    });

    it('only shows', async () => {
      const before = await held.queue.getJobCounts();
      for (const [method, path] of [
        ['put', 'turns/empty'],
        ['put', 'turns/pause'],
        ['put', 'turns/obliterate'],
        ['put', 'turns/clean/waiting'],
        ['put', 'turns/1/clean'],
        ['post', 'turns/add'],
      ] as const) {
        const { status } = await request(watched.url)
          [method](`/admin/queues/api/queues/${path}`)
          .set('authorization', basic(API_TOKEN))
          .send({ name: 'turn', data: {}, options: {}, force: true });
        expect([path, status]).toEqual([path, 405]);
      }
      expect(await held.queue.isPaused()).toBe(false);
      expect(await held.queue.getJobCounts()).toEqual(before);
    });

    it('keeps its pages to itself, and leaves the others as they were', async () => {
      const page = await get('/admin/queues/', basic(API_TOKEN));
      expect(page.headers['content-security-policy']).toContain("style-src 'self' 'unsafe-inline'");
      expect(page.headers['x-content-type-options']).toBe('nosniff');
      const docs = await get('/api/docs', basic(API_TOKEN));
      expect(docs.status).toBe(200);
      expect(docs.headers['content-security-policy']).not.toBe(page.headers['content-security-policy']);
      const missing = await get('/admin/queues/nothing', basic(API_TOKEN));
      expect(missing.status).toBe(404);
    });
  });
});

describe('health', () => {
  let held: TestQueue;
  beforeAll(async () => {
    held = await SERVERS[0]![1]();
  });
  afterAll(() => held.close());

  const ready = (app: WatchedApp) => request(app.url).get('/health/ready');

  it('names what does not answer, and why not to nobody', async () => {
    const watched = await startWatchedApp(held.queue);
    try {
      expect((await ready(watched).expect(200)).body).toEqual({
        status: 'ok',
        database: 'ok',
        queue: 'ok',
        worker: 'ok',
      });
      watched.parts.database = () => Promise.reject(new Error('password=1234 at 10.0.0.1'));
      watched.parts.workerRuns = false;
      const { body, headers, text } = await ready(watched).expect(503);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body).toMatchObject({
        type: 'urn:canvass:problem:not-ready',
        errors: [
          { field: 'database', rule: 'answers' },
          { field: 'worker', rule: 'answers' },
        ],
      });
      expect(text).not.toMatch(/1234|10\.0/);
      await request(watched.url).get('/health/live').expect(200, { status: 'ok' });
    } finally {
      await watched.app.close();
    }
  });

  it('of a web process knows no worker', async () => {
    const watched = await startWatchedApp(held.queue, 'web');
    try {
      expect((await ready(watched).expect(200)).body).toEqual({ status: 'ok', database: 'ok', queue: 'ok' });
    } finally {
      await watched.app.close();
    }
  });

  it('sends a balancer away while what is in hand is finished', async () => {
    const watched = await startWatchedApp(held.queue);
    let finish: () => void = () => undefined;
    watched.parts.inHand = new Promise((resolve) => {
      finish = resolve;
    });
    const closed = watched.app.close();
    try {
      expect((await ready(watched).expect(503)).body).toMatchObject({ type: 'urn:canvass:problem:stopping' });
      await request(watched.url).get('/health/live').expect(200);
    } finally {
      finish();
      await closed;
    }
  });
});
