import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../src/channels/channel.js';
import { bird } from '../../src/channels/bird/bird.channel.js';
import { BIRD_ERRORS } from '../../src/channels/bird/errors.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { startHttpDouble, type HttpDouble, type Play } from '../doubles/http-double.js';
import { channelContract } from './channel.contract.js';

const NOW = 1_780_000_000_000;
const NUMBER = '+15550100100';
const access = { channelId: 'c1', credentials: { apiKey: 'bk_us1_8hY3kPq', phoneNumber: NUMBER } };

function json(value: unknown, status = 200): Play {
  return { status, body: JSON.stringify(value) };
}

function apiError(status: number, error: Record<string, unknown>): Play {
  return json({ error: { type: 'validation', code: 'E00000', message: 'because', param: null, ...error } }, status);
}

const secretOf = (words: string) => `whsec_${Buffer.from(words).toString('base64')}`;

function sign(body: string, secret: string, at = NOW): WebhookRequest {
  const timestamp = String(at / 1_000);
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`msg_1.${timestamp}.${body}`).digest('base64');
  return {
    method: 'POST',
    url: 'https://c.example/webhooks/bird/k',
    headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
    rawBody: Buffer.from(body),
    query: {},
    receivedAt: NOW + 2_000,
  };
}

const TIME = '2026-05-28T20:26:40Z';

const received = (data: Record<string, unknown> = {}) =>
  JSON.stringify({
    type: 'whatsapp.received',
    timestamp: TIME,
    data: {
      whatsapp_id: 'wa_1',
      direction: 'inbound',
      from: { phone_number: '+436600001', bsuid: 'AT.m1', username: null, display_name: 'Mira' },
      to: { phone_number: NUMBER },
      tags: null,
      metadata: null,
      in_reply_to_message_id: null,
      text: { body: 'Hello' },
      ...data,
    },
  });

const told = (word: string, data: Record<string, unknown> = {}) =>
  JSON.stringify({
    type: `whatsapp.${word}`,
    timestamp: TIME,
    data: {
      whatsapp_id: 'wa_1',
      direction: 'outbound',
      from: { phone_number: NUMBER },
      to: { phone_number: '+436600001' },
      metadata: { ref: 'out-1' },
      ...data,
    },
  });

const EVENT_CODES = BIRD_ERRORS.filter(({ code }) => /^[a-z]+_[a-z_]+$|^undeliverable$/.test(code));

channelContract('Bird', {
  create: (baseUrl, timeoutMs) => bird({ baseUrl, timeoutMs }),
  access,
  open: ['phoneNumber'],
  webhook: {
    sign,
    secret: secretOf('thirty-two bytes of Bird’s own').replace(/=+$/, ''),
    signsBody: true,
    messages: (ids) => [received({ whatsapp_id: ids[0] }), received({ whatsapp_id: ids[1] })],
    status: (id, ref) => told('delivered', { whatsapp_id: id, metadata: { ref } }),
    unknown: [
      '{}',
      '{"type":"email.bounced","data":{}}',
      '{"type":"whatsapp.received","data":{"whatsapp_id":7}}',
      told('accepted'),
      told('read', { direction: 'inbound', from: { phone_number: '+436600001' }, to: { phone_number: NUMBER } }),
      received({ from: { phone_number: 'nobody' } }),
      '{"type":"whatsapp.reacted","data":{}}',
    ],
  },
  accepted: (id) => json({ id, status: 'accepted' }, 202),
  acceptedWithoutId: json({ status: 'accepted' }, 202),
  remembersRequests: true,
  refusals: [
    { name: 'a wrong key', play: apiError(401, { type: 'auth', name: 'InvalidApiKey' }), expected: 'stop-channel' },
    { name: 'a missing right', play: apiError(403, { type: 'permission' }), expected: 'stop-channel' },
    { name: 'no balance', play: apiError(402, { type: 'billing' }), expected: 'stop-channel' },
    {
      name: 'a closed window',
      play: apiError(422, { name: 'WhatsAppServiceWindowClosed', code: 'E01234' }),
      expected: 'fall-back',
    },
    { name: 'no such person', play: apiError(422, { name: 'WhatsAppInvalidRecipient' }), expected: 'undeliverable' },
    { name: 'another’s number', play: apiError(422, { name: 'WhatsAppSenderRequired' }), expected: 'stop-channel' },
    {
      name: 'parameters of another template',
      play: apiError(422, { name: 'WhatsAppTemplateParameterMismatch' }),
      expected: 'template-unusable',
    },
    {
      name: 'a template that is not there',
      play: apiError(404, { type: 'not_found', name: 'NotFound', param: 'template.slug' }),
      expected: 'template-unusable',
    },
    { name: 'a label twice', play: apiError(422, { name: 'WhatsAppInteractiveDuplicateLabel' }), expected: 'refused' },
    { name: 'a request at work', play: apiError(409, { type: 'conflict', code: 'E01004' }), expected: 'retry' },
    { name: 'a key used for another message', play: apiError(409, { code: 'E01005' }), expected: 'refused' },
    { name: 'a lost memory', play: apiError(503, { type: 'internal', code: 'E01033' }), expected: 'retry' },
    { name: 'too many calls', play: apiError(429, { type: 'rate_limit' }), expected: 'retry' },
    { name: 'an own error', play: apiError(500, { type: 'internal' }), expected: 'retry' },
    { name: 'a gateway’s page', play: { status: 502, body: '<html>Bad gateway</html>' }, expected: 'retry' },
    { name: 'an unknown name', play: apiError(422, { name: 'WhatsAppNew' }), expected: 'refused' },
    { name: 'an unknown address', play: { status: 404, body: 'not found' }, expected: 'refused' },
  ],
  statusErrors: [
    ...EVENT_CODES.map(({ code, class: expected }) => ({ error: { code, title: 'No' }, expected })),
    { error: { code: '131047', title: 'WhatsApp’s own' }, expected: 'fall-back' },
    { error: { code: 'brand_new', title: 'New' }, expected: 'refused' },
  ],
});

