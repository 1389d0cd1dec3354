import request from 'supertest';
import { startSystem, type System } from '../support/system.js';
import { messagesBody, webhookSender, type WebhookSender } from '../support/webhook-sender.js';

const MB = 1_048_576;

let system: System;
let webhook: WebhookSender;

beforeAll(async () => {
  system = await startSystem();
  await system.connect();
  webhook = await webhookSender(system);
});

afterAll(() => system.stop());

const storedMessages = () => system.runtime.store.thread.count(system.runtime.scope);

function expectProblem(response: request.Response, status: number, type: string): void {
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(response.body).toMatchObject({
    type: `urn:canvass:problem:${type}`,
    status,
    title: expect.any(String),
    detail: expect.any(String),
  });
  expect(response.status).toBe(status);
}

describe('what is turned away', () => {
  let before: number;
  beforeAll(async () => {
    before = await storedMessages();
  });
  // Of every case: nothing of it is stored.
  afterAll(async () => expect(await storedMessages()).toBe(before));

  const message = messagesBody([{ id: 'wamid.refused', from: '15550100401', body: 'visit' }]);

  it.each([
    ['cut off in the middle', JSON.stringify(message).slice(0, -20)],
    ['not JSON at all', 'id=1&text=hello'],
    ['with bytes that are no text', `{"entry":[\u0000`],
  ])('400 for a body %s', async (_what, body) => {
    const response = await webhook.post(body);
    expect(response.status).toBe(400);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });

  it.each([['[]'], ['"hello"'], ['null'], ['42'], ['']])('400 for the body %j, which is no object', async (body) => {
    const response = await webhook.post(body);
    expect(response.status).toBe(400);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });

  it('400 for an object whose keys would poison prototypes', async () => {
    const response = await webhook.post('{"__proto__": {"polluted": 1}, "entry": []}');
    expect(response.status).toBe(400);
    expect('polluted' in {}).toBe(false);
  });

  it.each([['application/xml'], ['application/octet-stream'], ['multipart/form-data; boundary=x']])(
    '415 for the content type %s',
    async (type) => {
      expectProblem(
        await webhook.post(JSON.stringify(message), { 'content-type': type }),
        415,
        'unsupported-media-type',
      );
    },
  );

  it('401 for a wrong secret, and for none', async () => {
    const [name] = Object.keys(webhook.headers);
    expectProblem(await webhook.post(message, { [name!]: 'not-the-secret' }), 401, 'wrong-secret');
    const without = request(system.url).post(webhook.path).set('content-type', 'application/json').send(message);
    expectProblem(await without, 401, 'wrong-secret');
    // The API's token opens no webhook.
    const withToken = request(system.url)
      .post(webhook.path)
      .set('authorization', `Bearer ${system.token}`)
      .send(message);
    expectProblem(await withToken, 401, 'wrong-secret');
  });

  it('404 for a key that nobody has, and for another provider’s address', async () => {
    const unknown = request(system.url)
      .post('/webhooks/360dialog/nobody-has-this-key')
      .set(webhook.headers)
      .send(message);
    expectProblem(await unknown, 404, 'unknown-channel');
    const foreign = request(system.url)
      .post(webhook.path.replace('360dialog', 'twilio'))
      .set(webhook.headers)
      .send(message);
    expectProblem(await foreign, 404, 'unknown-channel');
  });

  it('413 for more than 4 MB', async () => {
    expectProblem(await webhook.post({ ...message, padding: 'x'.repeat(5 * MB) }), 413, 'too-large');
  });
});

describe('what is accepted', () => {
  it.each([
    ['an empty object', {}],
    [
      'unknown fields and events',
      {
        object: 'x',
        entry: [{ id: 1, changes: [{ field: 'brand_new', value: { a: [1] } }, { field: 7 }, null] }, 'y'],
      },
    ],
    ['no messages at all', messagesBody([])],
    [
      'a status of a message that is not ours',
      {
        entry: [
          {
            changes: [{ field: 'messages', value: { statuses: [{ id: 'wamid.x', status: 'read', timestamp: '1' }] } }],
          },
        ],
      },
    ],
  ])('%s', async (_what, body) => {
    const response = await webhook.post(body);
    expect({ status: response.status, body: response.body }).toEqual({
      status: 200,
      body: { received: expect.any(Number) },
    });
  });

  it('an object nested a hundred thousand deep', async () => {
    const deep = `${'{"a":['.repeat(50_000)}${']}'.repeat(50_000)}`;
    const whole = JSON.stringify(messagesBody([{ id: 'wamid.deep', from: '15550100402', body: 'hello' }]));
    const response = await webhook.post(`{"deep":${deep},${whole.slice(1)}`);
    expect(response.status).toBe(200);
    expect(
      await system.runtime.store.thread.count(system.runtime.scope, {
        conversationId: await conversationOf('15550100402'),
      }),
    ).toBe(1);
  });

  it('3 MB, the most that Meta sends', async () => {
    const body = {
      ...messagesBody([{ id: 'wamid.large', from: '15550100403', body: 'hello' }]),
      padding: 'ü'.repeat(1.5 * MB),
    };
    expect(Buffer.byteLength(JSON.stringify(body))).toBeGreaterThan(3 * MB);
    await webhook.post(body).expect(200, { received: 1 });
    const [entry] = await system.api.thread(await conversationOf('15550100403'));
    expect(entry).toMatchObject({ kind: 'inbound', content: { kind: 'text', text: 'hello' } });
  });

  it('a message text that no database column takes as it is', async () => {
    const body = 'visit\u0000 \ud83d\ude00 \ud800 end';
    await webhook.post(messagesBody([{ id: 'wamid.odd', from: '15550100404', body }])).expect(200);
    await system.quiet();
    const [entry] = await system.api.thread(await conversationOf('15550100404'));
    expect(entry).toMatchObject({ kind: 'inbound', content: { kind: 'text', text: expect.stringContaining('😀') } });
  });
});

async function conversationOf(waId: string): Promise<string> {
  await system.quiet();
  return (await system.conversationWith(waId)).id;
}
