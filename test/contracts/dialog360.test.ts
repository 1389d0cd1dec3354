import { createHash } from 'node:crypto';
import type { WebhookRequest } from '../../src/channels/channel.js';
import { decodeTemplates } from '../../src/channels/cloud-payload/decode-templates.js';
import { encodeTemplate } from '../../src/channels/cloud-payload/encode-template.js';
import { META_ERRORS } from '../../src/channels/cloud-payload/meta-errors.js';
import { dialog360 } from '../../src/channels/dialog360/dialog360.channel.js';
import { startHttpDouble, type HttpDouble, type Play } from '../doubles/http-double.js';
import { registryFor } from '../support/registry.js';
import { channelContract } from './channel.contract.js';
import { TEMPLATE_DRAFT } from './template.contract.js';

const access = { channelId: 'c1', credentials: { apiKey: 'd360-key-Jf83_xQ' } };

function json(value: unknown, status = 200): Play {
  return { status, body: JSON.stringify(value) };
}

function metaError(code: number, extra: Record<string, unknown> = {}): Play {
  return json({ error: { message: `(#${code}) no`, code, error_data: { details: 'because' }, ...extra } }, 400);
}

function envelope(value: unknown, field = 'messages'): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '5', changes: [{ field, value }] }] });
}

function sign(body: string, secret: string): WebhookRequest {
  return {
    method: 'POST',
    url: 'https://c.example/webhooks/360dialog/k',
    headers: { 'x-canvass-secret': secret },
    rawBody: Buffer.from(body),
    query: {},
    receivedAt: 1_780_000_000_000,
  };
}

const ROWS = META_ERRORS.map((row) => ({
  code: String(typeof row.code === 'number' ? row.code : row.code[0]),
  expected: row.class,
}));