describe('Bird', () => {
  let double: HttpDouble;
  const adapter = () => bird({ baseUrl: double.url, timeoutMs: 20_000 });

  beforeAll(async () => {
    double = await startHttpDouble();
  });
  afterEach(() => double.settle());
  afterAll(() => double.close());

  describe('signature', () => {
    const secret = secretOf('some key of Bird’s');
    const verify = (request: WebhookRequest, by = secret) => adapter().verifyWebhook(request, by, access);

    it('agrees with the vector of the reference', () => {
      const vector: WebhookRequest = {
        ...sign('{"type":"whatsapp.received"}', secret),
        headers: {
          'webhook-id': 'msg_1',
          'webhook-timestamp': '1767225600',
          'webhook-signature': 'v1,/jrrL4Yg/p/v3UpjP/KgD5z04FAuaME29KrwjhpduJE=',
        },
        receivedAt: 1_767_225_600_000,
      };
      const key = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
      expect(verify(vector, key)).toBe(true);
      expect(verify({ ...vector, rawBody: Buffer.from('{"type":"whatsapp.received"} ') }, key)).toBe(false);
    });

    it.each([
      [-300_000, true],
      [-300_001, false],
      [300_000, true],
      [300_001, false],
    ])('%d ms after it was signed: %s', (ms, expected) => {
      expect(verify({ ...sign('{}', secret), receivedAt: NOW + ms })).toBe(expected);
    });

    it('believes one of several signatures, as in the day after a rotation', () => {
      const request = sign('{}', secret);
      const other = sign('{}', secretOf('the new one')).headers['webhook-signature'];
      const both = { ...request.headers, 'webhook-signature': `${other} ${request.headers['webhook-signature']}` };
      expect(verify({ ...request, headers: both })).toBe(true);
      expect(verify({ ...request, headers: { ...both, 'webhook-signature': other } })).toBe(false);
    });

    it.each([
      ['webhook-id', 'msg_2'],
      ['webhook-id', ''],
      ['webhook-timestamp', '1780000001'],
      ['webhook-timestamp', '1780000000.0'],
      ['webhook-timestamp', 'NaN'],
      ['webhook-signature', ''],
      ['webhook-signature', 'v2,x'],
    ])('does not believe another %s: %j', (name, value) => {
      const request = sign('{}', secret);
      expect(verify({ ...request, headers: { ...request.headers, [name]: value } })).toBe(false);
    });

    it('does not believe what anybody could sign: with an empty key, or one that is none of Bird’s', () => {
      for (const empty of ['whsec_', 'whsec_====', '', 'ours']) expect(verify(sign('{}', empty), empty)).toBe(false);
    });
  });

  describe('webhooks', () => {
    const parse = (body: string) => adapter().parseWebhook(sign(body, secretOf('x')), access);

    it('reads who wrote, when and what', () => {
      expect(parse(received({ in_reply_to_message_id: 'wa_9' }))).toStrictEqual([
        {
          kind: 'message',
          id: 'wa_1',
          at: Date.parse(TIME),
          from: { waId: '436600001', userId: 'AT.m1' },
          profileName: 'Mira',
          content: { kind: 'text', text: 'Hello' },
          repliesTo: 'wa_9',
        },
      ]);
    });

    it('reads somebody who shows a username only', () => {
      expect(parse(received({ from: { bsuid: 'AT.m1', username: 'mira' } }))).toMatchObject([
        { from: { userId: 'AT.m1' } },
      ]);
    });

    const content = (data: Record<string, unknown>) => {
      const [event] = parse(received({ text: undefined, ...data }));
      return event?.kind === 'message' && event.content;
    };

    it('binds taps, and tells a template’s by its label', () => {
      const reply = (type: string, choice: Record<string, string>) => ({ interactive_reply: { type, [type]: choice } });
      expect(content(reply('button', { slug: 'q:y', text: 'Yes' }))).toEqual({
        kind: 'tap',
        id: 'q:y',
        title: 'Yes',
        source: 'button',
      });
      expect(content(reply('list', { slug: 'q:g', text: 'Graz', description: 'Styria' }))).toMatchObject({
        id: 'q:g',
        source: 'list',
      });
      expect(content(reply('button', { slug: 'Go on', text: 'Go on' }))).toMatchObject({
        id: 'Go on',
        source: 'template',
      });
    });

    it('reads files by message and file', () => {
      expect(
        content({ image: { id: 'waf_7', url: 'https://x.example/', mime_type: 'image/png', caption: 'c' } }),
      ).toEqual({
        kind: 'media',
        media: 'image',
        id: 'wa_1/waf_7',
        mime: 'image/png',
        caption: 'c',
        url: 'https://x.example/',
      });
      expect(content({ audio: { id: 'waf_7', voice: true } })).toMatchObject({ media: 'audio', voice: true });
    });

    it('reads places and cards', () => {
      expect(content({ location: { latitude: 48.2, longitude: 16.4, name: 'Here' } })).toEqual({
        kind: 'location',
        latitude: 48.2,
        longitude: 16.4,
        name: 'Here',
      });
      expect(
        content({ contact_cards: [{ origin: 'contact_request', phone_numbers: [{ phone_number: '+4366' }] }] }),
      ).toEqual({ kind: 'contacts', contacts: [{ name: '', phones: ['+4366'] }], requested: true });
    });

    it.each([
      [{ unsupported: { type: 'poll' } }, 'poll'],
      [{ image: { mime_type: 'image/png' } }, 'image'],
      [{ interactive_reply: { type: 'new' } }, 'interactive_reply:new'],
      [{ location: { latitude: 91, longitude: 0 } }, 'unknown'],
      [{}, 'unknown'],
    ])('keeps what it has no word for: %j', (data, type) => {
      expect(content(data)).toEqual({ kind: 'unsupported', type });
    });

    it('reads a reaction, and one that is taken back', () => {
      const reacted = (emoji: string | null) =>
        JSON.stringify({
          type: 'whatsapp.reacted',
          timestamp: TIME,
          data: { whatsapp_id: 'wa_9', emoji, from: { bsuid: 'AT.m1' }, to: { phone_number: NUMBER } },
        });
      const [up] = parse(reacted('👍'));
      const [back] = parse(reacted(null));
      expect(up).toMatchObject({ kind: 'message', content: { kind: 'reaction', emoji: '👍', messageId: 'wa_9' } });
      expect(back).toMatchObject({ content: { emoji: '' } });
      expect(up?.kind === 'message' && back?.kind === 'message' && up.id !== back.id).toBe(true);
    });

    it('reads a closed window, by WhatsApp’s own code where it is given', () => {
      const failed = (error: Record<string, unknown>) => parse(told('failed', { error }));
      expect(failed({ code: 'service_window_expired', description: 'late', meta_error_code: null })).toMatchObject([
        { kind: 'status', status: 'failed', ref: 'out-1', error: { code: 'service_window_expired', title: 'late' } },
      ]);
      expect(failed({ code: 'undeliverable', description: 'no', meta_error_code: '131049' })).toMatchObject([
        { error: { code: '131049', title: 'no', details: 'undeliverable at Bird' } },
      ]);
      expect(failed({ code: 'undeliverable', description: 'no', meta_error_code: '999999' })).toMatchObject([
        { error: { code: 'undeliverable' } },
      ]);
      expect(parse(told('rejected'))).toMatchObject([{ status: 'failed', error: { code: 'rejected' } }]);
    });

    it('ignores what is meant for another number of the workspace', () => {
      const other = received({ to: { phone_number: '+15550100999' } });
      expect(parse(other)).toMatchObject([{ kind: 'ignored', what: 'other-number' }]);
      expect(parse(told('sent', { from: { phone_number: '+15550100999' } }))).toMatchObject([{ what: 'other-number' }]);
      expect(adapter().parseWebhook(sign(other, secretOf('x')))).toMatchObject([{ kind: 'message' }]);
    });
  });

  describe('sending', () => {
    const send = async (message: OutboundMessage) => {
      double.play(json({ id: 'wa_o1', status: 'accepted' }, 202));
      const outcome = await adapter().send(access, { to: { waId: '436600001' }, message, ref: 'out-1' });
      expect(outcome).toMatchObject({ kind: 'accepted', providerMessageId: 'wa_o1' });
      return JSON.parse(double.requests[0]!.body) as unknown;
    };
    const envelope = { to: '+436600001', from: NUMBER, metadata: { ref: 'out-1' } };

    it('sends a text with its key, and our id as the key of the request', async () => {
      expect(await send({ kind: 'text', body: 'Grüß Gott', previewUrl: false })).toStrictEqual({
        ...envelope,
        text: { body: 'Grüß Gott', preview_url: false },
      });
      expect(double.requests[0]).toMatchObject({
        method: 'POST',
        path: '/v1/whatsapp/messages',
        headers: {
          authorization: 'Bearer bk_us1_8hY3kPq',
          'content-type': 'application/json',
          'idempotency-key': 'out-1',
        },
      });
    });

    it('sends buttons in Bird’s own shape', async () => {
      const message: OutboundMessage = {
        kind: 'buttons',
        header: { media: 'image', link: 'https://x.example/a.png' },
        body: 'Well?',
        footer: 'f',
        buttons: [{ id: 'q:y', title: 'Yes' }],
      };
      expect(await send(message)).toStrictEqual({
        ...envelope,
        interactive: {
          type: 'button',
          header: { type: 'image', url: 'https://x.example/a.png' },
          body_text: 'Well?',
          footer_text: 'f',
          buttons: [{ type: 'quick_reply', quick_reply: { slug: 'q:y', text: 'Yes' } }],
        },
      });
    });

    it('sends a list with the heading that Bird wants', async () => {
      const list = (button: string): OutboundMessage => ({
        kind: 'list',
        body: 'Where?',
        button,
        rows: [{ id: 'g', title: 'Graz', description: '' }],
      });
      expect(await send(list('Choose'))).toStrictEqual({
        ...envelope,
        interactive: {
          type: 'list',
          body_text: 'Where?',
          list: { button_text: 'Choose', sections: [{ title: 'Choose', rows: [{ slug: 'g', text: 'Graz' }] }] },
        },
      });
      // A row and the button with one label are refused.
      expect(adapter().encode({ to: { waId: '4366' }, message: list('graz'), ref: 'r' })).toMatchObject({
        interactive: { list: { button_text: '☰' } },
      });
    });

    it('sends a template with its values in order, and no quick replies', async () => {
      const message: OutboundMessage = {
        kind: 'template',
        name: 'visit_reminder',
        language: 'es-MX',
        header: [{ kind: 'media', media: { media: 'image', link: 'https://x.example/a.jpg' } }],
        body: [{ kind: 'text', name: 'first_name', text: 'Ana' }],
        buttons: [
          { index: 2, type: 'url', value: 's1' },
          { index: 0, type: 'quick-reply', value: 'q1:yes' },
          { index: 1, type: 'copy-code', value: 'SAVE' },
        ],
        preview: '',
      };
      expect(await send(message)).toStrictEqual({
        ...envelope,
        template: {
          slug: 'visit_reminder',
          language: 'es-MX',
          components: [
            { type: 'header', parameters: [{ type: 'image', url: 'https://x.example/a.jpg' }] },
            { type: 'body', parameters: [{ type: 'text', name: 'first_name', text: 'Ana' }] },
            { type: 'button', parameters: [{ type: 'text', text: 'SAVE' }] },
            { type: 'button', parameters: [{ type: 'text', text: 's1' }] },
          ],
        },
      });
    });

    it('writes to a user id where no number is known, and quotes', () => {
      const request = {
        to: { userId: 'AT.m1' },
        message: { kind: 'text' as const, body: 'x' },
        ref: 'r',
        repliesTo: 'wa_1',
      };
      expect(adapter().encode(request)).toMatchObject({ to: 'AT.m1', in_reply_to_message_id: 'wa_1' });
    });

    it('waits as long as it is told', async () => {
      double.play({ status: 429, headers: { 'retry-after': '37' }, body: '' });
      const outcome = await adapter().send(access, {
        to: { waId: '4366' },
        message: { kind: 'text', body: 'x' },
        ref: 'r',
      });
      expect(outcome).toMatchObject({ failure: { class: 'retry', retryAfterMs: 37_000, tooFast: 'channel' } });
    });

    it.each([
      ['apiKey', 'live_8hY3kPq', 'key-of-another-kind'],
      ['apiKey', 'bk_us1.evil.example/_x', 'key-of-another-kind'],
      ['apiKey', 'bk_us1_', 'key-of-another-kind'],
      ['phoneNumber', '0660 1234567', 'no-phone-number'],
    ])('says what is wrong with %s %j', async (name, value, code) => {
      const wrong = { ...access, credentials: { ...access.credentials, [name]: value } };
      expect(await adapter().connection!.check(wrong)).toMatchObject({
        ok: false,
        failure: { class: 'stop-channel', code },
      });
    });

    it('asks the host of the key’s region', async () => {
      const { BirdApi } = await import('../../src/channels/bird/api.js');
      const { providerHttp } = await import('../../src/channels/provider-http/client.js');
      const api = new BirdApi(providerHttp({ timeoutMs: 1 }), undefined);
      expect(api.url({ apiKey: 'bk_eu1_x', region: 'eu1', phoneNumber: NUMBER }, '/v1/x')).toBe(
        'https://eu1.platform.bird.com/v1/x',
      );
    });

    it('shows typing, with no key that would answer it from memory', async () => {
      double.play(json({ typing_indicator: true }, 202), apiError(404, { type: 'not_found' }));
      expect(await adapter().typing!.show(access, 'wa/1')).toEqual({ ok: true, value: undefined });
      expect(await adapter().typing!.show(access, 'wa_2')).toMatchObject({ ok: false, failure: { class: 'refused' } });
      const [first] = double.requests;
      expect(first).toMatchObject({ path: '/v1/whatsapp/messages/wa%2F1/read', body: '{"typing_indicator":true}' });
      expect(first!.headers['idempotency-key']).toBeUndefined();
    });
  });

  describe('connecting', () => {
    const url = 'https://c.example/webhooks/bird/k';
    const numbers = (...list: Record<string, unknown>[]) => json({ data: list, next_cursor: null });
    const check = () => adapter().connection!.check(access);

    it('finds the number, wherever it stands in the list, and its health', async () => {
      double.play(
        json({ data: [{ phone_number: '+1' }, { phone_number: null }], next_cursor: 'n/2' }),
        numbers({ phone_number: NUMBER, status: 'connected', quality_rating: 'red' }),
      );
      expect(await check()).toEqual({
        ok: true,
        value: {
          canSend: 'yes',
          phoneNumber: NUMBER,
          problems: [expect.stringContaining('quality red')],
          quality: 'low',
        },
      });
      expect(double.requests[1]?.path).toBe('/v1/whatsapp/numbers?limit=100&starting_after=n%2F2');
    });

    it.each([
      ['restricted', 'limited'],
      ['banned', 'no'],
      ['pending', 'unknown'],
      ['toString', 'unknown'],
    ])('a number that is %s: %s', async (status, canSend) => {
      double.play(numbers({ phone_number: NUMBER, status, error: { code: 'x', description: 'why' } }));
      expect(await check()).toMatchObject({
        value: {
          canSend,
          problems: [`The number is “${status}” at WhatsApp: why (code x). See it in Bird’s dashboard.`],
        },
      });
    });

    it('says that the number is in another workspace', async () => {
      double.play(numbers({ phone_number: '+15550100999', status: 'connected' }));
      expect(await check()).toMatchObject({
        ok: false,
        failure: { class: 'stop-channel', code: 'number-elsewhere', detail: expect.stringContaining('+15550100999') },
      });
    });

    it('makes the webhook, and brings home its secret', async () => {
      double.play(json({ data: [], next_cursor: null }), json({ id: 'whk_1', url, secret: 'whsec_AAAA' }, 201));
      expect(await adapter().connection!.registerWebhook(access, url, 'ours')).toEqual({
        ok: true,
        value: { secret: 'whsec_AAAA' },
      });
      expect(double.requests[1]).toMatchObject({ method: 'POST', path: '/v1/webhooks' });
      expect(JSON.parse(double.requests[1]!.body)).toMatchObject({
        url,
        events: expect.arrayContaining(['whatsapp.received', 'whatsapp.failed', 'whatsapp.rejected']),
      });
    });

    it('keeps the secret of one that is there, and sets it going', async () => {
      double.play(json({ data: [{ id: 'whk_1', url }], next_cursor: null }), json({ id: 'whk_1' }));
      expect(await adapter().connection!.registerWebhook(access, url, 'whsec_AAAA')).toEqual({
        ok: true,
        value: undefined,
      });
      expect(double.requests[1]).toMatchObject({ method: 'PATCH', path: '/v1/webhooks/whk_1' });
      expect(JSON.parse(double.requests[1]!.body)).toMatchObject({ status: 'active' });
    });

    it('has a new one made where the first was lost on its way', async () => {
      double.play(json({ data: [{ id: 'whk_1', url }], next_cursor: null }), json({ secret: 'whsec_BBBB' }));
      expect(await adapter().connection!.registerWebhook(access, url, 'ours')).toEqual({
        ok: true,
        value: { secret: 'whsec_BBBB' },
      });
      expect(double.requests[1]).toMatchObject({ method: 'POST', path: '/v1/webhooks/whk_1/rotate-secret' });
    });

    it('does not connect without a secret', async () => {
      double.play(json({ data: [], next_cursor: null }), json({ id: 'whk_1', hidden: 'whsec_AAAA' }, 201));
      const registered = await adapter().connection!.registerWebhook(access, url, 'ours');
      expect(registered).toMatchObject({ ok: false, failure: { code: 'unreadable-answer' } });
      expect(JSON.stringify(registered)).not.toContain('whsec_');
    });
  });

  describe('templates', () => {
    const row = (slug: string, more: Record<string, unknown> = {}) => ({
      id: `wat_${slug}`,
      slug,
      category: 'utility',
      languages: { en: { status: 'approved' } },
      live_version_id: 'v1',
      ...more,
    });
    const version = (languages: Record<string, unknown>) => json({ id: 'v1', languages });
    const body = (text: string) => ({ type: 'body', text });

    it('reads each language of each template, from the version in service', async () => {
      double.play(
        json({
          data: [
            row('visit', {
              languages: { en: { status: 'approved' }, 'pt-BR': { status: 'rejected', rejection: { reason: 'rude' } } },
              draft_version_id: 'v9',
            }),
            row('empty', { live_version_id: null }),
          ],
          next_cursor: null,
        }),
        version({
          en: {
            components: [
              { type: 'header', format: 'image' },
              body('Hi {{first_name}}'),
              { type: 'footer', text: 'STOP' },
              {
                type: 'buttons',
                buttons: [
                  { type: 'quick_reply', text: 'Go on' },
                  { type: 'url', text: 'Open', url: 'https://x.example/{{1}}' },
                  { type: 'otp', text: 'Copy' },
                ],
              },
            ],
          },
          'pt-BR': { components: [{ type: 'header', format: 'text', text: 'Olá' }, body('Olá {{1}}')] },
        }),
      );
      expect(await adapter().templates!.list(access)).toEqual({
        ok: true,
        value: [
          {
            name: 'visit',
            language: 'en',
            category: 'utility',
            status: 'approved',
            statusDetail: 'approved',
            providerId: 'wat_visit',
            parameterFormat: 'named',
            header: { kind: 'media', media: 'image' },
            body: 'Hi {{first_name}}',
            footer: 'STOP',
            buttons: [
              { type: 'quick-reply', text: 'Go on' },
              { type: 'url', text: 'Open', url: 'https://x.example/{{1}}' },
              { type: 'other', text: 'Copy' },
            ],
          },
          expect.objectContaining({
            language: 'pt-BR',
            status: 'rejected',
            statusDetail: 'rejected: rude',
            header: { kind: 'text', text: 'Olá' },
            parameterFormat: 'positional',
          }),
        ],
      });
      expect(double.requests.map(({ path }) => path)).toEqual([
        '/v1/whatsapp/templates?scope=workspace&limit=100',
        '/v1/whatsapp/templates/wat_visit/versions/v1',
      ]);
    });

    it.each([
      [{}, 'unsubmitted'],
      [{ en: { status: 'pending' } }, 'pending'],
      [{ en: { status: 'paused' } }, 'paused'],
      [{ en: { status: 'limit_exceeded' } }, 'unknown'],
    ])('knows the state %j', async (languages, status) => {
      double.play(
        json({
          data: [row('visit', { languages, live_version_id: null, pending_version_id: 'v1' })],
          next_cursor: null,
        }),
        version({ en: { components: [body('Hi')] } }),
      );
      expect(await adapter().templates!.list(access)).toMatchObject({ value: [{ status }] });
    });

    it('does not offer a carousel', async () => {
      double.play(
        json({ data: [row('visit')], next_cursor: null }),
        version({ en: { components: [body('Hi'), { type: 'carousel', cards: [] }] } }),
      );
      expect(await adapter().templates!.list(access)).toMatchObject({
        value: [{ status: 'unknown', statusDetail: expect.stringContaining('carousel') }],
      });
    });

    it('gives half a list never', async () => {
      double.play(json({ data: [row('a')], next_cursor: 'x' }), { status: 500, body: '' });
      expect(await adapter().templates!.list(access)).toMatchObject({ ok: false, failure: { class: 'retry' } });
      double.play(json({ data: [row('a')], next_cursor: null }), { status: 404, body: '' });
      expect(await adapter().templates!.list(access)).toMatchObject({ ok: false });
      double.play(json({ items: 'moved' }));
      expect(await adapter().templates!.list(access)).toMatchObject({ failure: { code: 'unreadable-answer' } });
    });

    it('ends where the cursor does not move', async () => {
      double.play(json({ data: [], next_cursor: 'x' }), json({ data: [], next_cursor: 'x' }));
      expect(await adapter().templates!.list(access)).toEqual({ ok: true, value: [] });
    });
  });

  describe('media', () => {
    const file = Buffer.from('four and twenty bytes...');
    const download = (id = 'wa_1/waf_7') => adapter().media!.download(access, id, 100);

    it('fetches from the storage that Bird names, and takes no key there', async () => {
      const storage = await startHttpDouble();
      double.play({ status: 302, headers: { location: `${storage.url}/b/7?sig=x` }, body: '' });
      storage.play({ status: 200, headers: { 'content-type': 'image/png' }, body: file });
      expect(await download()).toEqual({ ok: true, value: { mime: 'image/png', bytes: file } });
      expect(double.requests[0]).toMatchObject({
        path: '/v1/whatsapp/messages/wa_1/media/waf_7',
        headers: { authorization: 'Bearer bk_us1_8hY3kPq' },
      });
      expect(storage.requests[0]).toMatchObject({ path: '/b/7?sig=x' });
      expect(storage.requests[0]!.headers.authorization).toBeUndefined();
      await storage.close();
    });

    it('says when it is no longer kept, or leads nowhere', async () => {
      double.play({ status: 410, body: '' });
      expect(await download()).toMatchObject({ failure: { class: 'refused', code: 'http-410' } });
      double.play({ status: 302, headers: { location: 'file:///etc/passwd' }, body: '' });
      expect(await download()).toMatchObject({ failure: { class: 'refused', code: 'media-elsewhere' } });
    });

    it.each(['..%2Fx/../../secrets', '../..', 'wa_1', 'wa_1/', '/waf_7', 'wa_1/waf_7/x', ''])(
      'makes no path of %j',
      async (id) => {
        expect(await download(id)).toMatchObject({ ok: false, failure: { class: 'refused', code: 'no-such-file' } });
      },
    );
  });
});
