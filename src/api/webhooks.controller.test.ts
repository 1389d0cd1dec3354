import type { WebhookRequest } from '../channels/channel.js';
import type { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { WebhookEvents } from '../channels/connected/webhook-events.js';
import type { Allowances } from '../http/allowances.js';
import { createLogger } from '../logging/logger.js';
import { WebhooksController } from './webhooks.controller.js';

function controllerOf(adapter: object, take: () => Promise<void> = async () => {}) {
  const directory = {
    byWebhookKey: async (_: string, key: string) =>
      key === 'key' ? { adapter, channel: { id: 'ch' }, webhookSecret: 'the-secret', access: {} } : undefined,
  } as unknown as ChannelDirectory;
  return new WebhooksController(
    directory,
    { take } as unknown as WebhookEvents,
    { WEBHOOKS_IN_HAND: 2 },
    () => 'https://canvass.example/below',
    { now: () => 1_780_000_000_000 },
    createLogger('silent'),
    { take: async () => {} } as unknown as Allowances,
  );
}

function replyOf() {
  const said = { status: 0, headers: {} as Record<string, unknown> };
  const reply = {
    status: (status: number) => {
      said.status = status;
    },
    header: (name: string, value: unknown) => {
      said.headers[name] = value;
    },
  } as never;
  return { said, reply };
}

const post = (text = '{}') => ({
  headers: { 'x-signature': 's' },
  originalUrl: '/webhooks/p/key?a=%C3%A9&a=2&plain',
  query: { a: ['é', '2'], plain: '' },
  rawBody: Buffer.from(text),
});

test('as many webhooks are stored at a time as may be; one more is told to come again, and later is taken', async () => {
  const stored: (() => void)[] = [];
  const adapter = { verifyWebhook: () => true, parseWebhook: () => [] };
  const controller = controllerOf(adapter, () => new Promise<void>((done) => stored.push(done)));
  const receive = () => controller.receive('360dialog', 'key', post(), replyOf().reply);
  const moment = () => new Promise(setImmediate);

  const taken = [receive(), receive()];
  await expect(receive()).rejects.toMatchObject({ status: 503, type: 'busy' });
  await moment();
  for (const done of stored.splice(0)) done();
  expect(await Promise.all(taken)).toEqual([{ received: 0 }, { received: 0 }]);

  const later = receive();
  await moment();
  for (const done of stored.splice(0)) done();
  expect(await later).toEqual({ received: 0 });
});

test('an adapter gets the request as the provider sent it, under our public address', async () => {
  const seen: WebhookRequest[] = [];
  const adapter = {
    verifyWebhook: (request: WebhookRequest) => seen.push(request) > 0,
    parseWebhook: () => [],
  };
  const { said, reply } = replyOf();
  await controllerOf(adapter).receive('p', 'key', post('{"text":"\\u00e9"}'), reply);
  expect(seen).toEqual([
    {
      method: 'POST',
      url: 'https://canvass.example/webhooks/p/key?a=%C3%A9&a=2&plain',
      headers: { 'x-signature': 's' },
      rawBody: Buffer.from('{"text":"\\u00e9"}'),
      query: { a: 'é', plain: '' },
      receivedAt: 1_780_000_000_000,
    },
  ]);
  expect(said).toEqual({ status: 200, headers: {} });
});

test('an adapter says with what its webhooks are answered', async () => {
  const acknowledge = { contentType: 'text/xml', body: '<Response/>', status: 202 };
  const { said, reply } = replyOf();
  const controller = controllerOf({ verifyWebhook: () => true, parseWebhook: () => [], acknowledge });
  expect(await controller.receive('p', 'key', post(), reply)).toBe('<Response/>');
  expect(said).toEqual({ status: 202, headers: { 'Content-Type': 'text/xml' } });
});

describe('a GET', () => {
  const get = { headers: {}, originalUrl: '/webhooks/p/key?challenge=7', query: { challenge: '7' } };

  test('is answered by the adapter in plain text', async () => {
    const { said, reply } = replyOf();
    const handshake = (request: WebhookRequest, secret: string) =>
      `${request.method} ${request.query['challenge']} ${secret}`;
    expect(await controllerOf({ handshake }).prove('p', 'key', get, reply)).toBe('GET 7 the-secret');
    expect(said.headers).toEqual({ 'Content-Type': 'text/plain; charset=utf-8' });
  });

  test.each([
    ['the adapter does not believe', { handshake: () => undefined }],
    ['the adapter does not know', {}],
  ])('that %s is 403', async (_what, adapter) => {
    await expect(controllerOf(adapter).prove('p', 'key', get, replyOf().reply)).rejects.toMatchObject({
      status: 403,
      type: 'no-handshake',
    });
  });

  test('for a channel that there is not is 404', async () => {
    await expect(controllerOf({}).prove('p', 'other', get, replyOf().reply)).rejects.toMatchObject({ status: 404 });
  });
});
