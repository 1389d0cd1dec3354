import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';

const ANN = '15550100201';

let simulator: Simulator;
let token: string;
let secret: string;
let phone: string;
let account: string;

/** A business that proves an address with this token, and keeps what is posted there. */
class Business {
  readonly posts: { signature: string | undefined; body: string }[] = [];
  #server: Server;

  constructor(verifyToken: string) {
    this.#server = createServer((request, response) => {
      const query = new URL(request.url ?? '', 'http://x').searchParams;
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method === 'GET') {
          const right = query.get('hub.verify_token') === verifyToken && query.get('hub.mode') === 'subscribe';
          response.writeHead(right ? 200 : 403).end(right ? query.get('hub.challenge') : 'no');
          return;
        }
        const signature = request.headers['x-hub-signature-256'];
        this.posts.push({ signature: String(signature), body: Buffer.concat(chunks).toString('utf8') });
        response.writeHead(200).end();
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  close(): Promise<unknown> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

let business: Business;
let hook: string;

beforeEach(async () => {
  simulator = await startSimulator({ provider: 'cloud-api' });
  const { credentials } = simulator.connection();
  token = credentials['accessToken']!;
  secret = credentials['appSecret']!;
  phone = `/v23.0/${credentials['phoneNumberId']}`;
  account = `/v23.0/${credentials['businessAccountId']}`;
  business = new Business('verify-me');
  hook = await business.open();
});
afterEach(async () => {
  await simulator.stop();
  await business.close();
});

async function graph(method: string, path: string, body?: unknown, bearer = token) {
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const text = { messaging_product: 'whatsapp', to: ANN, type: 'text', text: { body: 'Hello' } };
const callback = (verify_token = 'verify-me') => ({ override_callback_uri: hook, verify_token });

test.each([
  ['another token', () => graph('GET', phone, undefined, 'EAAother'), 401, { code: 190 }],
  [
    'a number that there is not',
    () => graph('POST', '/v23.0/999999999999999/messages', text),
    400,
    { code: 100, error_subcode: 33 },
  ],
  [
    'the phone number in place of its id',
    () => graph('GET', '/v23.0/15550100100'),
    400,
    { code: 100, error_subcode: 33 },
  ],
  ['the proof of another app', () => graph('GET', `${phone}?appsecret_proof=${'0'.repeat(64)}`), 400, { code: 100 }],
  [
    'a message without its content',
    () => graph('POST', `${phone}/messages`, { ...text, type: 'video' }),
    400,
    { code: 100 },
  ],
])('refuses %s in Meta’s words', async (_what, ask, status, error) => {
  const answer = await ask();
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ error: { ...error, fbtrace_id: expect.any(String) } });
});

test('a number of another account can be read, and is not among the account’s', async () => {
  expect((await graph('GET', '/v25.0/100000000000009')).status).toBe(200);
  const { body } = await graph('GET', `${account}/phone_numbers?fields=id`);
  expect(body.data.map(({ id }: { id: string }) => id)).toEqual([phone.split('/').at(-1)]);
});

test('an address that does not know the token is not taken', async () => {
  for (const [path, body] of [
    [`${account}/subscribed_apps`, callback('another')],
    [phone, { webhook_configuration: callback('another') }],
  ] as const) {
    expect(await graph('POST', path, body)).toMatchObject({ status: 400, body: { error: { code: 2200 } } });
  }
  simulator.say(ANN, 'hello');
  expect(simulator.stats().webhooks.pending).toBe(1);
});

test('sends nothing before the app is subscribed, then escaped and signed over the bytes', async () => {
  expect((await graph('POST', phone, { webhook_configuration: callback() })).status).toBe(200);
  simulator.say(ANN, 'Grüß / Gott');
  expect(business.posts).toEqual([]);
  expect((await graph('POST', `${account}/subscribed_apps`, {})).status).toBe(200);
  await simulator.idle();
  const [{ signature, body } = { signature: '', body: '' }] = business.posts;
  expect(body).toContain(String.raw`Gr\u00fc\u00df \/ Gott`);
  expect(signature).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  expect(JSON.parse(body)).toMatchObject({ entry: [{ changes: [{ field: 'messages' }] }] });
});

test('a file is fetched by the address that the Graph gives, with the token only', async () => {
  await graph('POST', `${account}/subscribed_apps`, callback());
  simulator.say(ANN, { type: 'image', base64: 'iVBORw0KGgo=', mime: 'image/png' });
  await simulator.idle();
  const { id } = JSON.parse(business.posts[0]!.body).entry[0].changes[0].value.messages[0].image;
  const { url, sha256 } = (await graph('GET', `/v23.0/${id}`)).body;
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect((await fetch(url)).status).toBe(401);
  const file = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  expect(Buffer.from(await file.arrayBuffer()).toString('base64')).toBe('iVBORw0KGgo=');
});

test('templates are made, approved, paged and removed one language at a time', async () => {
  const creation = (language: string) => ({
    name: 'hi',
    language,
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Good day to you' }],
  });
  const ids: string[] = [];
  for (const language of ['en', 'de', 'es']) {
    const made = await graph('POST', `${account}/message_templates`, creation(language));
    expect(made.body).toMatchObject({ status: 'PENDING', category: 'UTILITY' });
    ids.push(made.body.id);
  }
  const first = await graph('GET', `${account}/message_templates?limit=2`);
  expect(first.body.data).toHaveLength(2);
  expect(first.body.paging.next).toContain('after=2');
  const second = await graph('GET', `${account}/message_templates?limit=2&after=${first.body.paging.cursors.after}`);
  expect(second.body.data).toHaveLength(1);
  expect(second.body.paging.next).toBeUndefined();
  expect(await graph('DELETE', `${account}/message_templates?name=hi&hsm_id=${ids[1]}`)).toMatchObject({ status: 200 });
  const left = await graph('GET', `${account}/message_templates`);
  expect(left.body.data.map(({ language }: { language: string }) => language)).toEqual(['en', 'es']);
  expect(await graph('DELETE', `${account}/message_templates?name=hi&hsm_id=${ids[1]}`)).toMatchObject({ status: 400 });
});

test('whoever asks gets what a service needs to be connected', () => {
  expect(simulator.connection()).toEqual({
    provider: 'cloud-api',
    credentials: {
      accessToken: token,
      appSecret: secret,
      phoneNumberId: expect.any(String),
      businessAccountId: expect.any(String),
    },
    settings: { CLOUD_API_URL: simulator.url },
  });
});

test('a provider that it does not speak for is refused by name', async () => {
  await expect(startSimulator({ provider: 'carrier-pigeon' })).rejects.toThrow(
    /"carrier-pigeon"; it speaks 360dialog, cloud-api/,
  );
});
