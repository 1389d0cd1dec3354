import { createHash, createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../src/channels/channel.js';
import { cloudApi } from '../../src/channels/cloud-api/cloud-api.channel.js';
import { META_ERRORS } from '../../src/channels/cloud-payload/meta-errors.js';
import { startHttpDouble, type HttpDouble, type Play } from '../doubles/http-double.js';
import { channelContract } from './channel.contract.js';

const access = {
  channelId: 'c1',
  credentials: {
    accessToken: 'EAAG-token-Jf83xQ',
    phoneNumberId: '200000000000001',
    businessAccountId: '200000000000002',
    appSecret: 'meta-app-secret',
  },
};
const PHONE = `/v23.0/${access.credentials.phoneNumberId}`;
const WABA = `/v23.0/${access.credentials.businessAccountId}`;

function json(value: unknown, status = 200): Play {
  return { status, body: JSON.stringify(value) };
}

function metaError(code: number, extra: Record<string, unknown> = {}, status = 400): Play {
  return json({ error: { message: `(#${code}) no`, code, error_data: { details: 'because' }, ...extra } }, status);
}

function envelope(value: unknown, field = 'messages', account = access.credentials.businessAccountId): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: account, changes: [{ field, value }] }] });
}

const signatureOf = (body: string | Buffer, secret = access.credentials.appSecret) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

function sign(body: string): WebhookRequest {
  return {
    method: 'POST',
    url: 'https://c.example/webhooks/cloud-api/k',
    headers: { 'x-hub-signature-256': signatureOf(body) },
    rawBody: Buffer.from(body),
    query: {},
    receivedAt: 1_780_000_000_000,
  };
}

const ROWS = META_ERRORS.map((row) => ({
  code: String(typeof row.code === 'number' ? row.code : row.code[0]),
  expected: row.class,
}));

const metadata = { phone_number_id: access.credentials.phoneNumberId };

function messages(ids: readonly string[], number = metadata): string {
  return envelope({
    metadata: number,
    contacts: [{ wa_id: '436600001', profile: { name: 'Mira' } }],
    messages: ids.map((id) => ({ from: '436600001', id, timestamp: '1780000000', type: 'text', text: { body: id } })),
  });
}

const accepted = (id: string) =>
  json({
    messaging_product: 'whatsapp',
    contacts: [{ input: '4366', wa_id: '436600001', user_id: 'AT.m1' }],
    messages: [{ id }],
  });

channelContract('Meta Cloud API', {
  create: (baseUrl, timeoutMs) => cloudApi({ baseUrl, version: 'v23.0', timeoutMs }),
  access,
  open: ['phoneNumberId', 'businessAccountId'],
  webhook: {
    sign,
    provedBy: 'credentials',
    signsBody: true,
    messages,
    status: (id, ref) =>
      envelope({
        metadata,
        statuses: [
          { id, status: 'delivered', timestamp: '1780000000', recipient_id: '4366', biz_opaque_callback_data: ref },
        ],
      }),
    unknown: [
      '{}',
      '{"entry":[]}',
      envelope({}, 'calls'),
      envelope({ statuses: [{ id: 'm', status: 'warning', timestamp: '1780000000' }] }),
    ],
  },
  accepted,
  acceptedWithoutId: json({ messaging_product: 'whatsapp', contacts: [], messages: [{}] }),
  refusals: [
    ...ROWS.map(({ code, expected }) => ({ name: `code ${code}`, play: metaError(Number(code)), expected })),
    { name: 'an unknown code', play: metaError(131999), expected: 'refused' },
    { name: 'an unknown code that will pass', play: metaError(131999, { is_transient: true }), expected: 'maybe-sent' },
    { name: 'an unknown code of a failing server', play: metaError(131999, {}, 500), expected: 'maybe-sent' },
    { name: 'an unknown code and 429', play: metaError(131999, {}, 429), expected: 'retry' },
    { name: 'a token that is none', play: metaError(190, { type: 'OAuthException' }, 401), expected: 'stop-channel' },
    { name: 'a number of others', play: metaError(100, { error_subcode: 33 }), expected: 'stop-channel' },
    {
      name: 'too many calls',
      play: { status: 429, headers: { 'retry-after': '3' }, body: 'slow down' },
      expected: 'retry',
    },
    { name: 'no words but 401', play: { status: 401, body: '' }, expected: 'stop-channel' },
    { name: 'an own error', play: { status: 500, body: '' }, expected: 'maybe-sent' },
    { name: 'a gateway’s page', play: { status: 502, body: '<html>Bad gateway</html>' }, expected: 'maybe-sent' },
    { name: 'an unknown address', play: { status: 404, body: 'not found' }, expected: 'refused' },
  ],
  statusErrors: ROWS.map(({ code, expected }) => ({ error: { code, title: 'No' }, expected })),
  templates: {
    created: [json({ id: '900', status: 'PENDING', category: 'UTILITY' })],
    refused: [metaError(100, { error_subcode: 2388024, error_user_msg: 'There is already one' })],
    removed: [json({ success: true })],
    alreadyGone: [metaError(100, { error_subcode: 2593002 })],
  },
});

