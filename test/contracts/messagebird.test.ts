import { createHash, createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../src/channels/channel.js';
import { MESSAGEBIRD_ERRORS } from '../../src/channels/messagebird/errors.js';
import { messagebird } from '../../src/channels/messagebird/messagebird.channel.js';
import { startHttpDouble, type HttpDouble, type Play } from '../doubles/http-double.js';
import { channelContract } from './channel.contract.js';
import { TEMPLATE_DRAFT } from './template.contract.js';

const NOW = 1_780_000_000_000;
const URL_CALLED = 'https://c.example/webhooks/messagebird/k?x=1';
const CHANNEL = '0123456789abcdef0123456789abcdef';

const access = {
  channelId: 'c1',
  credentials: {
    accessKey: 'live_8hY3kPq',
    channelId: CHANNEL,
    signingKey: 'mb-signing-key-2fQ',
    namespace: 'ns_77_88',
  },
};

function json(value: unknown, status = 200): Play {
  return { status, body: JSON.stringify(value) };
}

function apiError(status: number, code: number, parameter: string | null = null): Play {
  return json({ errors: [{ code, description: 'because', parameter }] }, status);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

interface Token {
  key?: string;
  alg?: string;
  claims?: Record<string, unknown>;
}

function sign(body: string, { key = access.credentials.signingKey, alg = 'HS256', claims = {} }: Token = {}) {
  const content = [
    { alg, typ: 'JWT' },
    {
      iss: 'MessageBird',
      nbf: NOW / 1_000,
      exp: NOW / 1_000 + 60,
      jti: 'one',
      url_hash: sha256(URL_CALLED),
      ...(body === '' ? {} : { payload_hash: sha256(body) }),
      ...claims,
    },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const hash = `sha${alg.slice(2)}`;
  const signature = /^HS(256|384|512)$/.test(alg)
    ? createHmac(hash, key).update(content.join('.')).digest('base64url')
    : '';
  return request(body, [...content, signature].join('.'));
}

function request(body: string, token: string): WebhookRequest {
  return {
    method: 'POST',
    url: URL_CALLED,
    headers: { 'messagebird-signature-jwt': token },
    rawBody: Buffer.from(body),
    query: { x: '1' },
    receivedAt: NOW + 2_000,
  };
}

const TIME = '2026-05-28T20:26:40Z';

const message = (more: Record<string, unknown>) => ({
  id: 'm1',
  conversationId: 'v1',
  channelId: CHANNEL,
  platform: 'whatsapp',
  to: '+15550100100',
  from: '+436600001',
  direction: 'received',
  status: 'received',
  type: 'text',
  content: { text: 'Hello' },
  createdDatetime: TIME,
  updatedDatetime: TIME,
  ...more,
});

const created = (more: Record<string, unknown> = {}) =>
  JSON.stringify({
    type: 'message.created',
    contact: { id: 'c1', msisdn: 436600001, displayName: 'Mira' },
    conversation: { id: 'v1' },
    message: message(more),
  });

const updated = (status: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    type: 'message.updated',
    message: message({
      direction: 'sent',
      status,
      to: '+436600001',
      from: '+15550100100',
      updatedDatetime: '2026-05-28T20:26:41.220967583Z',
      ...more,
    }),
  });

const CODES = MESSAGEBIRD_ERRORS.filter(({ code }) => /^\d+$/.test(code));

channelContract('MessageBird', {
  create: (baseUrl, timeoutMs) => messagebird({ baseUrl, timeoutMs }),
  access,
  open: ['channelId', 'namespace'],
  webhook: {
    sign: (body) => sign(body),
    provedBy: 'credentials',
    signsBody: true,
    messages: (ids) => [created({ id: ids[0] }), created({ id: ids[1] })],
    status: (id, ref) => updated('delivered', { id, source: { ref } }),
    unknown: [
      '{}',
      '{"type":"conversation.updated"}',
      '{"type":"message.created","message":{"id":7}}',
      updated('pending'),
      created({ channelId: 'f'.repeat(32), direction: 'sent', status: 'pending' }),
      created({ platform: 'sms' }),
      created({ from: 'nobody' }).replace('436600001', '"nobody"'),
    ],
  },
  accepted: (id) => json({ id, status: 'accepted' }, 202),
  acceptedWithoutId: json({ status: 'accepted' }, 202),
  refusals: [
    { name: 'a wrong key', play: apiError(401, 2, 'access_key'), expected: 'stop-channel' },
    { name: 'a missing right', play: json({}, 403), expected: 'stop-channel' },
    { name: 'a channel of another account', play: apiError(404, 20, 'from'), expected: 'stop-channel' },
    { name: 'a wrong value', play: apiError(422, 10, 'content'), expected: 'refused' },
    { name: 'no balance', play: apiError(422, 25), expected: 'stop-channel' },
    { name: 'a closed window, told at once', play: apiError(422, 470), expected: 'fall-back' },
    { name: 'too many calls', play: apiError(429, 21), expected: 'retry' },
    { name: 'an own error', play: apiError(500, 99), expected: 'maybe-sent' },
    { name: 'an own error that reads like a refusal', play: apiError(500, 10), expected: 'maybe-sent' },
    { name: 'a gateway’s page', play: { status: 502, body: '<html>Bad gateway</html>' }, expected: 'maybe-sent' },
    { name: 'an unknown code', play: apiError(400, 777), expected: 'refused' },
    { name: 'an unknown address', play: { status: 404, body: 'not found' }, expected: 'refused' },
  ],
  statusErrors: [
    ...CODES.map(({ code, class: expected }) => ({ error: { code, title: 'No' }, expected })),
    { error: { code: '131047', title: 'Meta’s own' }, expected: 'fall-back' },
    { error: { code: '777', title: 'New' }, expected: 'refused' },
  ],
  templates: {
    created: [json({ name: 'visit_reminder', language: 'pt_BR', status: 'PENDING', ...partsOfDraft() }, 201)],
    refused: [apiError(422, 10, 'components')],
    removed: [{ status: 204, body: '' }],
    alreadyGone: [apiError(404, 20, 'name')],
  },
});

function partsOfDraft() {
  return {
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: TEMPLATE_DRAFT.body },
      { type: 'FOOTER', text: TEMPLATE_DRAFT.footer },
    ],
  };
}

