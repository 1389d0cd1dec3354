import { createHash, createHmac, createVerify, generateKeyPairSync } from 'node:crypto';
import type { WebhookRequest } from '../../src/channels/channel.js';
import { encodeTemplate } from '../../src/channels/cloud-payload/encode-template.js';
import { VONAGE_ERRORS } from '../../src/channels/vonage/errors.js';
import { vonage } from '../../src/channels/vonage/vonage.channel.js';
import { startHttpDouble, type HttpDouble, type Play } from '../doubles/http-double.js';
import { channelContract } from './channel.contract.js';
import { TEMPLATE_DRAFT } from './template.contract.js';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PUBLIC = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const NUMBER = '15550100100';
const APPLICATION = '78d335fa-323d-0114-9c3d-d6f0d48968cf';
const WABA = '345688589250625';
const NOW = 1_780_000_000_000;

const access = {
  channelId: 'c1',
  credentials: {
    apiKey: 'abcd1234',
    apiSecret: 'S3cret_s3cret',
    signatureSecret: 'sign-me_9',
    number: NUMBER,
    applicationId: APPLICATION,
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    wabaId: WABA,
  },
};
const accountOnly = {
  ...access,
  credentials: { ...access.credentials, applicationId: '', privateKey: '', wabaId: '' },
};

function json(value: unknown, status = 200): Play {
  return { status, body: JSON.stringify(value) };
}

function problem(status: number, fragment: number, more: Record<string, unknown> = {}): Play {
  const type = `https://developer.vonage.com/api-errors/messages#${fragment}`;
  return json({ type, title: 'Invalid params', detail: 'because', instance: 'f', ...more }, status);
}

function sign(body: string, secret: string): WebhookRequest {
  const claims = {
    iat: NOW / 1_000,
    jti: 'one',
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: access.credentials.apiKey,
  };
  const content = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = createHmac('sha256', secret).update(content).digest('base64url');
  return {
    method: 'POST',
    url: 'https://c.example/webhooks/vonage/k',
    headers: { authorization: `Bearer ${content}.${signature}` },
    rawBody: Buffer.from(body),
    query: {},
    receivedAt: NOW,
  };
}

const inbound = (id: string) =>
  JSON.stringify({
    channel: 'whatsapp',
    message_uuid: id,
    to: NUMBER,
    from: '436600001',
    timestamp: '2026-05-28T20:26:40Z',
    profile: { name: 'Mira' },
    message_type: 'text',
    text: id,
  });

const status = (word: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    message_uuid: 'm1',
    to: '436600001',
    from: NUMBER,
    timestamp: '2026-05-28T20:26:40Z',
    channel: 'whatsapp',
    status: word,
    ...more,
  });

const CODES = VONAGE_ERRORS.filter(({ code }) => /^\d{4}$/.test(code));

channelContract('Vonage', {
  create: (baseUrl, timeoutMs) => vonage({ baseUrl, timeoutMs }),
  access,
  webhook: {
    sign,
    messages: ([one, other]) => [inbound(one), inbound(other)],
    status: (id, ref) => status('delivered', { message_uuid: id, client_ref: ref }),
    unknown: [
      '{}',
      status('pondering'),
      JSON.stringify({ channel: 'viber_service', message_uuid: 'x', message_type: 'text', text: 'x' }),
      JSON.stringify({ message_type: 'text', text: 'nobody’s' }),
    ],
    signsBody: true,
  },
  accepted: (id) => json({ message_uuid: id }, 202),
  acceptedWithoutId: json({ workflow_id: 'w' }, 202),
  refusals: [
    { name: 'a wrong token', play: problem(401, 1), expected: 'stop-channel' },
    { name: 'no credit', play: problem(402, 1), expected: 'stop-channel' },
    { name: 'a number of another application', play: problem(403, 1), expected: 'stop-channel' },
    { name: 'a wrong value', play: problem(422, 1150), expected: 'refused' },
    { name: 'an illegal sender, whose number means another thing here', play: problem(422, 1120), expected: 'refused' },
    { name: 'a closed window, told at once', play: problem(422, 1340), expected: 'fall-back' },
    { name: 'too many calls', play: problem(429, 1010), expected: 'retry' },
    { name: 'an own error', play: problem(500, 1000), expected: 'maybe-sent' },
    { name: 'a gateway’s page', play: { status: 502, body: '<html>Bad gateway</html>' }, expected: 'maybe-sent' },
    { name: 'an unknown address', play: { status: 404, body: 'not found' }, expected: 'refused' },
  ],
  statusErrors: CODES.map(({ code, class: expected }) => ({ error: { code, title: 'No' }, expected })),
  templates: {
    created: [json({ id: '1200000000000001', status: 'PENDING', category: 'UTILITY' }, 201)],
    refused: [problem(422, 1150, { detail: 'body: variables may not stand at the end' })],
    removed: [{ status: 204, body: '' }],
    alreadyGone: [problem(404, 404)],
  },
});

