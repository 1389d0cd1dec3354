import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSettings } from '../../src/simulator/settings.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { sendAs } from './client.js';

const ANN = '15550100201';
const NOW = Date.UTC(2026, 10, 22, 12);
let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ now: () => NOW, customers: [{ waId: ANN, name: 'Ann Lee' }] });
});
afterEach(() => simulator.stop());

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${simulator.url}/_simulator/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('a person writes, and the thread shows both sides', async () => {
  expect(await control('POST', `customers/${ANN}/messages`, { type: 'text', body: 'Hi' })).toMatchObject({
    status: 201,
    body: { from: 'customer', text: 'Hi', tick: 'sent' },
  });
  await sendAs(simulator, ANN, { type: 'text', text: { body: 'Hello' } });
  expect((await control('GET', `customers/${ANN}/thread`)).body).toMatchObject({
    customer: { name: 'Ann Lee', windowClosesAt: NOW + 86_400_000 },
    messages: [{ text: 'Hi' }, { from: 'business', text: 'Hello' }],
  });
  expect((await control('GET', 'stats')).body).toMatchObject({
    requests: { accepted: 1, refused: 0, faults: 0 },
    inbound: 1,
    timings: { messageToReply: { count: 1 } },
  });
});

test.each<[string, string, string, unknown, number, string]>([
  ['nobody of that name', 'GET', 'customers/15550100999/thread', undefined, 404, 'There is no customer 15550100999.'],
  ['no such person id', 'POST', 'customers/bob/messages', { type: 'text', body: 'x' }, 422, 'must be a wa_id'],
  ['an empty text', 'POST', `customers/${ANN}/messages`, { type: 'text', body: '' }, 422, 'body'],
  ['a clock that goes back', 'POST', 'clock', { advanceMs: -1 }, 422, 'advanceMs'],
  ['a fault nobody knows', 'POST', 'faults', { fault: { kind: 'rain' } }, 422, 'fault'],
  ['a setting nobody knows', 'POST', 'delivery', { speed: 1 }, 422, 'speed'],
  ['a template that is not there', 'POST', 'templates/a/en', { state: 'paused' }, 404, 'There is no template a in en.'],
  ['a template against the rules', 'POST', 'templates', { name: 'a' }, 422, 'The parameter language is required.'],
])('%s is a problem with a sentence', async (_name, method, path, body, status, sentence) => {
  const answer = await control(method, path, body);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ status, detail: expect.stringContaining(sentence) });
});

test('settings go in and come back', async () => {
  expect((await control('POST', 'delivery', { duplicates: 2, shuffle: { seed: 4 } })).body).toEqual({
    duplicates: 2,
    batch: 1,
    shuffle: { seed: 4, window: 20, holdMs: 20 },
    delayMs: 0,
  });
  expect((await control('POST', 'faults', { fault: { kind: 'refuse', code: 613 }, next: 3 })).body).toEqual({
    items: [{ kind: 'refuse 613', next: 3 }],
  });
  expect((await control('DELETE', 'faults')).body).toEqual({ items: [] });
  await control('POST', 'suggestions', { items: [{ title: 'Visit', text: 'visit' }] });
  expect((await control('GET', 'suggestions')).body).toEqual({ items: [{ title: 'Visit', text: 'visit' }] });
});

test('moving the clock tells the service under trial, with its token', async () => {
  const calls: { method: string | undefined; token: string | undefined; body: unknown }[] = [];
  const service = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      calls.push({ method: request.method, token: request.headers.authorization, body: JSON.parse(text) });
      response.end();
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/clock`;
  expect((await control('POST', 'clock-hook', { url, token: 't1' })).body).toEqual({
    hook: { told: true, status: 200 },
  });
  await control('POST', 'clock', { advanceMs: 3_600_000 });
  const moved = await control('POST', 'clock', { advanceMs: 1_000 });
  expect(moved.body).toEqual({ now: NOW + 3_601_000, offsetMs: 3_601_000, hook: { told: true, status: 200 } });
  const put = { method: 'PUT', token: 'Bearer t1' };
  expect(calls).toEqual([0, 3_600_000, 3_601_000].map((offsetMs) => ({ ...put, body: { offsetMs } })));

  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
  expect((await control('POST', 'clock', { advanceMs: 1 })).body).toMatchObject({
    hook: { told: true, error: expect.any(String) },
  });
});

test('the stream begins with a snapshot, then tells what changes', async () => {
  simulator.say(ANN, 'Hi');
  const ended = new AbortController();
  const response = await fetch(`${simulator.url}/_simulator/customers/${ANN}/events`, { signal: ended.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const until = async (text: string) => {
    while (!heard.includes(text)) heard += (await reader?.read())?.value ?? '';
  };
  await until('event: snapshot');
  await until('"text":"Hi"');
  await sendAs(simulator, ANN, { type: 'text', text: { body: 'Hello' } });
  await until('event: message\ndata: {"type":"text","text":"Hello"');
  simulator.say('15550100202', 'I am new');
  await until('"key":"15550100202"');
  ended.abort();
});

test('after a reset only the start is left', async () => {
  simulator.say(ANN, 'Hi');
  await sendAs(simulator, ANN, { type: 'text', text: { body: 'Hello' } });
  await simulator.advanceClock(1_000);
  simulator.addFault({ fault: { kind: 'hang' }, next: 5 });
  await control('POST', 'reset');
  expect(simulator.overview()).toMatchObject({
    clock: { now: NOW, offsetMs: 0 },
    customers: [{ name: 'Ann Lee', windowClosesAt: null }],
    faults: [],
    delivery: { pending: 0 },
  });
  expect(simulator.requests()).toEqual([]);
});

describe('settings of the program', () => {
  test('defaults', () => {
    expect(readSettings({})).toEqual({ SIMULATOR_HOST: '127.0.0.1', SIMULATOR_PROVIDER: '360dialog' });
  });

  test.each([
    [{ SIMULATOR_PORT: 'http' }, 'SIMULATOR_PORT'],
    [{ SIMULATOR_PORT: '70000' }, 'SIMULATOR_PORT'],
    [{ SIMULATOR_CLOCK_HOOK_URL: 'here', SIMULATOR_CLOCK_HOOK_TOKEN: 't' }, 'SIMULATOR_CLOCK_HOOK_URL'],
    [{ SIMULATOR_CLOCK_HOOK_TOKEN: 't' }, 'belong together'],
  ])('%j is refused by name', (env, name) => {
    expect(() => readSettings(env)).toThrow(name);
  });
});
