import { readSettings } from '../../src/simulator/settings.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { call } from './client.js';

const ANN = '15550100201';
const NOON = Date.UTC(2026, 10, 22, 12);
let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ now: () => NOON });
});
afterEach(() => simulator.stop());

async function send(to: string) {
  simulator.say(to, 'Hi');
  return call(simulator, 'POST', '/messages', { messaging_product: 'whatsapp', to, type: 'text', text: { body: 'x' } });
}

/** Counts of the answers by status. */
async function sendMany(count: number, to: (i: number) => string): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (let i = 0; i < count; i += 1) {
    const { status } = await send(to(i));
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

test('one person gets 45 messages at once, then one in six seconds', async () => {
  expect(await sendMany(45, () => ANN)).toEqual({ 200: 45 });
  expect(await send(ANN)).toMatchObject({ status: 400, body: { error: { code: 131056, type: 'OAuthException' } } });
  expect((await send('15550100202')).status).toBe(200);
  await simulator.advanceClock(5_999);
  expect((await send(ANN)).status).toBe(400);
  await simulator.advanceClock(1);
  expect(await sendMany(2, () => ANN)).toEqual({ 200: 1, 400: 1 });
  await simulator.advanceClock(45 * 6_000);
  expect(await sendMany(46, () => ANN)).toEqual({ 200: 45, 400: 1 });
  expect(simulator.stats()).toMatchObject({ refusedByCode: { 131056: 4 }, requests: { accepted: 92, refused: 4 } });
});

test('the number sends what it may in a second, and no more', async () => {
  simulator.setLimits({ throughput: { perSecond: 20, tolerance: 0.1 } });
  const person = (i: number) => String(15550100300 + i);
  expect(await sendMany(30, person)).toEqual({ 200: 22, 429: 8 });
  expect((await send(person(1))).body).toMatchObject({ error: { code: 130429 } });
  await simulator.advanceClock(1_000);
  expect(await sendMany(5, person)).toEqual({ 200: 5 });
  const second = NOON / 1_000;
  expect(simulator.perSecond()).toEqual([
    { second, accepted: 22 },
    { second: second + 1, accepted: 5 },
  ]);
  expect(simulator.stats()).toMatchObject({ fastestSecond: 22, refusedByCode: { 130429: 9 } });
});

test('without being asked the number has no limit, and a reset puts the plain limits back', async () => {
  expect(simulator.limits()).toEqual({ throughput: null, pair: { burst: 45, everyMs: 6_000 } });
  expect(await sendMany(150, (i) => String(15550100300 + i))).toEqual({ 200: 150 });
  simulator.setLimits({ pair: { burst: 1, everyMs: 1_000 } });
  expect(await sendMany(2, () => ANN)).toEqual({ 200: 1, 400: 1 });
  await simulator.reset();
  expect(simulator.limits().pair).toEqual({ burst: 45, everyMs: 6_000 });
  expect(simulator.stats()).toMatchObject({ fastestSecond: 0, refusedByCode: {} });
  expect(simulator.perSecond()).toEqual([]);
});

test('limits over HTTP', async () => {
  const post = async (body: object) => {
    const response = await fetch(`${simulator.url}/_simulator/limits`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as object };
  };
  const limits = { throughput: { perSecond: 80, tolerance: 0 }, pair: null };
  expect(await post({ throughput: { perSecond: 80 }, pair: null })).toEqual({ status: 200, body: limits });
  expect(await (await fetch(`${simulator.url}/_simulator/limits`)).json()).toEqual(limits);
  expect(await post({ throughput: { perSecond: 0 } })).toMatchObject({ status: 422 });
  await send(ANN);
  expect(await (await fetch(`${simulator.url}/_simulator/per-second`)).json()).toEqual({
    items: [{ second: NOON / 1_000, accepted: 1 }],
  });
});

test('the program takes the limit of the number from SIMULATOR_PER_SECOND', () => {
  expect(readSettings({ SIMULATOR_PER_SECOND: '80' })).toMatchObject({ SIMULATOR_PER_SECOND: 80 });
  expect(() => readSettings({ SIMULATOR_PER_SECOND: '0' })).toThrow('SIMULATOR_PER_SECOND');
});