describe('MessageBird', () => {
  let double: HttpDouble;
  const adapter = () => messagebird({ baseUrl: double.url, timeoutMs: 20_000 });
  const sent = () => JSON.parse(double.requests[0]!.body) as unknown;

  beforeAll(async () => {
    double = await startHttpDouble();
  });
  afterEach(() => double.settle());
  afterAll(() => double.close());

  describe('signature', () => {
    const verify = (given: WebhookRequest, key = access.credentials.signingKey) =>
      adapter().verifyWebhook(given, 'ours', { ...access, credentials: { ...access.credentials, signingKey: key } });

    it('agrees with the vector of the reference', () => {
      const token =
        'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTc2NzIyNTYwMCwiZXhwIjoxNzY3MjI1NjYwLCJqdGkiOiIwMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDEiLCJ1cmxfaGFzaCI6ImU0ZDRkYTM4ZmMxOTA0MzkyODlhNjNjZTdlZDlmYTZkNzU5M2Q0YjVjYjI0OTMxY2Y1MDA1OTJlYjA3NWMwZDYiLCJwYXlsb2FkX2hhc2giOiI3ZDAzNzc3MzA5YTg4Zjg3ZjU0NGEwN2ZjMjAzNmMyYjk0MzhkMzRhZTM4ODRhOTRhZjg4ZDk0MjhjMTlhZGQzIn0.OsZ43jQ0ED-ki-5w2snA5QSyFo0qU-qrVsoUAY8CFqg';
      const vector: WebhookRequest = {
        ...request('{"type":"message.created"}', token),
        url: 'https://hooks.example.test/wa/mb/ch1?tenant=7',
        receivedAt: 1_767_225_630_000,
      };
      expect(verify(vector, 'mb-signing-key')).toBe(true);
      expect(verify({ ...vector, url: `${vector.url}1` }, 'mb-signing-key')).toBe(false);
    });

    it.each(['HS256', 'HS384', 'HS512'])('believes %s', (alg) => {
      expect(verify(sign('{}', { alg }))).toBe(true);
    });

    it.each(['none', 'RS256', 'HS1', 'toString'])('does not believe %s', (alg) => {
      expect(verify(sign('{}', { alg }))).toBe(false);
    });

    it.each([
      ['another issuer', { iss: 'Vonage' }],
      ['no id', { jti: '' }],
      ['another address', { url_hash: sha256('https://elsewhere.example/') }],
      ['another body', { payload_hash: sha256('{} ') }],
      ['no hash of its body', { payload_hash: undefined }],
      ['a time that is not one', { exp: 'soon' }],
    ])('does not believe a token with %s', (_name, claims) => {
      expect(verify(sign('{}', { claims }))).toBe(false);
    });

    it('believes a body that is empty only without a hash', () => {
      expect(verify(sign(''))).toBe(true);
      expect(verify(sign('', { claims: { payload_hash: sha256('') } }))).toBe(false);
    });

    it.each([
      [-5_000, true],
      [-5_001, false],
      [65_000, true],
      [65_001, false],
    ])('%d ms after it begins to hold: %s', (ms, expected) => {
      expect(verify({ ...sign('{}'), receivedAt: NOW + ms })).toBe(expected);
    });

    it.each(['', 'a', 'a.b', 'a.b.c', '..', 'a.b.c.d', `${Buffer.from('null').toString('base64url')}.e30.x`])(
      'does not believe %j',
      (token) => {
        expect(verify(request('{}', token))).toBe(false);
      },
    );

    it('does not believe a fourth part', () => {
      const signed = sign('{}');
      const token = `${signed.headers['messagebird-signature-jwt']}.x`;
      expect(verify(request('{}', token))).toBe(false);
    });
  });

  describe('webhooks', () => {
    const parse = (body: string) => adapter().parseWebhook(sign(body), access);

    it('reads who wrote, when and what', () => {
      expect(parse(created({ replyTo: { id: 'out9' } }))).toStrictEqual([
        {
          kind: 'message',
          id: 'm1',
          at: Date.parse(TIME),
          from: { waId: '436600001' },
          profileName: 'Mira',
          content: { kind: 'text', text: 'Hello' },
          repliesTo: 'out9',
        },
      ]);
    });

    it.each([
      ['interactive', { interactive: { type: 'button_reply', reply: { id: 'q:y', text: 'Yes' } } }, 'button'],
      [
        'interactive',
        { interactive: { type: 'list_reply', reply: { id: 'q:y', text: 'Yes', description: 'd' } } },
        'list',
      ],
      ['button', { button: { payload: 'q:y', text: 'Yes' } }, 'template'],
      ['text', { text: 'Yes', button: { payload: 'q:y' } }, 'template'],
    ])('binds a tap of type %s: %j', (type, content, source) => {
      expect(parse(created({ type, content }))).toMatchObject([
        { kind: 'message', content: { kind: 'tap', id: 'q:y', title: 'Yes', source } },
      ]);
    });

    it('reads files by their address', () => {
      const url = 'https://media.messagebird.com/v1/media/8a';
      expect(parse(created({ type: 'image', content: { image: { url, caption: 'A map' } } }))).toMatchObject([
        { content: { kind: 'media', media: 'image', id: url, url, caption: 'A map' } },
      ]);
      expect(parse(created({ type: 'file', content: { file: { url } } }))).toMatchObject([
        { content: { kind: 'media', media: 'document', id: url } },
      ]);
    });

    it('reads a place, and keeps what it has no word for', () => {
      expect(
        parse(created({ type: 'location', content: { location: { latitude: 47.07, longitude: 15.44 } } })),
      ).toMatchObject([{ content: { kind: 'location', latitude: 47.07, longitude: 15.44 } }]);
      for (const [type, content] of [
        ['location', { location: { latitude: 91, longitude: 0 } }],
        ['whatsappOrder', {}],
        ['toString', {}],
        ['text', {}],
        ['image', { image: {} }],
      ]) {
        expect(parse(created({ type, content }))).toMatchObject([{ content: { kind: 'unsupported', type } }]);
      }
    });

    it('takes the time it came where the provider’s cannot be read', () => {
      expect(parse(created({ createdDatetime: 'yesterday' }))).toMatchObject([{ at: NOW + 2_000 }]);
    });

    it('does not take our own message for somebody’s', () => {
      expect(parse(created({ direction: 'sent', status: 'accepted' }))).toMatchObject([{ kind: 'ignored' }]);
    });

    it('reads what became of a message, in nanoseconds', () => {
      expect(parse(updated('read', { trackId: 'out-1' }))).toStrictEqual([
        {
          kind: 'status',
          messageId: 'm1',
          ref: 'out-1',
          status: 'read',
          at: Date.parse('2026-05-28T20:26:41.220Z'),
          recipient: { waId: '436600001' },
        },
      ]);
    });

    it('reads a closed window', () => {
      const [event] = parse(updated('rejected', { error: { code: 470, description: 'too late' } }));
      expect(event).toMatchObject({ kind: 'status', status: 'failed', error: { code: '470', title: 'too late' } });
      expect(adapter().classify({ code: '470', title: '' }).class).toBe('fall-back');
    });

    it('takes the state for the error where there is none', () => {
      expect(parse(updated('expired'))).toMatchObject([{ status: 'failed', error: { code: 'expired' } }]);
    });

    it('ignores what is meant for another channel of the account', () => {
      const other = created({ channelId: 'f'.repeat(32) });
      expect(parse(other)).toMatchObject([{ kind: 'ignored', what: 'other-channel' }]);
      expect(adapter().parseWebhook(sign(other))).toMatchObject([{ kind: 'message' }]);
    });
  });

  describe('sending', () => {
    const send = async (content: Parameters<ReturnType<typeof adapter>['send']>[1]['message']) => {
      double.play(json({ message: { id: 'o1', status: 'accepted' } }, 202));
      return adapter().send(access, { to: { waId: '436600001' }, message: content, ref: 'out-1' });
    };
    const envelope = { to: '+436600001', from: CHANNEL, source: { ref: 'out-1' }, trackId: 'out-1' };

    it('sends a text with its key', async () => {
      expect(await send({ kind: 'text', body: 'Grüß Gott', previewUrl: false })).toStrictEqual({
        kind: 'accepted',
        providerMessageId: 'o1',
        recipient: { waId: '436600001' },
      });
      expect(double.requests[0]).toMatchObject({
        method: 'POST',
        path: '/v1/send',
        headers: { authorization: 'AccessKey live_8hY3kPq', 'content-type': 'application/json' },
      });
      expect(sent()).toStrictEqual({
        ...envelope,
        type: 'text',
        content: { text: 'Grüß Gott', disableUrlPreview: true },
      });
    });

    it('sends flat buttons', async () => {
      await send({
        kind: 'buttons',
        header: { media: 'image', link: 'https://x.example/a.png' },
        body: 'Well?',
        footer: 'f',
        buttons: [{ id: 'q:y', title: 'Yes' }],
      });
      expect(sent()).toStrictEqual({
        ...envelope,
        type: 'interactive',
        content: {
          interactive: {
            type: 'button',
            header: { type: 'image', image: { url: 'https://x.example/a.png' } },
            body: { text: 'Well?' },
            footer: { text: 'f' },
            action: { buttons: [{ id: 'q:y', type: 'reply', title: 'Yes' }] },
          },
        },
      });
    });

    it('sends a template within its namespace', async () => {
      await send({
        kind: 'template',
        name: 'visit_reminder',
        language: 'es_MX',
        header: [{ kind: 'media', media: { media: 'image', link: 'https://x.example/a.jpg' } }],
        body: [{ kind: 'text', name: 'first_name', text: 'Ana' }],
        buttons: [
          { index: 0, type: 'quick-reply', value: 'q1:yes' },
          { index: 1, type: 'url', value: 's1' },
        ],
        preview: '',
      });
      expect(sent()).toStrictEqual({
        ...envelope,
        type: 'hsm',
        content: {
          hsm: {
            namespace: 'ns_77_88',
            templateName: 'visit_reminder',
            language: { policy: 'deterministic', code: 'es_MX' },
            components: [
              { type: 'header', parameters: [{ type: 'image', image: { url: 'https://x.example/a.jpg' } }] },
              { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Ana' }] },
              {
                type: 'button',
                sub_type: 'quick_reply',
                index: 0,
                parameters: [{ type: 'payload', payload: 'q1:yes' }],
              },
              { type: 'button', sub_type: 'url', index: 1, parameters: [{ type: 'text', text: 's1' }] },
            ],
          },
        },
      });
    });

    it('does not send a file that has no link, nor to somebody without a number', async () => {
      const media = { kind: 'media' as const, media: { media: 'image' as const, id: '9' } };
      expect(await adapter().send(access, { to: { waId: '4366' }, message: media, ref: 'r' })).toMatchObject({
        failure: { class: 'refused', code: 'no-media-link' },
      });
      const text = { kind: 'text' as const, body: 'x' };
      expect(await adapter().send(access, { to: { userId: 'AT.m1' }, message: text, ref: 'r' })).toMatchObject({
        failure: { class: 'undeliverable', code: 'no-address' },
      });
    });

    it.each([
      ['accessKey', 'bk_us1_x', 'key-of-bird'],
      ['channelId', '6b24f9c3-4d1f-4b0a-9d3e-0d6b7a1c2e3f', 'no-channel-id'],
      ['signingKey', '', 'no-signing-key'],
      ['namespace', '', 'no-namespace'],
    ])('says what is wrong with %s %j', async (name, value, code) => {
      const wrong = { ...access, credentials: { ...access.credentials, [name]: value } };
      expect(await adapter().connection!.check(wrong)).toMatchObject({
        ok: false,
        failure: { class: 'stop-channel', code },
      });
    });
  });

  describe('connecting', () => {
    const url = 'https://c.example/webhooks/messagebird/k';

    it('tries the key, and knows nothing of health', async () => {
      double.play(json({ items: [], totalCount: 0 }));
      expect(await adapter().connection!.check(access)).toEqual({
        ok: true,
        value: { canSend: 'unknown', problems: [] },
      });
      double.play(apiError(401, 2));
      expect(await adapter().connection!.check(access)).toMatchObject({ failure: { class: 'stop-channel' } });
    });

    it('sets a new webhook', async () => {
      double.play(json({ items: [{ id: 'w1', url: 'https://other.example/', channelId: CHANNEL }], totalCount: 1 }));
      double.play(json({ id: 'w2' }, 201));
      expect(await adapter().connection!.registerWebhook(access, url, 's')).toEqual({ ok: true, value: undefined });
      expect(double.requests[1]).toMatchObject({ method: 'POST', path: '/v1/webhooks' });
      expect(JSON.parse(double.requests[1]!.body)).toStrictEqual({
        events: ['message.created', 'message.updated'],
        channelId: CHANNEL,
        url,
      });
    });

    it('sets the same one again', async () => {
      double.play(json({ items: [{ id: 'w/1', url, channelId: CHANNEL }] }), json({ items: [] }), json({ id: 'w/1' }));
      expect(await adapter().connection!.registerWebhook(access, url, 's')).toMatchObject({ ok: true });
      expect(double.requests[2]).toMatchObject({ method: 'PATCH', path: '/v1/webhooks/w%2F1' });
      expect(JSON.parse(double.requests[2]!.body)).toMatchObject({ status: 'enabled' });
    });

    it('says that the channel is another account’s', async () => {
      double.play(json({ items: [], totalCount: 0 }), apiError(422, 10, 'channelId'));
      expect(await adapter().connection!.registerWebhook(access, url, 's')).toMatchObject({
        ok: false,
        failure: { class: 'stop-channel', text: expect.stringContaining('no channel of this id') },
      });
    });
  });

  describe('templates', () => {
    const row = (name: string, text = 'Hi {{1}}') => ({
      name,
      language: 'en',
      category: 'UTILITY',
      status: 'APPROVED',
      components: [{ type: 'BODY', text }],
    });

    it('reads every page', async () => {
      double.play(json({ items: [row('a'), row('b')], totalCount: 3 }), json({ items: [row('c')], totalCount: 3 }));
      const listed = await adapter().templates!.list(access);
      expect(listed.ok && listed.value.map(({ name, status }) => `${name} ${status}`)).toEqual([
        'a approved',
        'b approved',
        'c approved',
      ]);
      expect(double.requests.map(({ path }) => path)).toEqual([
        '/v3/platforms/whatsapp/templates?limit=100&offset=0',
        '/v3/platforms/whatsapp/templates?limit=100&offset=2',
      ]);
    });

    it('makes one with named parameters as Meta wants it, and others without a word of it', async () => {
      const named = {
        ...TEMPLATE_DRAFT,
        parameterFormat: 'named' as const,
        body: 'Hi {{name}}!',
        samples: { name: 'Mira' },
      };
      for (const [draft, format] of [
        [named, 'NAMED'],
        [TEMPLATE_DRAFT, undefined],
      ] as const) {
        double.play(json({}, 201));
        expect(await adapter().templates!.create!(access, draft)).toMatchObject({ value: { status: 'pending' } });
        const { parameter_format } = JSON.parse(double.requests.at(-1)!.body) as Record<string, unknown>;
        expect(parameter_format).toBe(format);
      }
    });

    it('gives half a list never', async () => {
      double.play(json({ items: [row('a')], totalCount: 2 }), { status: 500, body: '' });
      expect(await adapter().templates!.list(access)).toMatchObject({ ok: false, failure: { class: 'retry' } });
      double.play(json({ templates: 'moved' }));
      expect(await adapter().templates!.list(access)).toMatchObject({ failure: { code: 'unreadable-answer' } });
    });
  });

  describe('media', () => {
    const file = Buffer.from('four and twenty bytes...');
    const download = (path = '/v1/media/8a', maxBytes = 100) =>
      adapter().media!.download(access, `${double.url}${path}`, maxBytes);

    it('fetches a file with the key', async () => {
      double.play({ status: 200, headers: { 'content-type': 'image/png; x=1' }, body: file });
      expect(await download()).toEqual({ ok: true, value: { mime: 'image/png', bytes: file } });
      expect(double.requests[0]).toMatchObject({ headers: { authorization: 'AccessKey live_8hY3kPq' } });
    });

    it('takes the key to no other address', async () => {
      for (const id of ['https://elsewhere.example/v1/media/8a', 'http://127.0.0.1:1/', 'not an address', '']) {
        expect(await adapter().media!.download(access, id, 100)).toMatchObject({
          failure: { class: 'refused', code: 'media-elsewhere' },
        });
      }
    });

    it('follows one redirect, without the key', async () => {
      const storage = await startHttpDouble();
      storage.play({ status: 200, headers: { 'content-type': 'image/png' }, body: file });
      double.play({ status: 302, headers: { location: `${storage.url}/bucket/8a` }, body: '' });
      expect(await download()).toMatchObject({ ok: true });
      expect(storage.requests[0]).toMatchObject({ path: '/bucket/8a' });
      expect(storage.requests[0]!.headers.authorization).toBeUndefined();
      await storage.close();
      double.play(
        { status: 302, headers: { location: '/v1/media/8b' }, body: '' },
        { status: 302, headers: { location: '/v1/media/8c' }, body: '' },
      );
      expect(await download()).toMatchObject({ failure: { code: 'http-3xx' } });
    });

    it('stops reading what is too large, and says when it is gone or breaks off', async () => {
      double.play({ status: 200, body: Buffer.alloc(5_000_000) });
      expect(await download('/v1/media/8a', 1_000)).toMatchObject({ failure: { code: 'media-too-large' } });
      double.play({ status: 404, body: 'gone' });
      expect(await download()).toMatchObject({ failure: { class: 'refused', code: 'http-404' } });
      double.play({ status: 200, cutAfter: 'four', length: 24 });
      expect(await download()).toMatchObject({ failure: { class: 'retry', code: 'connection' } });
    });
  });

  it('has a host for each part of its API', async () => {
    const { hostsOf } = await import('../../src/channels/messagebird/api.js');
    expect(hostsOf('https://conversations.messagebird.com')).toEqual({
      conversations: 'https://conversations.messagebird.com',
      integrations: 'https://integrations.messagebird.com',
      media: 'https://media.messagebird.com',
    });
  });
});
