import request from 'supertest';
import { startTcpProxy, type TcpProxy } from '../doubles/tcp-proxy.js';
import { Phone } from '../support/phone.js';
import { startSystem, type System } from '../support/system.js';
import { until } from '../support/until.js';

let wire: TcpProxy;
let system: System;

beforeAll(async () => {
  wire = await startTcpProxy();
  system = await startSystem({
    databaseUrl: (url) => wire.through(url),
    env: { SWEEP_EVERY_MS: '500', SEND_TIMEOUT_MS: '1000' },
  });
  await system.connect();
});

afterAll(async () => {
  wire.mend();
  await system.stop();
  await wire.close();
});

it('answers 503 while the database is away, loses nothing, and goes on by itself when it is back', async () => {
  const ann = new Phone(system, '15550100501', 'Ann');
  await ann.says('visit');

  wire.cut();
  system.simulator.tap(ann.waId, 'Good');
  await until('the webhook to be turned away', () => system.simulator.stats().webhooks.failedAttempts > 0);
  const ready = await request(system.url).get('/health/ready');
  expect(ready.status).toBe(503);
  expect(ready.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  await request(system.url).get('/health/live').expect(200, { status: 'ok' });
  const list = await request(system.url).get('/api/v1/conversations').set('authorization', `Bearer ${system.token}`);
  expect(list.status).toBe(503);
  expect(list.headers['retry-after']).toBe('5');
  expect(list.body).toMatchObject({ type: 'urn:canvass:problem:unavailable', status: 503 });
  expect(JSON.stringify(list.body)).not.toMatch(/postgres|127\.0\.0\.1|ECONN/i);

  wire.mend();
  await until('the answer to the tap', () => ann.last.text === 'How long did you wait to be seen?', {
    withinMs: 30_000,
    seen: () => system.simulator.stats(),
  });
  await system.quiet();
  await request(system.url).get('/health/ready').expect(200);
  // Each said once, however often the webhook had to come.
  expect(ann.thread.map(({ text }) => text)).toEqual([
    'visit',
    expect.stringContaining('How was your visit?'),
    'Good',
    'How long did you wait to be seen?',
  ]);
});

it('goes on after the database went away in the middle of a turn', async () => {
  const people = Array.from({ length: 12 }, (_, n) => new Phone(system, String(15_550_100_510 + n)));
  for (const { waId } of people) system.simulator.say(waId, 'visit');
  await until('the first of them to be answered', () => people.some(({ thread }) => thread.length > 1));
  wire.cut();
  wire.mend();
  await until('all of them to be answered', () => people.every(({ thread }) => thread.length > 1), {
    withinMs: 60_000,
    seen: () => people.map(({ thread }) => thread.map(({ text }) => text)),
  });
  await system.quiet();
  for (const { thread } of people) {
    expect(thread.map(({ from }) => from)).toEqual(['customer', 'business']);
  }
});
