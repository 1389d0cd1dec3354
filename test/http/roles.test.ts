import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { readSettings } from '../../src/config/settings.js';
import { createApp } from '../../src/http/create-app.js';
import { createLogger } from '../../src/logging/logger.js';
import { openRuntime, type Runtime } from '../../src/runtime/runtime.js';
import { startSystem, type System } from '../support/system.js';
import { until } from '../support/until.js';
import { Visitor, connectWebChat } from '../support/web-chat.js';

const SECRET_KEY = randomBytes(32).toString('base64');

let web: System;
let cleanups: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  web = await startSystem({ env: { ROLE: 'web', SECRET_KEY } });
  await web.connect();
});
afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
  cleanups = [];
  await web.stop();
});

async function openWorker(env: Record<string, string> = {}): Promise<Runtime> {
  const settings = readSettings({
    ROLE: 'worker',
    DATABASE_URL: web.databaseUrl,
    DATA_DIR: web.runtime.settings.DATA_DIR,
    DIALOG360_URL: web.simulator.url,
    API_TOKEN: web.token,
    SECRET_KEY,
    LOG_LEVEL: 'silent',
    ...env,
  });
  const runtime = await openRuntime({ settings, log: createLogger('silent'), projectDir: '.' });
  cleanups.push(() => runtime.close());
  return runtime;
}

async function startWorker(): Promise<string> {
  const app = await createApp(await openWorker());
  cleanups.push(() => app.close());
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}

it('a web process stores what comes; a worker that starts later answers it', async () => {
  web.simulator.say('15550100701', 'visit');
  await until('the webhook to be stored', () => web.simulator.stats().webhooks.pending === 0);
  expect(await web.runtime.store.thread.count(web.runtime.scope, { waiting: { gt: '' } })).toBe(1);
  expect(web.simulator.stats().requests.accepted).toBe(0);

  const url = await startWorker();
  await until('the answer', () => web.simulator.thread('15550100701').length === 2);
  await request(url).get('/health/ready').expect(200, { status: 'ok', database: 'ok', queue: 'ok', worker: 'ok' });
  await request(web.url).get('/health/ready').expect(200, { status: 'ok', database: 'ok', queue: 'ok' });
});

it('a visitor of the web chat is answered by a worker in another process', async () => {
  const channel = await connectWebChat(web);
  await startWorker();
  const visitor = await Visitor.come(channel);
  expect(await visitor.listen()).toBe(200);
  await visitor.say('visit');
  await until('the first question', () => visitor.messages.length > 0);
  expect(visitor.messages[0]?.message).toMatchObject({ kind: 'buttons', options: { length: 3 } });
  visitor.leave();
});

it('a worker has no API and takes no webhooks', async () => {
  const url = await startWorker();
  const token = `Bearer ${web.token}`;
  await request(url).get('/api/v1/conversations').set('authorization', token).expect(404);
  await request(url).post('/webhooks/360dialog/any').send({}).expect(404);
  await request(url).get('/metrics').set('authorization', token).expect(200);
});

it('a process with another key than the rest does not start', async () => {
  const refusal: unknown = await openWorker({ SECRET_KEY: randomBytes(32).toString('base64') }).catch(
    (error: unknown) => error,
  );
  expect(refusal).toMatchObject({ message: expect.stringMatching(/^SECRET_KEY: this is not the key/) });
});