describe('Vonage', () => {
  let double: HttpDouble;
  const adapter = () => vonage({ baseUrl: double.url, timeoutMs: 20_000, now: () => NOW, tokenId: () => 'token-1' });
  const text = { to: { waId: '4366' }, message: { kind: 'text' as const, body: 'Grüß Gott' }, ref: 'out-1' };

  beforeAll(async () => {
    double = await startHttpDouble();
  });
  afterEach(() => double.settle());
  afterAll(() => double.close());

  const claimsOf = (authorization = ''): unknown => {
    const [, header = '', claims = '', signature = ''] = /^Bearer (.+)\.(.+)\.(.+)$/.exec(authorization) ?? [];
    const verify = createVerify('RSA-SHA256').update(`${header}.${claims}`);
    expect(verify.verify(pair.publicKey, signature, 'base64url')).toBe(true);
    return JSON.parse(Buffer.from(claims, 'base64url').toString());
  };
  const BASIC = `Basic ${Buffer.from('abcd1234:S3cret_s3cret').toString('base64')}`;

  it('sends from the number, as the application', async () => {
    double.play(json({ message_uuid: 'm1' }, 202));
    expect(await adapter().send(access, { ...text, repliesTo: 'in-1' })).toStrictEqual({
      kind: 'accepted',
      providerMessageId: 'm1',
      recipient: { waId: '4366' },
    });
    const [request] = double.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v1/messages' });
    expect(JSON.parse(request!.body)).toStrictEqual({
      from: NUMBER,
      channel: 'whatsapp',
      to: '4366',
      client_ref: 'out-1',
      webhook_version: 'v1',
      context: { message_uuid: 'in-1' },
      message_type: 'text',
      text: 'Grüß Gott',
    });
    expect(claimsOf(request!.headers.authorization)).toEqual({
      application_id: APPLICATION,
      iat: 1_780_000_000,
      exp: 1_780_000_900,
      jti: 'token-1',
    });
  });

  it('sends with key and secret where there is no application', async () => {
    double.play(json({ message_uuid: 'm1' }, 202));
    expect(await adapter().send(accountOnly, text)).toMatchObject({ kind: 'accepted' });
    expect(double.requests[0]?.headers.authorization).toBe(BASIC);
  });

  it('sends no file that it cannot name by a link', async () => {
    const message = { kind: 'media' as const, media: { media: 'image' as const, id: '9' } };
    expect(await adapter().send(access, { ...text, message })).toMatchObject({
      failure: { class: 'refused', code: 'no-media-link' },
    });
  });

  it('waits as long as it is told', async () => {
    double.play({ status: 429, headers: { 'retry-after': '37' }, body: '' });
    expect(await adapter().send(access, text)).toMatchObject({
      failure: { class: 'retry', code: 'http-429', retryAfterMs: 37_000, tooFast: 'channel' },
    });
  });

  it('ignores what is meant for another number of the account', () => {
    const { credentials } = access;
    const other = { ...access, credentials: { ...credentials, number: '+1 555 010 0999' } };
    const request = sign(inbound('a'), 'x');
    expect(adapter().parseWebhook(request, access)).toMatchObject([{ kind: 'message' }]);
    expect(adapter().parseWebhook(request, other)).toMatchObject([{ kind: 'ignored', what: 'other-number' }]);
  });

  it('believes no webhook of another account, and answers with nothing', () => {
    const { credentials } = access;
    const other = { ...access, credentials: { ...credentials, apiKey: 'zzzz9999' } };
    expect(adapter().verifyWebhook(sign(inbound('a'), 's'), 's', other)).toBe(false);
    expect(adapter().acknowledge).toEqual({ contentType: 'text/plain', body: '' });
  });

  it('shows typing, where the message is known', async () => {
    double.play({ status: 200, body: '' }, problem(404, 404));
    expect(await adapter().typing!.show(access, 'in-1')).toEqual({ ok: true, value: undefined });
    expect(await adapter().typing!.show(access, 'a/b')).toMatchObject({ ok: false, failure: { code: 'http-404' } });
    expect(double.requests).toMatchObject([
      { method: 'PATCH', path: '/v1/messages/in-1' },
      { method: 'PATCH', path: '/v1/messages/a%2Fb' },
    ]);
    expect(JSON.parse(double.requests[0]!.body)).toEqual({
      status: 'read',
      replying_indicator: { show: true, type: 'text' },
    });
    expect(await adapter().typing!.show(accountOnly, 'in-1')).toMatchObject({ failure: { code: 'needs-application' } });
  });

  describe('connecting', () => {
    const application = (more: Record<string, unknown> = {}) =>
      json({
        id: APPLICATION,
        name: 'Clinic',
        keys: { public_key: PUBLIC },
        privacy: { improve_ai: false },
        capabilities: {
          voice: { webhooks: { answer_url: { address: 'https://v.example', http_method: 'GET' } } },
          messages: { version: 'v0.1', authenticate_inbound_media: true, webhooks: {} },
        },
        _links: { self: { href: '/v2/applications/x' } },
        ...more,
      });
    const linked = (...applications: string[]) => json({ external_id: NUMBER, provider: 'whatsapp', applications });
    const wabas = (...rows: unknown[]) => json({ total_pages: 1, _embedded: { wabas: rows } });
    const own = (review: string) => wabas({ waba_id: '1' }, { waba_id: WABA, account_review_status: review });
    const check = (by = access) => adapter().connection!.check(by);

    it('asks for application, number and business account', async () => {
      double.play(application(), linked(APPLICATION), own('Approved'));
      expect(await check()).toEqual({ ok: true, value: { canSend: 'yes', problems: [], phoneNumber: `+${NUMBER}` } });
      expect(double.requests.map(({ path }) => path)).toEqual([
        `/v2/applications/${APPLICATION}`,
        `/beta/chatapp-accounts/whatsapp/${NUMBER}`,
        '/v1/channel-manager/whatsapp/wabas?page=1&page_size=100',
      ]);
      for (const { headers } of double.requests) expect(headers.authorization).toBe(BASIC);
    });

    it.each([
      ['Pending', 'limited', 1],
      ['Rejected', 'no', 1],
      ['Moonlit', 'unknown', 0],
    ])('reads the review: %s', async (review, canSend, problems) => {
      double.play(application(), linked(APPLICATION), own(review));
      const checked = await check();
      expect(checked).toMatchObject({ ok: true, value: { canSend } });
      expect(checked.ok && checked.value.problems).toHaveLength(problems);
    });

    it('finds the business account on a later page', async () => {
      double.play(
        application(),
        linked(APPLICATION),
        json({ total_pages: 2, _embedded: { wabas: [{ waba_id: '1' }] } }),
        own('Approved'),
      );
      expect(await check()).toMatchObject({ ok: true, value: { canSend: 'yes' } });
      expect(double.requests[3]?.path).toContain('page=2');
    });

    it.each<[string, readonly Play[], string]>([
      ['key or secret', [problem(401, 1)], 'http-401'],
      ['an application of another account', [problem(404, 1)], 'no-application'],
      ['a private key of another application', [application({ keys: { public_key: otherKey() } })], 'other-key'],
      ['a number of another account', [application(), problem(404, 1)], 'other-number'],
      ['a number of another application', [application(), linked('9')], 'other-number'],
      ['a business account of another account', [application(), linked(APPLICATION), wabas()], 'other-waba'],
    ])('says plainly what is wrong: %s', async (_name, plays, code) => {
      double.play(...plays);
      expect(await check()).toMatchObject({ ok: false, failure: { class: 'stop-channel', code, tellPerson: true } });
    });

    it('tells an unclear answer from a wrong credential', async () => {
      double.play({ status: 502, body: '' }, json({ hello: 1 }));
      expect(await check()).toMatchObject({ failure: { class: 'retry', code: 'http-502' } });
      expect(await check()).toMatchObject({ failure: { code: 'unreadable-answer' } });
    });

    it('says what is to be done by hand where there is no application', async () => {
      double.play(wabas());
      const checked = await check(accountOnly);
      expect(checked).toMatchObject({ ok: true, value: { canSend: 'unknown' } });
      expect(checked.ok && checked.value.problems.join(' ')).toMatch(/by hand.*templates cannot be read/);
    });

    it('sets the application’s addresses, leaves the rest, and proves events with the signature secret', async () => {
      double.play(application(), application());
      const url = 'https://c.example/webhooks/vonage/k';
      expect(await adapter().connection!.registerWebhook(access, url, 'ours')).toEqual({
        ok: true,
        value: { secret: 'sign-me_9' },
      });
      const written = double.requests[1]!;
      expect(written).toMatchObject({ method: 'PUT', path: `/v2/applications/${APPLICATION}` });
      const webhook = { address: url, http_method: 'POST' };
      expect(JSON.parse(written.body)).toEqual({
        name: 'Clinic',
        keys: { public_key: PUBLIC },
        privacy: { improve_ai: false },
        capabilities: {
          voice: { webhooks: { answer_url: { address: 'https://v.example', http_method: 'GET' } } },
          messages: {
            version: 'v1',
            authenticate_inbound_media: true,
            webhooks: { inbound_url: webhook, status_url: webhook },
          },
        },
      });
    });

    it('registers nothing without an application, and still knows the secret', async () => {
      expect(await adapter().connection!.registerWebhook(accountOnly, 'https://c.example/', 'ours')).toEqual({
        ok: true,
        value: { secret: 'sign-me_9' },
      });
    });
  });

  describe('templates', () => {
    const rows = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        id: `${1_000 + from + index}`,
        name: `t${from + index}`,
        language: 'en',
        status: 'APPROVED',
        components: [{ type: 'BODY', text: 'Hi' }],
      }));
    const list = (by = access) => adapter().templates!.list(by);
    const PATH = `/v2/whatsapp-manager/wabas/${WABA}/templates`;

    it('reads every page, and takes only the query of the next one’s address', async () => {
      double.play(
        json({ templates: rows(0, 2), paging: { next: `https://elsewhere.example${PATH}?limit=100&after=AB%3D` } }),
        json({ templates: rows(2, 1), paging: {} }),
      );
      expect(await list()).toMatchObject({
        ok: true,
        value: [{ name: 't0', providerId: '1000', status: 'approved' }, { name: 't1' }, { name: 't2' }],
      });
      expect(double.requests.map(({ path }) => path)).toEqual([`${PATH}?limit=100`, `${PATH}?limit=100&after=AB%3D`]);
      claimsOf(double.requests[0]?.headers.authorization);
    });

    it('goes on by a cursor where the address is none', async () => {
      double.play(
        json({ templates: rows(0, 1), paging: { next: 'yes', cursors: { after: 'A=' } } }),
        json({ templates: rows(1, 1) }),
      );
      expect(await list()).toMatchObject({ value: [{ name: 't0' }, { name: 't1' }] });
      expect(double.requests[1]?.path).toBe(`${PATH}?limit=100&after=A%3D`);
    });

    it('ends where a server sends the same page for ever', async () => {
      const page = json({ templates: rows(0, 1), paging: { next: `${double.url}${PATH}?after=1` } });
      double.play(page, page);
      expect(await list()).toMatchObject({ value: [{ name: 't0' }] });
    });

    it('gives half a list never', async () => {
      double.play(json({ templates: rows(0, 1), paging: { next: `${double.url}?after=1` } }), {
        status: 500,
        body: '',
      });
      expect(await list()).toMatchObject({ ok: false, failure: { class: 'retry' } });
      double.play(json({ rows: [] }));
      expect(await list()).toMatchObject({ ok: false, failure: { code: 'unreadable-answer' } });
    });

    it('makes one as Meta wants it, and tells the category that it got', async () => {
      double.play(json({ id: '12', status: 'APPROVED', category: 'MARKETING' }, 201));
      expect(await adapter().templates!.create!(access, TEMPLATE_DRAFT)).toMatchObject({
        ok: true,
        value: { providerId: '12', status: 'approved', category: 'marketing' },
      });
      expect(double.requests[0]).toMatchObject({ method: 'POST', path: PATH });
      expect(JSON.parse(double.requests[0]!.body)).toEqual(encodeTemplate(TEMPLATE_DRAFT));
    });

    it('says what is missing', async () => {
      expect(await list(accountOnly)).toMatchObject({ ok: false, failure: { code: 'needs-waba' } });
      const { credentials } = accountOnly;
      const withWaba = { ...accountOnly, credentials: { ...credentials, wabaId: WABA } };
      expect(await list(withWaba)).toMatchObject({ ok: false, failure: { code: 'needs-application' } });
    });
  });

  describe('media', () => {
    const file = Buffer.from('four and twenty bytes...');
    const download = (address: string, maxBytes = 100, by = access) => adapter().media!.download(by, address, maxBytes);
    const at = (path = '/v3/media/1') => `${double.url}${path}`;

    it('downloads with the application’s token', async () => {
      double.play({ status: 200, headers: { 'content-type': 'image/png' }, body: file });
      expect(await download(at())).toEqual({ ok: true, value: { mime: 'image/png', bytes: file } });
      claimsOf(double.requests[0]?.headers.authorization);
    });

    it('downloads without a proof where there is no application', async () => {
      double.play({ status: 200, body: file });
      expect(await download(at(), 100, accountOnly)).toMatchObject({ ok: true });
      expect(double.requests[0]?.headers.authorization).toBeUndefined();
    });

    it.each([
      'https://evil.example/v3/media/1',
      'https://api-eu.nexmo.com.evil.example/1',
      'http://api-eu.nexmo.com/v3/media/1',
      'file:///etc/passwd',
      'nonsense',
    ])('asks nobody but Vonage: %s', async (address) => {
      expect(await download(address)).toMatchObject({ failure: { class: 'refused', code: 'media-elsewhere' } });
    });

    it('goes nowhere else when it is sent there', async () => {
      double.play({ status: 302, headers: { location: 'https://evil.example/' }, body: '' });
      expect(await download(at())).toMatchObject({ failure: { code: 'media-elsewhere' } });
    });

    it('stops reading what is too large, and says what went wrong', async () => {
      double.play({ status: 200, body: Buffer.alloc(5_000_000) }, { status: 404, body: '' }, 'cut');
      expect(await download(at(), 1_000)).toMatchObject({ failure: { code: 'media-too-large' } });
      expect(await download(at())).toMatchObject({ failure: { class: 'refused', code: 'http-404' } });
      expect(await download(at())).toMatchObject({ failure: { class: 'retry', code: 'connection' } });
    });
  });
});

function otherKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 1024 })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString();
}