describe('Meta Cloud API', () => {
  let double: HttpDouble;
  const adapter = () =>
    cloudApi({ baseUrl: double.url, version: 'v23.0', timeoutMs: 20_000, downloadTimeoutMs: 20_000 });

  beforeAll(async () => {
    double = await startHttpDouble();
  });
  afterEach(() => double.settle());
  afterAll(() => double.close());

  it('agrees with the reference on a signature', () => {
    const body = '{"object":"whatsapp_business_account","entry":[]}';
    const request = sign(body);
    request.headers['x-hub-signature-256'] = 'sha256=ee9f05f989bc0aa2693d85691a477f8b8403933cde7959a1c5c6be7ea85e8d3d';
    expect(adapter().verifyWebhook(request, '', access)).toBe(true);
  });

  it('believes the bytes that were signed and not what they mean', () => {
    const body = String.raw`{"entry":[{"a":"\u00e9 \/"}]}`;
    expect(adapter().verifyWebhook(sign(body), '', access)).toBe(true);
    const rewritten = { ...sign(body), rawBody: Buffer.from(JSON.stringify(JSON.parse(body))) };
    expect(adapter().verifyWebhook(rewritten, '', access)).toBe(false);
  });

  it.each([
    ['the older signature', { 'x-hub-signature': signatureOf('{}') }],
    ['one without its scheme', { 'x-hub-signature-256': signatureOf('{}').slice(7) }],
    ['one in capitals', { 'x-hub-signature-256': signatureOf('{}').toUpperCase() }],
    ['one that is cut off', { 'x-hub-signature-256': signatureOf('{}').slice(0, -2) }],
    ['one of another app', { 'x-hub-signature-256': signatureOf('{}', 'another') }],
  ])('does not believe %s', (_what, headers) => {
    expect(adapter().verifyWebhook({ ...sign('{}'), headers }, '', access)).toBe(false);
  });

  describe('the handshake', () => {
    const ask = (query: Record<string, string>, secret = 'verify-me') =>
      adapter().handshake?.({ ...sign(''), method: 'GET', query }, secret, access);
    const good = { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-me', 'hub.challenge': '1158201444' };

    it('gives the challenge back to whoever knows the token', () => {
      expect(ask(good)).toBe('1158201444');
    });

    it.each([
      ['another token', { ...good, 'hub.verify_token': 'verify-mf' }],
      ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
      ['another mode', { ...good, 'hub.mode': 'unsubscribe' }],
      ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-me' }],
    ])('says nothing to %s', (_what, query) => {
      expect(ask(query)).toBeUndefined();
    });

    it('says nothing where there is no token to know', () => {
      expect(ask({ ...good, 'hub.verify_token': '' }, '')).toBeUndefined();
    });
  });

  it('takes no events of another number or account of the same app', () => {
    const parse = (body: string) => adapter().parseWebhook(sign(body), access);
    expect(parse(messages(['a']))).toMatchObject([{ kind: 'message' }]);
    expect(parse(messages(['a'], { phone_number_id: '1' }))).toEqual([{ kind: 'ignored', what: 'another-number' }]);
    const paused = { event: 'PAUSED', message_template_name: 't', message_template_language: 'en' };
    const field = 'message_template_status_update';
    expect(parse(envelope(paused, field))).toMatchObject([{ kind: 'template-changed', status: 'paused' }]);
    expect(parse(envelope(paused, field, '7'))).toEqual([{ kind: 'ignored', what: 'another-account' }]);
  });

  it('sends Meta’s body with the token, under the number’s id', async () => {
    double.play(accepted('wamid.O1'));
    await adapter().send(access, { to: { waId: '4366' }, message: { kind: 'text', body: 'Grüß Gott' }, ref: 'out-1' });
    const [request] = double.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: `${PHONE}/messages`,
      headers: { authorization: `Bearer ${access.credentials.accessToken}` },
    });
    expect(JSON.parse(request!.body)).toMatchObject({
      messaging_product: 'whatsapp',
      to: '4366',
      text: { body: 'Grüß Gott' },
      biz_opaque_callback_data: 'out-1',
    });
  });

  it('shows typing', async () => {
    double.play(json({ success: true }));
    expect(await adapter().typing!.show(access, 'wamid.I1')).toEqual({ ok: true, value: undefined });
    expect(JSON.parse(double.requests[0]!.body)).toMatchObject({ status: 'read', message_id: 'wamid.I1' });
  });

  describe('the connection', () => {
    const healthy = { can_send_message: 'AVAILABLE', entities: [] };
    const number = (more: object = {}) =>
      json({ id: '1', display_phone_number: '+43 1', status: 'CONNECTED', health_status: healthy, ...more });
    const listed = json({ data: [{ id: '1' }, { id: access.credentials.phoneNumberId }] });
    const check = (credentials: Partial<typeof access.credentials> = {}) =>
      adapter().connection!.check({ ...access, credentials: { ...access.credentials, ...credentials } });

    it('reads number and account, with a proof that only the app’s secret makes', async () => {
      double.play(number(), listed);
      expect(await check()).toEqual({ ok: true, value: { canSend: 'yes', problems: [], phoneNumber: '+43 1' } });
      const [first, second] = double.requests.map(({ path }) => new URL(path, double.url));
      expect(first?.pathname).toBe(PHONE);
      expect(first?.searchParams.get('appsecret_proof')).toBe(
        createHmac('sha256', 'meta-app-secret').update(access.credentials.accessToken).digest('hex'),
      );
      expect(second?.pathname).toBe(`${WABA}/phone_numbers`);
    });

    it('looks for the number on every page', async () => {
      const page = (ids: string[], after?: string) =>
        json({
          data: ids.map((id) => ({ id })),
          paging: { cursors: { after }, ...(after === undefined ? {} : { next: 'https://elsewhere.example/' }) },
        });
      double.play(number(), page(['1'], 'x y'), page([access.credentials.phoneNumberId]));
      expect(await check()).toMatchObject({ ok: true });
      expect(double.requests[2]?.path).toContain('after=x+y');
    });

    it.each([
      [{ quality_rating: 'RED' }, /quality of the number is low/],
      [{ quality_rating: 'YELLOW' }, /quality of the number is medium/],
      [{ status: 'FLAGGED' }, /FLAGGED/],
      [{ throughput: { level: 'NOT_APPLICABLE' } }, /no throughput/],
      [
        {
          health_status: {
            can_send_message: 'BLOCKED',
            entities: [{ entity_type: 'WABA', can_send_message: 'BLOCKED' }],
          },
        },
        /business account cannot send; Meta gives no reason/,
      ],
    ])('says what is wrong with %j', async (more, problem) => {
      double.play(number(more), listed);
      const checked = await check();
      expect(checked.ok && checked.value.problems).toEqual([expect.stringMatching(problem)]);
    });

    it('does not know what is not said', async () => {
      double.play(json({ id: '1', quality_rating: 'constructor', health_status: 7 }), listed);
      expect(await check()).toEqual({ ok: true, value: { canSend: 'unknown', problems: [] } });
    });

    it.each([
      ['the token of an app', { accessToken: '123456|abcdef' }, 'app-token'],
      ['a phone number in place of its id', { phoneNumberId: '+43 660 1234' }, 'not-an-id'],
      ['a name in place of the account’s id', { businessAccountId: 'Cedar Clinic' }, 'not-an-id'],
    ])('tells %s without asking', async (_what, credentials, code) => {
      expect(await check(credentials)).toMatchObject({ ok: false, failure: { class: 'stop-channel', code } });
    });

    it.each([
      ['a token that is none', metaError(190, {}, 401), '190'],
      ['a number of others', metaError(100, { error_subcode: 33 }), 'unknown-object'],
      [
        'another app’s secret',
        json({ error: { code: 100, message: 'Invalid appsecret_proof provided in the API argument' } }, 400),
        'wrong-app-secret',
      ],
      ['a missing permission', metaError(10, {}, 403), '10'],
      ['a failing server', { status: 500, body: '' } as Play, 'http-500'],
      ['no JSON', { status: 200, body: '<html>' } as Play, 'unreadable-answer'],
    ])('tells %s', async (_what, play, code) => {
      double.play(play);
      expect(await check()).toMatchObject({ ok: false, failure: { code, tellPerson: code !== 'http-500' } });
    });

    it('tells a number of another account', async () => {
      double.play(number(), json({ data: [{ id: '9' }] }));
      expect(await check()).toMatchObject({ ok: false, failure: { class: 'stop-channel', code: 'number-elsewhere' } });
    });

    it('subscribes the app, sets both addresses, and repeats our token to nobody', async () => {
      const url = 'https://c.example/webhooks/cloud-api/k';
      double.play(json({ success: true }), json({ success: true }));
      expect(await adapter().connection!.registerWebhook(access, url, 'the-secret')).toEqual({ ok: true });
      const callback = { override_callback_uri: url, verify_token: 'the-secret' };
      expect(double.requests.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
        [`${WABA}/subscribed_apps`, callback],
        [PHONE, { webhook_configuration: callback }],
      ]);
      double.play(json({ error: { code: 2200, message: 'the-secret was not echoed' } }, 400));
      const refused = await adapter().connection!.registerWebhook(access, url, 'the-secret');
      expect(refused).toMatchObject({ ok: false, failure: { code: '2200', class: 'refused' } });
      expect(JSON.stringify(refused)).not.toContain('the-secret');
    });

    it('asks nobody to take an address that is too long', async () => {
      const url = `https://c.example/${'x'.repeat(190)}`;
      expect(await adapter().connection!.registerWebhook(access, url, 's')).toMatchObject({
        ok: false,
        failure: { code: 'address-too-long' },
      });
    });
  });

  describe('templates', () => {
    const row = (name: string) => ({
      id: '9007199254740993',
      name,
      language: 'en',
      status: 'APPROVED',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hi' }],
    });
    const page = (names: string[], after: string, more: boolean) =>
      json({ data: names.map(row), paging: { cursors: { after }, ...(more ? { next: `${double.url}/x` } : {}) } });

    it('reads every page by its cursor', async () => {
      double.play(page(['a', 'b'], 'c1', true), page(['c'], 'c2', false));
      const read = await adapter().templates!.list(access);
      expect(read.ok && read.value.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
      expect(read.ok && read.value[0]).toMatchObject({ providerId: '9007199254740993', status: 'approved' });
      expect(double.requests[1]?.path).toContain('after=c1');
    });

    it('ends where the cursor stays', async () => {
      double.play(page(['a'], 'c1', true), page(['a'], 'c1', true));
      expect(await adapter().templates!.list(access)).toMatchObject({ ok: true });
    });

    it('gives half a list never', async () => {
      double.play(page(['a'], 'c1', true), { status: 500, body: '' });
      expect(await adapter().templates!.list(access)).toMatchObject({ ok: false, failure: { class: 'retry' } });
    });

    it('takes one language away and never the whole name', async () => {
      const template = { name: 'a', language: 'en', body: 'Hi', buttons: [] } as never;
      expect(await adapter().templates!.remove!(access, template)).toMatchObject({
        ok: false,
        failure: { code: 'no-template-id' },
      });
      double.play(json({ success: true }));
      await adapter().templates!.remove!(access, { ...(template as object), providerId: '12' } as never);
      expect(double.requests[0]).toMatchObject({
        method: 'DELETE',
        path: `${WABA}/message_templates?hsm_id=12&name=a`,
      });
    });
  });

  describe('media', () => {
    const file = Buffer.from('four and twenty bytes...');
    const sha256 = createHash('sha256').update(file).digest('hex');
    const info = (more: Record<string, unknown> = {}) =>
      json({ url: `${double.url}/file?hash=a%2Bb`, mime_type: 'image/png', sha256, file_size: 24, ...more });
    const download = (maxBytes = 100) => adapter().media!.download(access, 'm/1', maxBytes);

    it('asks for the address, fetches it with the token and checks the file', async () => {
      double.play(info(), { status: 200, body: file });
      expect(await download()).toEqual({ ok: true, value: { mime: 'image/png', bytes: file } });
      const authorization = `Bearer ${access.credentials.accessToken}`;
      expect(double.requests).toMatchObject([
        { path: '/v23.0/m%2F1', headers: { authorization } },
        { path: '/file?hash=a%2Bb', headers: { authorization } },
      ]);
    });

    it.each([
      'https://evil.example/file',
      'https://fbsbx.com.evil.example/file',
      'http://lookaside.fbsbx.com/file',
      'https://notfbsbx.com/',
      'file:///etc/passwd',
    ])('takes the token not to %s', async (url) => {
      double.play(info({ url }));
      expect(await download()).toMatchObject({ ok: false, failure: { class: 'refused', code: 'media-elsewhere' } });
    });

    it('refuses what is too large, stated or not', async () => {
      double.play(info());
      expect(await download(23)).toMatchObject({ ok: false, failure: { code: 'media-too-large' } });
      double.play(info({ file_size: undefined }), { status: 200, body: Buffer.alloc(5_000_000) });
      expect(await download(1_000)).toMatchObject({ ok: false, failure: { code: 'media-too-large' } });
    });

    it.each([
      ['another size', { file_size: 25 }],
      ['another hash', { sha256: 'f'.repeat(64) }],
    ])('refuses %s', async (_name, more) => {
      double.play(info(more), { status: 200, body: file });
      expect(await download()).toMatchObject({ ok: false, failure: { class: 'retry', code: 'media-damaged' } });
    });

    it('says when the address has expired, and when the answer makes no sense', async () => {
      double.play(info(), { status: 404, body: 'gone' });
      expect(await download()).toMatchObject({ ok: false, failure: { class: 'refused', code: 'http-404' } });
      double.play(json({ url: 'nowhere' }));
      expect(await download()).toMatchObject({ ok: false, failure: { code: 'unreadable-answer' } });
    });
  });
});