channelContract('360dialog', {
  create: (baseUrl, timeoutMs) => dialog360({ baseUrl, timeoutMs }),
  access,
  webhook: {
    sign,
    messages: (ids) =>
      envelope({
        contacts: [{ wa_id: '436600001', profile: { name: 'Mira' } }],
        messages: ids.map((id) => ({
          from: '436600001',
          id,
          timestamp: '1780000000',
          type: 'text',
          text: { body: id },
        })),
      }),
    status: (id, ref) =>
      envelope({
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
  accepted: (id) =>
    json({
      messaging_product: 'whatsapp',
      contacts: [{ input: '4366', wa_id: '436600001', user_id: 'AT.m1' }],
      messages: [{ id }],
    }),
  acceptedWithoutId: json({ messaging_product: 'whatsapp', contacts: [], messages: [{}] }),
  refusals: [
    ...ROWS.map(({ code, expected }) => ({ name: `code ${code}`, play: metaError(Number(code)), expected })),
    { name: 'an unknown code', play: metaError(131999), expected: 'refused' },
    { name: 'an unknown code that will pass', play: metaError(131999, { is_transient: true }), expected: 'maybe-sent' },
    { name: 'a wrong key', play: json({ error: 'Invalid api_key' }, 401), expected: 'stop-channel' },
    { name: 'a blocked endpoint', play: json({ error: 'blocked' }, 403), expected: 'stop-channel' },
    {
      name: 'an overdue invoice',
      play: json({ meta: { success: false, developer_message: 'lack of payment' } }, 400),
      expected: 'stop-channel',
    },
    {
      name: 'too many calls',
      play: { status: 429, headers: { 'retry-after': '3' }, body: 'slow down' },
      expected: 'retry',
    },
    { name: 'an own error', play: { status: 500, body: '' }, expected: 'maybe-sent' },
    { name: 'a gateway’s page', play: { status: 502, body: '<html>Bad gateway</html>' }, expected: 'maybe-sent' },
    { name: 'an unknown address', play: { status: 404, body: 'not found' }, expected: 'refused' },
  ],
  statusErrors: ROWS.map(({ code, expected }) => ({ error: { code, title: 'No' }, expected })),
  templates: {
    created: [
      json(
        {
          ...encodeTemplate(TEMPLATE_DRAFT),
          id: 'aBcD1234WT',
          external_id: '1200000000000001',
          status: 'submitted',
          rejected_reason: null,
        },
        201,
      ),
    ],
    refused: [metaError(100, { error_subcode: 2388024 })],
    removed: [json({ meta: { success: true, http_code: 200 } })],
    alreadyGone: [json({ meta: { success: false, http_code: 404, developer_message: 'no such template' } }, 404)],
  },
});

describe('360dialog', () => {
  let double: HttpDouble;
  const adapter = () =>
    dialog360({ baseUrl: double.url, timeoutMs: 20_000, downloadTimeoutMs: 20_000, userAgent: 'test/1' });

  beforeAll(async () => {
    double = await startHttpDouble();
  });
  afterEach(() => double.settle());
  afterAll(() => double.close());

  it('sends Meta’s body with its key', async () => {
    double.play(json({ contacts: [{ wa_id: '436600009', user_id: 'AT.m1' }], messages: [{ id: 'wamid.O1' }] }, 201));
    const outcome = await adapter().send(access, {
      to: { waId: '4366' },
      message: { kind: 'text', body: 'Grüß Gott' },
      ref: 'out-1',
      repliesTo: 'wamid.I1',
    });
    expect(outcome).toStrictEqual({
      kind: 'accepted',
      providerMessageId: 'wamid.O1',
      recipient: { waId: '436600009', userId: 'AT.m1' },
    });
    const [request] = double.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/messages',
      headers: {
        'd360-api-key': access.credentials.apiKey,
        'content-type': 'application/json',
        'user-agent': 'test/1',
      },
    });
    expect(JSON.parse(request!.body)).toStrictEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '4366',
      context: { message_id: 'wamid.I1' },
      type: 'text',
      text: { body: 'Grüß Gott' },
      biz_opaque_callback_data: 'out-1',
    });
  });

  it('takes the person it was sent to where the answer names nobody', async () => {
    double.play(json({ messages: [{ id: 'wamid.O1' }] }));
    const outcome = await adapter().send(access, {
      to: { userId: 'AT.m1' },
      message: { kind: 'text', body: 'x' },
      ref: 'r',
    });
    expect(outcome).toMatchObject({ recipient: { userId: 'AT.m1' } });
    expect(JSON.parse(double.requests[0]!.body)).toMatchObject({ recipient: 'AT.m1' });
  });

  it('waits as long as it is told', async () => {
    double.play({ status: 429, headers: { 'retry-after': '37' }, body: '' });
    const outcome = await adapter().send(access, {
      to: { waId: '4366' },
      message: { kind: 'text', body: 'x' },
      ref: 'r',
    });
    expect(outcome).toMatchObject({ failure: { class: 'retry', code: 'http-429', retryAfterMs: 37_000 } });
  });

  it('shows typing', async () => {
    double.play(json({ success: true }), metaError(131009));
    expect(await adapter().typing!.show(access, 'wamid.I1')).toEqual({ ok: true, value: undefined });
    expect(await adapter().typing!.show(access, 'nonsense')).toMatchObject({ ok: false, failure: { code: '131009' } });
    expect(double.requests.map(({ body }) => JSON.parse(body))).toMatchObject([
      { status: 'read', message_id: 'wamid.I1' },
      { message_id: 'nonsense' },
    ]);
  });

  describe('connecting', () => {
    it('reads health in plain sentences', async () => {
      double.play(
        json({
          health_status: {
            can_send_message: 'LIMITED',
            entities: [
              { entity_type: 'PHONE_NUMBER', id: '1', can_send_message: 'AVAILABLE' },
              {
                entity_type: 'WABA',
                id: '2',
                can_send_message: 'LIMITED',
                errors: [{ error_code: 141006, error_description: 'No payment method', possible_solution: 'Add one.' }],
              },
              { entity_type: 'BUSINESS', id: '3', can_send_message: 'BLOCKED' },
              { entity_type: 'NEW', id: '4', can_send_message: 'PERHAPS' },
            ],
          },
        }),
      );
      expect(await adapter().connection!.check(access)).toEqual({
        ok: true,
        value: {
          canSend: 'limited',
          problems: [
            'The WhatsApp business account can send with limits: No payment method (code 141006). Add one.',
            'The business cannot send; 360dialog gives no reason.',
            'NEW is in doubt; 360dialog gives no reason.',
          ],
        },
      });
      expect(double.requests[0]).toMatchObject({ method: 'GET', path: '/health_status' });
    });

    it('says that the key is wrong, and that an unclear answer may be asked for again', async () => {
      double.play(json({ error: 'Invalid api_key' }, 401), { status: 502, body: '' }, json({ hello: 1 }), 'cut');
      expect(await adapter().connection!.check(access)).toMatchObject({
        ok: false,
        failure: { class: 'stop-channel', code: 'http-401' },
      });
      expect(await adapter().connection!.check(access)).toMatchObject({
        ok: false,
        failure: { class: 'retry', code: 'http-502' },
      });
      expect(await adapter().connection!.check(access)).toMatchObject({
        ok: false,
        failure: { code: 'unreadable-answer' },
      });
      expect(await adapter().connection!.check(access)).toMatchObject({
        ok: false,
        failure: { class: 'retry', code: 'connection' },
      });
    });

    it('registers the webhook with our secret, and repeats the secret to nobody', async () => {
      double.play(json({ url: 'x' }), json({ error: 'bad header: the-secret' }, 400));
      expect(
        await adapter().connection!.registerWebhook(access, 'https://c.example/webhooks/360dialog/k', 'the-secret'),
      ).toEqual({ ok: true, value: undefined });
      expect(JSON.parse(double.requests[0]!.body)).toEqual({
        url: 'https://c.example/webhooks/360dialog/k',
        headers: { 'x-canvass-secret': 'the-secret' },
      });
      const refused = await adapter().connection!.registerWebhook(access, 'https://c.example/', 'the-secret');
      expect(refused).toMatchObject({ ok: false, failure: { detail: 'bad header: ***' } });
    });
  });

  describe('templates', () => {
    const rows = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        name: `t${from + index}`,
        language: 'en',
        status: 'approved',
        components: [{ type: 'BODY', text: 'Hi' }],
      }));

    it('reads every page', async () => {
      double.play(
        json({ total: 700, waba_templates: rows(0, 500) }),
        json({ total: 700, waba_templates: rows(500, 200) }),
      );
      const listed = await adapter().templates!.list(access);
      expect(listed.ok && listed.value.map(({ name }) => name)).toEqual(rows(0, 700).map(({ name }) => name));
      expect(double.requests.map(({ path }) => path)).toEqual([
        '/v1/configs/templates?limit=500&offset=0',
        '/v1/configs/templates?limit=500&offset=500',
      ]);
    });

    it('makes one as Meta wants it', async () => {
      double.play(json({ meta: 'taken' }, 201));
      const made = await adapter().templates!.create!(access, {
        ...TEMPLATE_DRAFT,
        parameterFormat: 'named',
        header: { kind: 'text', text: 'Olá {{name}}', sample: 'Mira' },
        body: 'A visita de {{day}} espera por si, vamos continuar?',
        samples: { day: 'sexta' },
        buttons: [{ type: 'url', text: 'Abrir', url: 'https://x.example/{{1}}', sample: 'https://x.example/s1' }],
        ttlSeconds: 600,
      });
      expect(made).toMatchObject({ ok: true, value: { name: 'visit_reminder', status: 'pending' } });
      expect(double.requests[0]).toMatchObject({ method: 'POST', path: '/v1/configs/templates' });
      expect(JSON.parse(double.requests[0]!.body)).toStrictEqual({
        name: 'visit_reminder',
        language: 'pt_BR',
        category: 'UTILITY',
        allow_category_change: true,
        parameter_format: 'NAMED',
        message_send_ttl_seconds: 600,
        components: [
          {
            type: 'HEADER',
            format: 'TEXT',
            text: 'Olá {{name}}',
            example: { header_text_named_params: [{ param_name: 'name', example: 'Mira' }] },
          },
          {
            type: 'BODY',
            text: 'A visita de {{day}} espera por si, vamos continuar?',
            example: { body_text_named_params: [{ param_name: 'day', example: 'sexta' }] },
          },
          { type: 'FOOTER', text: 'Cedar Clinic' },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'URL', text: 'Abrir', url: 'https://x.example/{{1}}', example: ['https://x.example/s1'] },
            ],
          },
        ],
      });
    });

    it('takes away the name in every language, and says so', async () => {
      double.play(json({ meta: { success: true } }));
      const { templates } = adapter();
      const [template] = decodeTemplates([{ name: 'visit_reminder', language: 'en' }]);
      expect(await templates!.remove!(access, template!)).toEqual({ ok: true, value: undefined });
      expect(double.requests[0]).toMatchObject({ method: 'DELETE', path: '/v1/configs/templates/visit_reminder' });
      expect(templates!.removes).toBe('name');
    });

    it('ends where a server sends the same page for ever, or none', async () => {
      double.play(json({ total: 9, waba_templates: rows(0, 2) }), json({ total: 9, waba_templates: rows(0, 2) }));
      expect(await adapter().templates!.list(access)).toMatchObject({
        ok: true,
        value: [{ name: 't0' }, { name: 't1' }],
      });
      double.play(json({ total: 9, waba_templates: [] }));
      expect(await adapter().templates!.list(access)).toEqual({ ok: true, value: [] });
    });

    it('keeps every digit of an id that is a number', async () => {
      double.play({
        status: 200,
        body: '{"total":1,"waba_templates":[{"name":"t","language":"en","status":"approved","external_id":9007199254740993}]}',
      });
      expect(await adapter().templates!.list(access)).toMatchObject({ value: [{ providerId: '9007199254740993' }] });
    });

    it('gives half a list never', async () => {
      double.play(json({ total: 700, waba_templates: rows(0, 500) }), { status: 500, body: '' });
      expect(await adapter().templates!.list(access)).toMatchObject({ ok: false, failure: { class: 'retry' } });
      double.play(json({ templates: 'moved' }));
      expect(await adapter().templates!.list(access)).toMatchObject({
        ok: false,
        failure: { code: 'unreadable-answer' },
      });
    });
  });

  describe('media', () => {
    const file = Buffer.from('four and twenty bytes...');
    const hash = createHash('sha256').update(file);
    const [hex, base64] = [hash.copy().digest('hex'), hash.copy().digest('base64')];
    const info = (more: Record<string, unknown> = {}) =>
      json({
        url: 'https://lookaside.example/whatsapp_business/attachments/?mid=9&hash=a%2Bb',
        mime_type: 'image/png',
        sha256: hex,
        file_size: 24,
        ...more,
      });
    const download = (maxBytes = 100) => adapter().media!.download(access, 'm/1', maxBytes);

    it.each([hex, base64])('downloads from 360dialog, not from Meta, and checks %s', async (sha256) => {
      double.play(info({ sha256 }), { status: 200, body: file });
      expect(await download()).toEqual({ ok: true, value: { mime: 'image/png', bytes: file } });
      expect(double.requests).toMatchObject([
        { path: '/m%2F1', headers: { 'd360-api-key': access.credentials.apiKey } },
        {
          path: '/whatsapp_business/attachments/?mid=9&hash=a%2Bb',
          headers: { 'd360-api-key': access.credentials.apiKey },
        },
      ]);
    });

    it('does without size and hash where none is stated', async () => {
      double.play(info({ sha256: undefined, file_size: undefined, mime_type: undefined }), { status: 200, body: file });
      expect(await download()).toMatchObject({ ok: true, value: { mime: 'application/octet-stream' } });
    });

    it('does not even fetch what is stated too large', async () => {
      double.play(info());
      expect(await download(23)).toMatchObject({ ok: false, failure: { class: 'refused', code: 'media-too-large' } });
    });

    it('stops reading what turns out too large', async () => {
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

    it('says when the file is gone, the download breaks off, or the answer makes no sense', async () => {
      double.play({ status: 404, body: 'gone' });
      expect(await download()).toMatchObject({ ok: false, failure: { class: 'refused', code: 'http-404' } });
      double.play(info(), { status: 404, body: 'gone' });
      expect(await download()).toMatchObject({ ok: false, failure: { class: 'refused', code: 'http-404' } });
      double.play(info(), { status: 200, cutAfter: 'four', length: 24 });
      expect(await download()).toMatchObject({ ok: false, failure: { class: 'retry', code: 'connection' } });
      double.play(json({ url: 'nowhere' }));
      expect(await download()).toMatchObject({ ok: false, failure: { code: 'unreadable-answer' } });
    });

    it('gives up on a download that does not end', async () => {
      double.play(info(), 'hang');
      const short = dialog360({ baseUrl: double.url, timeoutMs: 20_000, downloadTimeoutMs: 150 });
      expect(await short.media!.download(access, 'm1', 100)).toMatchObject({
        ok: false,
        failure: { class: 'retry', code: 'timeout' },
      });
    });
  });

  it('stands in the registry under its name', () => {
    const registry = registryFor({ DIALOG360_URL: double.url });
    for (const [name, { provider }] of registry) expect(provider).toBe(name);
    expect(registry.get('360dialog')?.title).toBe('360dialog');
  });
});
