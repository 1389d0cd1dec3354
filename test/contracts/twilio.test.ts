import type { ProviderObjects, WebhookRequest } from '../../src/channels/channel.js';
import { rememberedObjects } from '../../src/channels/connected/stored-objects.js';
import { TWILIO_ERRORS } from '../../src/channels/twilio/errors.js';
import { signatureOf } from '../../src/channels/twilio/signature.js';
import { twilio } from '../../src/channels/twilio/twilio.channel.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { startHttpDouble, type HttpDouble, type Play } from '../doubles/http-double.js';
import { channelContract } from './channel.contract.js';
import { TEMPLATE_DRAFT } from './template.contract.js';

const SID = 'AC00000000000000000000000000000001';
const TOKEN = '0123456789abcdef0123456789abcdef';
const access = { channelId: 'c1', credentials: { accountSid: SID, authToken: TOKEN, sender: '+14155550100' } };
const HOOK = 'https://c.example/webhooks/twilio/k';
const MESSAGES_PATH = `/2010-04-01/Accounts/${SID}/Messages.json`;

function json(value: unknown, status = 200): Play {
  return { status, body: JSON.stringify(value) };
}

function refusal(code: number, status = 400): Play {
  return json({ code, message: 'because', more_info: `https://www.twilio.com/docs/errors/${code}`, status }, status);
}

function created(sid: string): Play {
  return json({ sid, to: 'whatsapp:+436600001', from: 'whatsapp:+14155550100', status: 'queued' }, 201);
}

/** A form with the account's id in it. */
function form(fields: Record<string, string>): string {
  return new URLSearchParams({ AccountSid: SID, ApiVersion: '2010-04-01', ...fields }).toString();
}

function inbound(fields: Record<string, string>): string {
  return form({
    MessageSid: 'SM1',
    SmsStatus: 'received',
    From: 'whatsapp:+436600001',
    To: 'whatsapp:+14155550100',
    WaId: '436600001',
    NumMedia: '0',
    ...fields,
  });
}

/** As Twilio posts it to an address, signed with a token. */
function post(
  body: string,
  { url = HOOK, token = TOKEN, type = 'application/x-www-form-urlencoded' } = {},
): WebhookRequest {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body)) fields.set(name, [...(fields.get(name) ?? []), value]);
  return {
    method: 'POST',
    url,
    headers: { 'content-type': type, 'x-twilio-signature': signatureOf(token, url, fields) },
    rawBody: Buffer.from(body),
    query: Object.fromEntries(new URL(url).searchParams),
    receivedAt: 1_780_000_000_000,
  };
}

/** A channel that is connected: its webhook is set, and its one template is known. */
function connected(): ProviderObjects {
  const objects = rememberedObjects();
  void objects.set('c1', 'webhook', HOOK);
  const layout = { sid: 'HXinvite', header: [], body: ['1'], buttons: { '0': '2' } };
  void objects.set('c1', 'template invite en', JSON.stringify(layout));
  return objects;
}

const NEW_CONTENT: readonly Play[] = [json({ contents: [], meta: {} }), json({ sid: 'HXnew' }, 201)];
const isContent = ({ kind }: OutboundMessage) => kind === 'buttons' || kind === 'list' || kind === 'link';
const CODES = TWILIO_ERRORS.filter(({ code }) => /^\d+$/.test(code));
/** A status is no template's: a content of our own cannot be told apart from one there. */
const isInAnswers = (code: string) => !['20404', '21654', '21655', '21656'].includes(code);

channelContract('Twilio', {
  create: (baseUrl, timeoutMs) => twilio({ baseUrl, timeoutMs, objects: connected() }),
  access,
  webhook: {
    sign: (body) => {
      const ref = new URLSearchParams(body).get('ref-of-the-address');
      return post(body, ref === null ? {} : { url: `${HOOK}?ref=${ref}` });
    },
    messages: ([one, other]) => [
      inbound({ MessageSid: one, Body: one, MessageType: 'text' }),
      inbound({ MessageSid: other, Body: other, MessageType: 'text' }),
    ],
    status: (id, ref) => form({ MessageSid: id, MessageStatus: 'delivered', 'ref-of-the-address': ref }),
    unknown: [form({}), form({ Digits: '1' }), form({ MessageSid: 'SM1', MessageStatus: 'warned' })],
    provedBy: 'credentials',
    signsBody: true,
  },
  accepted: (id, message) => [...(isContent(message) ? NEW_CONTENT : []), created(id)],
  isSend: ({ path }) => path === MESSAGES_PATH,
  acceptedWithoutId: json({ status: 'queued' }, 201),
  refusals: [
    ...CODES.filter(({ code }) => isInAnswers(code)).map(({ code, class: expected }) => ({
      name: `code ${code}`,
      play: refusal(Number(code)),
      expected,
    })),
    { name: 'an account that is not there', play: refusal(20404, 404), expected: 'stop-channel' },
    { name: 'a content that is not there', play: refusal(21655), expected: 'template-unusable' },
    { name: 'an unknown code', play: refusal(21999), expected: 'refused' },
    { name: 'a wrong token', play: refusal(20003, 401), expected: 'stop-channel' },
    { name: 'a wrong token without a word', play: { status: 401, body: '' }, expected: 'stop-channel' },
    { name: 'an unknown code with a telling status', play: refusal(29999, 403), expected: 'stop-channel' },
    { name: 'too many calls', play: { status: 429, headers: { 'retry-after': '3' }, body: '' }, expected: 'retry' },
    { name: 'an own error', play: { status: 500, body: '' }, expected: 'maybe-sent' },
    { name: 'an own error with an unknown code', play: refusal(29999, 500), expected: 'maybe-sent' },
    { name: 'a gateway’s page', play: { status: 502, body: '<html>Bad gateway</html>' }, expected: 'maybe-sent' },
    { name: 'an answer that came too late', play: { status: 408, body: '' }, expected: 'maybe-sent' },
  ],
  templates: {
    created: [json({ sid: 'HXnew', friendly_name: 'visit_reminder' }, 201), json({ status: 'received' }, 201)],
    refused: [refusal(92002)],
    removed: [{ status: 204, body: '' }],
    alreadyGone: [refusal(20404, 404)],
  },
  statusErrors: CODES.map(({ code, class: expected }) => ({ error: { code, title: 'No' }, expected })),
});

describe('Twilio', () => {
  let double: HttpDouble;
  let objects: ProviderObjects;
  const adapter = () => twilio({ baseUrl: double.url, timeoutMs: 20_000, downloadTimeoutMs: 20_000, objects });
  const send = (message: OutboundMessage, ref = 'out-1') =>
    adapter().send(access, { to: { waId: '436600001' }, message, ref });
  const sentForm = (at = -1) => Object.fromEntries(new URLSearchParams(double.requests.at(at)?.body));

  beforeAll(async () => {
    double = await startHttpDouble();
  });
  beforeEach(() => {
    objects = connected();
  });
  afterEach(() => double.settle());
  afterAll(() => double.close());

  describe('sending', () => {
    it('posts a form with the account’s credentials, and asks to be called back with our id', async () => {
      double.play(created('SM42'));
      expect(await send({ kind: 'text', body: 'Grüß Gott & mehr' })).toStrictEqual({
        kind: 'accepted',
        providerMessageId: 'SM42',
        recipient: { waId: '436600001' },
      });
      expect(double.requests[0]).toMatchObject({
        method: 'POST',
        path: MESSAGES_PATH,
        headers: {
          authorization: `Basic ${Buffer.from(`${SID}:${TOKEN}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
      });
      expect(sentForm()).toStrictEqual({
        To: 'whatsapp:+436600001',
        From: 'whatsapp:+14155550100',
        Body: 'Grüß Gott & mehr',
        StatusCallback: `${HOOK}?ref=out-1#rc=5&rp=5xx,ct,rt`,
      });
    });

    it('writes to somebody without a number, and to a sender that was entered with spaces', async () => {
      double.play(created('SM42'));
      const spaced = { ...access, credentials: { ...access.credentials, sender: 'whatsapp:+1 (415) 555-0100' } };
      await adapter().send(spaced, { to: { userId: 'AT.m1' }, message: { kind: 'text', body: 'x' }, ref: 'r' });
      expect(sentForm()).toMatchObject({ To: 'whatsapp:AT.m1', From: 'whatsapp:+14155550100' });
    });

    it('sends a file by its link, and none that has no link', async () => {
      double.play(created('MM1'));
      const media = { media: 'image', link: 'https://x.example/a.png' } as const;
      await send({ kind: 'media', media, caption: 'A map' });
      expect(sentForm()).toMatchObject({ MediaUrl: 'https://x.example/a.png', Body: 'A map' });
      expect(await send({ kind: 'media', media: { media: 'image', id: '9001' } })).toMatchObject({
        failure: { class: 'refused', code: 'no-media-link' },
      });
    });

    it.each([
      ['accountSid', 'SK00000000000000000000000000000001', 'api-key'],
      ['accountSid', 'Cedar Clinic', 'no-account-sid'],
      ['authToken', 'a b', 'no-auth-token'],
      ['sender', 'CedarClinic', 'no-sender'],
    ])('says which credential cannot be one: %s %s', async (name, value, code) => {
      const wrong = { ...access, credentials: { ...access.credentials, [name]: value } };
      const outcome = await adapter().send(wrong, {
        to: { waId: '4366' },
        message: { kind: 'text', body: 'x' },
        ref: 'r',
      });
      expect(outcome).toMatchObject({ failure: { class: 'stop-channel', code } });
      expect(await adapter().connection!.check(wrong)).toMatchObject({ ok: false, failure: { code } });
    });
  });

  describe('contents', () => {
    const buttons: OutboundMessage = {
      kind: 'buttons',
      body: 'Well?',
      buttons: [
        { id: 'cv1|s|q|1|o:y', title: 'Yes' },
        { id: 'cv1|s|q|1|o:n', title: 'No "way"' },
      ],
    };

    it('makes one for a shape, and uses it again with other values', async () => {
      double.play(...NEW_CONTENT, created('SM1'), created('SM2'));
      await send(buttons);
      const [listing, making] = double.requests;
      expect(listing).toMatchObject({
        method: 'GET',
        path: expect.stringContaining('ContentName=canvass_v1_buttons_2'),
      });
      expect(making).toMatchObject({ method: 'POST', path: '/v1/Content' });
      expect(JSON.parse(making!.body)).toStrictEqual({
        friendly_name: 'canvass_v1_buttons_2',
        language: 'en',
        types: {
          'twilio/quick-reply': {
            body: '{{1}}',
            actions: [
              { type: 'QUICK_REPLY', title: '{{2}}', id: '{{3}}' },
              { type: 'QUICK_REPLY', title: '{{4}}', id: '{{5}}' },
            ],
          },
        },
        variables: { 1: 'Question', 2: 'Answer 1', 3: 'answer_1', 4: 'Answer 2', 5: 'answer_2' },
      });
      await send({ ...buttons, body: 'Sure?' }, 'out-2');
      expect(double.requests).toHaveLength(4);
      expect(sentForm()).toMatchObject({ ContentSid: 'HXnew' });
      expect(JSON.parse(sentForm()['ContentVariables'] ?? '')).toStrictEqual({
        1: 'Sure?',
        2: 'Yes',
        3: 'cv1|s|q|1|o:y',
        4: 'No "way"',
        5: 'cv1|s|q|1|o:n',
      });
    });

    it('uses what another process has made, or an earlier installation', async () => {
      double.play(
        json({
          contents: [
            { sid: 'HXother', friendly_name: 'canvass_v1_buttons_2_old' },
            { sid: 'HXsame', friendly_name: 'canvass_v1_buttons_2' },
          ],
        }),
        created('SM1'),
      );
      await send(buttons);
      expect(sentForm()).toMatchObject({ ContentSid: 'HXsame' });
    });

    it('makes one for a thousand people at once', async () => {
      double.play(...NEW_CONTENT, ...Array.from({ length: 20 }, (_, n) => created(`SM${n}`)));
      const one = adapter();
      const all = Array.from({ length: 20 }, (_, n) =>
        one.send(access, { to: { waId: `4366000${n + 10}` }, message: buttons, ref: `r${n}` }),
      );
      for (const outcome of await Promise.all(all)) expect(outcome.kind).toBe('accepted');
      expect(double.requests.filter(({ path }) => path === '/v1/Content')).toHaveLength(1);
    });

    it('makes one anew where somebody has deleted it, and sends the message once', async () => {
      await objects.set('c1', 'content canvass_v1_buttons_2', 'HXgone');
      double.play(refusal(21655), ...NEW_CONTENT, created('SM1'));
      expect(await send(buttons)).toMatchObject({ kind: 'accepted', providerMessageId: 'SM1' });
      expect(await objects.get('c1', 'content canvass_v1_buttons_2')).toBe('HXnew');
    });

    it('certainly sent nothing where the content could not be made', async () => {
      double.play({ status: 503, body: '' });
      expect(await send(buttons)).toMatchObject({ failure: { class: 'retry' } });
      double.play(json({ contents: [] }), refusal(92002));
      expect(await send(buttons)).toMatchObject({ failure: { class: 'refused', code: '92002' } });
    });

    it('has a shape of its own for rows with and without description, and for a link’s host', async () => {
      double.play(...NEW_CONTENT, created('SM1'), ...NEW_CONTENT, created('SM2'));
      await send({
        kind: 'list',
        body: 'Where?',
        button: 'Choose',
        rows: [
          { id: 'g', title: 'Graz', description: 'Styria' },
          { id: 'l', title: 'Linz' },
        ],
      });
      expect(JSON.parse(double.requests[1]!.body)).toMatchObject({
        friendly_name: 'canvass_v1_list_2_10',
        types: {
          'twilio/list-picker': {
            body: '{{1}}',
            button: '{{2}}',
            items: [
              { item: '{{3}}', id: '{{4}}', description: '{{5}}' },
              { item: '{{6}}', id: '{{7}}' },
            ],
          },
        },
      });
      await send({ kind: 'link', body: 'More', label: 'Open', url: 'https://x.example:8443/a/b?c=d#e' });
      expect(JSON.parse(double.requests[4]!.body)).toMatchObject({
        types: {
          'twilio/call-to-action': {
            body: '{{1}}',
            actions: [{ type: 'URL', title: '{{2}}', url: 'https://x.example:8443/{{3}}' }],
          },
        },
      });
      expect(JSON.parse(sentForm()['ContentVariables'] ?? '')).toStrictEqual({ 1: 'More', 2: 'Open', 3: 'a/b?c=d#e' });
    });
  });

  describe('templates', () => {
    const row = (more: Record<string, unknown> = {}) => ({
      sid: 'HXt1',
      friendly_name: 'visit',
      language: 'en',
      variables: { 1: 'Mira', 2: 'Friday', 3: 'a.jpg', 4: 'page', 5: 'yes' },
      types: {
        'whatsapp/card': {
          body: 'Hi {{1}}, on {{2}}?',
          footer: 'Reply STOP to end',
          media: ['https://cdn.example/{{3}}'],
          actions: [
            { type: 'URL', title: 'Open', url: 'https://x.example/{{4}}' },
            { type: 'QUICK_REPLY', title: 'Yes', id: '{{5}}' },
            { type: 'PHONE_NUMBER', title: 'Call', phone: '+43660' },
          ],
        },
      },
      approval_requests: { name: 'visit', category: 'UTILITY', status: 'approved', rejection_reason: '' },
      ...more,
    });
    const call: OutboundMessage = {
      kind: 'template',
      name: 'visit',
      language: 'en',
      header: [{ kind: 'media', media: { media: 'image', link: 'https://cdn.example/b.jpg' } }],
      body: [
        { kind: 'text', text: 'Ann' },
        { kind: 'text', text: 'Monday' },
      ],
      buttons: [
        { index: 0, type: 'url', value: 'p?q=1' },
        { index: 1, type: 'quick-reply', value: 'cv1|s|q|1|r' },
      ],
      preview: '…',
    };

    it('reads every page, of those that were handed in', async () => {
      const next = 'https://content.twilio.com/v1/ContentAndApprovals?PageSize=500&PageToken=2';
      double.play(
        json({ contents: [row(), row({ sid: 'HXn', approval_requests: {} })], meta: { next_page_url: next } }),
        json({
          contents: [
            row({
              sid: 'HX2',
              approval_requests: { name: 'bye', category: 'MARKETING', status: 'rejected', rejection_reason: 'SCAM' },
              types: { 'twilio/text': { body: 'Bye {{name}}' } },
            }),
          ],
          meta: { next_page_url: null },
        }),
      );
      expect(await adapter().templates!.list(access)).toStrictEqual({
        ok: true,
        value: [
          {
            name: 'visit',
            language: 'en',
            category: 'utility',
            status: 'approved',
            statusDetail: 'approved',
            providerId: 'HXt1',
            parameterFormat: 'positional',
            header: { kind: 'media', media: 'image' },
            body: 'Hi {{1}}, on {{2}}?',
            footer: 'Reply STOP to end',
            buttons: [
              { type: 'url', text: 'Open', url: 'https://x.example/{{1}}' },
              { type: 'quick-reply', text: 'Yes' },
              { type: 'phone', text: 'Call' },
            ],
          },
          {
            name: 'bye',
            language: 'en',
            category: 'marketing',
            status: 'rejected',
            statusDetail: 'rejected: SCAM',
            providerId: 'HX2',
            parameterFormat: 'named',
            body: 'Bye {{name}}',
            buttons: [],
          },
        ],
      });
      // The credentials stay with the host that we know.
      expect(double.requests[1]?.path).toBe('/v1/ContentAndApprovals?PageSize=500&PageToken=2');
    });

    it('makes one with its variables numbered through, and hands it in', async () => {
      double.play(json({ sid: 'HXnew' }, 201), json({ status: 'received' }, 201));
      const made = await adapter().templates!.create!(access, {
        ...TEMPLATE_DRAFT,
        header: { kind: 'text', text: 'Olá {{1}}', sample: 'Mira' },
        body: 'A visita de {{2}} em {{1}} espera por si.',
        samples: { 1: 'Graz', 2: 'sexta' },
        buttons: [
          { type: 'quick-reply', text: 'Sim' },
          { type: 'url', text: 'Abrir', url: 'https://x.example/{{1}}', sample: 'https://x.example/s1' },
          { type: 'phone', text: 'Ligar', phone: '+43 660 1' },
        ],
      });
      expect(made).toMatchObject({ ok: true, value: { status: 'pending', providerId: 'HXnew' } });
      expect(JSON.parse(double.requests[0]!.body)).toStrictEqual({
        friendly_name: 'visit_reminder',
        language: 'pt_BR',
        types: {
          'whatsapp/card': {
            body: 'A visita de {{3}} em {{2}} espera por si.',
            header_text: 'Olá {{1}}',
            footer: 'Cedar Clinic',
            actions: [
              { type: 'QUICK_REPLY', title: 'Sim', id: '{{4}}' },
              { type: 'URL', title: 'Abrir', url: 'https://x.example/{{5}}' },
              { type: 'PHONE_NUMBER', title: 'Ligar', phone: '+436601' },
            ],
          },
        },
        variables: { 1: 'Mira', 2: 'Graz', 3: 'sexta', 4: 'reply_0', 5: 's1' },
      });
      expect(double.requests[1]).toMatchObject({ path: '/v1/Content/HXnew/ApprovalRequests/whatsapp' });
      expect(JSON.parse(double.requests[1]!.body)).toStrictEqual({
        name: 'visit_reminder',
        category: 'UTILITY',
        allow_category_change: true,
      });
    });

    it('comes back unsubmitted where it could not be handed in, which is made up for later', async () => {
      double.play(json({ sid: 'HXnew' }, 201), refusal(20429, 429), json({ status: 'pending' }, 201));
      const made = await adapter().templates!.create!(access, TEMPLATE_DRAFT);
      if (!made.ok) throw new Error(made.failure.detail);
      expect(made.value).toMatchObject({ status: 'unsubmitted', statusDetail: expect.stringContaining('because') });
      const handedIn = await adapter().templates!.submit!(access, made.value);
      expect(handedIn).toMatchObject({ ok: true, value: { status: 'pending', statusDetail: 'pending' } });
    });

    it('offers what was made by hand and not handed in, but no content of ours', async () => {
      const bare = { approval_requests: {} };
      double.play(
        json({
          contents: [
            row({ ...bare, sid: 'HX1', friendly_name: 'by_hand' }),
            row({ ...bare, sid: 'HX2', friendly_name: 'By hand!' }),
            row({ ...bare, sid: 'HX3', friendly_name: 'canvass_v1_buttons_2' }),
          ],
        }),
      );
      const listed = await adapter().templates!.list(access);
      expect(listed).toMatchObject({ value: [{ name: 'by_hand', status: 'unsubmitted', providerId: 'HX1' }] });
      expect(listed.ok && listed.value).toHaveLength(1);
    });

    it.each([
      [{ category: 'authentication' as const }, 'template-kind'],
      [{ header: { kind: 'location' as const } }, 'template-kind'],
      [{ header: { kind: 'media' as const, media: 'image' as const, sample: '4::aW1h' } }, 'template-sample'],
    ])('says what has to be made in the Console: %j', async (more, code) => {
      expect(await adapter().templates!.create!(access, { ...TEMPLATE_DRAFT, ...more })).toMatchObject({
        ok: false,
        failure: { class: 'refused', code },
      });
    });

    it('gives half a list never, and ends where a server repeats its page', async () => {
      const again = { next_page_url: `${double.url}/v1/ContentAndApprovals?PageSize=500` };
      double.play(json({ contents: [row()], meta: again }));
      expect(await adapter().templates!.list(access)).toMatchObject({ ok: true, value: [{ name: 'visit' }] });
      double.play(json({ contents: [row()], meta: { next_page_url: `${double.url}/x` } }), { status: 500, body: '' });
      expect(await adapter().templates!.list(access)).toMatchObject({ ok: false, failure: { class: 'retry' } });
      double.play(json({ rows: [] }));
      expect(await adapter().templates!.list(access)).toMatchObject({ failure: { code: 'unreadable-answer' } });
    });

    it.each([
      [{ types: { 'twilio/carousel': {} } }, 'twilio/carousel'],
      [{ types: { 'twilio/text': { body: 'To {{ flight number }}' } } }, '{{ flight number }}'],
      [{ types: { 'twilio/media': { media: ['https://{{1}}/{{2}}.jpg'] } } }, 'several variables'],
    ])('does not offer one with parts that cannot be filled: %j', async (more, detail) => {
      double.play(json({ contents: [row(more)] }));
      expect(await adapter().templates!.list(access)).toMatchObject({
        value: [{ status: 'unknown', statusDetail: expect.stringContaining(detail) }],
      });
    });

    it('sends each value under the name that Twilio gave it; looks it up where it is not known', async () => {
      double.play(json({ contents: [row()] }), created('SM1'), created('SM2'));
      expect(await send(call)).toMatchObject({ kind: 'accepted' });
      expect(sentForm()).toMatchObject({ ContentSid: 'HXt1' });
      expect(JSON.parse(sentForm()['ContentVariables'] ?? '')).toStrictEqual({
        1: 'Ann',
        2: 'Monday',
        3: 'b.jpg',
        4: 'p?q=1',
        5: 'cv1|s|q|1|r',
      });
      await send(call, 'out-2');
      expect(double.requests).toHaveLength(3);
    });

    it('takes it as Twilio has it now where it was made anew under its name', async () => {
      double.play(json({ contents: [row()] }), created('SM1'));
      await send(call);
      double.play(refusal(21655), json({ contents: [row({ sid: 'HXt2' })] }), created('SM2'));
      expect(await send(call)).toMatchObject({ kind: 'accepted', providerMessageId: 'SM2' });
      expect(sentForm()).toMatchObject({ ContentSid: 'HXt2' });
    });

    it('says so where there is none, a file lies elsewhere or the values do not fit', async () => {
      double.play(json({ contents: [] }));
      expect(await send(call)).toMatchObject({ failure: { class: 'template-unusable', code: '63027' } });
      double.play(json({ contents: [row()] }));
      const elsewhere = { kind: 'media', media: { media: 'image', link: 'https://other.example/b.jpg' } } as const;
      expect(await send({ ...call, header: [elsewhere] })).toMatchObject({
        failure: { class: 'refused', code: 'template-media', detail: 'the template wants https://cdn.example/…' },
      });
      double.play(json({ contents: [row()] }));
      expect(await send({ ...call, body: Array(3).fill({ kind: 'text', text: 'x' }) })).toMatchObject({
        failure: { class: 'template-unusable', code: '21656' },
      });
    });
  });

  describe('webhooks', () => {
    const parse = (fields: Record<string, string>) => adapter().parseWebhook(post(inbound(fields)), access);
    const content = (fields: Record<string, string>) => {
      const [event] = parse(fields);
      return event?.kind === 'message' ? event.content : event;
    };

    it('reads who, when and on which message', () => {
      expect(
        parse({
          Body: 'Hola',
          MessageType: 'text',
          ProfileName: 'Ana',
          ExternalUserId: 'whatsapp:MX.abc',
          OriginalRepliedMessageSid: 'SM9',
          ReferralSourceId: '7',
          Brandnew: 'x',
        }),
      ).toStrictEqual([
        {
          kind: 'message',
          id: 'SM1',
          at: 1_780_000_000_000,
          from: { waId: '436600001', userId: 'MX.abc' },
          profileName: 'Ana',
          content: { kind: 'text', text: 'Hola' },
          repliesTo: 'SM9',
          fromAd: true,
        },
      ]);
    });

    it.each([
      [
        { MessageType: 'interactive', Body: 'Yes', ButtonText: 'Yes', ButtonPayload: 'y' },
        { kind: 'tap', id: 'y', title: 'Yes', source: 'button' },
      ],
      [
        { MessageType: 'button', Body: 'Yes', ButtonText: 'Yes', ButtonPayload: 'y' },
        { kind: 'tap', id: 'y', title: 'Yes', source: 'template' },
      ],
      [
        { MessageType: 'button', Body: 'Stop', ButtonText: 'Stop' },
        { kind: 'tap', id: 'Stop', title: 'Stop', source: 'template' },
      ],
      [
        { MessageType: 'interactive', Body: 'Graz', ListId: 'g', ListTitle: 'Graz' },
        { kind: 'tap', id: 'g', title: 'Graz', source: 'list' },
      ],
      [
        { Body: 'Graz', ListId: 'g' },
        { kind: 'tap', id: 'g', title: 'Graz', source: 'list' },
      ],
      [
        { MessageType: 'location', Body: '', Latitude: '48.2', Longitude: '16.37', Label: 'Office' },
        { kind: 'location', latitude: 48.2, longitude: 16.37, name: 'Office' },
      ],
      [
        { NumMedia: '1', MediaUrl0: 'https://a/b', MediaContentType0: 'image/png', Body: 'Look' },
        { kind: 'media', media: 'image', id: 'https://a/b', mime: 'image/png', caption: 'Look' },
      ],
      [
        { MessageType: 'sticker', MediaUrl0: 'https://a/b', MediaContentType0: 'image/webp', Body: '' },
        { kind: 'media', media: 'sticker', id: 'https://a/b', mime: 'image/webp' },
      ],
      [
        { MediaUrl0: 'https://a/b', MediaContentType0: 'application/pdf', Body: 'report v2.pdf' },
        { kind: 'media', media: 'document', id: 'https://a/b', mime: 'application/pdf', filename: 'report v2.pdf' },
      ],
      [
        { MessageType: 'poll', Body: '' },
        { kind: 'unsupported', type: 'poll' },
      ],
      [
        { MessageType: 'location', Body: '', Latitude: 'north', Longitude: '200' },
        { kind: 'unsupported', type: 'location' },
      ],
    ])('reads %j', (fields, expected) => {
      expect(content(fields as unknown as Record<string, string>)).toStrictEqual(expected);
    });

    it('reads a status with its error, and our id from the address', () => {
      const body = form({
        MessageSid: 'SM42',
        MessageStatus: 'undelivered',
        From: 'whatsapp:+14155550100',
        To: 'whatsapp:+436600001',
        ErrorCode: '63016',
        ChannelStatusMessage: 'outside the window',
      });
      const events = adapter().parseWebhook(post(body, { url: `${HOOK}?ref=out-7` }), access);
      expect(events).toStrictEqual([
        {
          kind: 'status',
          messageId: 'SM42',
          ref: 'out-7',
          status: 'failed',
          at: 1_780_000_000_000,
          recipient: { waId: '436600001' },
          error: { code: '63016', title: 'undelivered', details: 'outside the window' },
        },
      ]);
    });

    it.each(['queued', 'accepted', 'scheduled', 'sending', 'partially_delivered'])('%s says nothing new', (word) => {
      expect(adapter().parseWebhook(post(form({ MessageSid: 'SM1', MessageStatus: word })))).toMatchObject([
        { kind: 'ignored' },
      ]);
    });

    it('ignores what is meant for another sender of the account', () => {
      expect(parse({ Body: 'Hola', To: 'whatsapp:+14155550199' })).toStrictEqual([
        { kind: 'ignored', what: 'other-sender' },
      ]);
    });

    it('takes the first of a field that is repeated, all of them signed', () => {
      const request = post(`${inbound({ Body: 'one' })}&Body=two`);
      expect(adapter().verifyWebhook(request, '', access)).toBe(true);
      expect(adapter().parseWebhook(request)).toMatchObject([{ content: { kind: 'text', text: 'one' } }]);
      const dropped = { ...request, rawBody: Buffer.from(inbound({ Body: 'one' })) };
      expect(adapter().verifyWebhook(dropped, '', access)).toBe(false);
    });

    it('takes JSON where it is said to be JSON, and tells nothing from it', () => {
      const json = { ...post('{"a":1}', { type: 'application/json' }) };
      expect(adapter().parseWebhook(json)).toStrictEqual([{ kind: 'ignored', what: 'json-event' }]);
    });

    it('answers with nothing that Twilio would send to the contact', () => {
      expect(adapter().acknowledge).toStrictEqual({
        contentType: 'text/xml',
        body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
      });
    });
  });

  describe('connecting', () => {
    const sender = (more: Record<string, unknown> = {}) => ({
      senders: [
        { sid: 'XEother', sender_id: 'whatsapp:+14155550199', status: 'ONLINE' },
        {
          sid: 'XE1',
          sender_id: 'whatsapp:+14155550100',
          status: 'ONLINE',
          properties: { quality_rating: 'HIGH' },
          ...more,
        },
      ],
      meta: { next_page_url: null },
    });
    const check = () => adapter().connection!.check(access);

    it('finds the sender of that number', async () => {
      double.play(json(sender()));
      expect(await check()).toStrictEqual({
        ok: true,
        value: { canSend: 'yes', problems: [], phoneNumber: '+14155550100' },
      });
    });

    it.each([
      [{ status: 'ONLINE', properties: { quality_rating: 'LOW' } }, 'limited', 'quality'],
      [
        { status: 'OFFLINE', offline_reasons: [{ code: '63020', message: 'Not accepted' }] },
        'no',
        'Not accepted (code 63020)',
      ],
      [{ status: 'OFFLINE' }, 'no', 'no reason'],
      [{ status: 'TWILIO_REVIEW' }, 'no', 'reviewing'],
      [{ status: 'MELTED' }, 'unknown', 'MELTED'],
    ])('reads %j in plain words', async (more, canSend, words) => {
      double.play(json(sender(more)));
      const checked = await check();
      expect(checked).toMatchObject({ ok: true, value: { canSend } });
      expect(checked.ok && checked.value.problems.join(' ')).toContain(words);
    });

    it('says plainly that the number is another account’s, or that the token is wrong', async () => {
      double.play(json({ senders: [], meta: {} }));
      expect(await check()).toMatchObject({ ok: false, failure: { class: 'stop-channel', code: 'unknown-sender' } });
      double.play(refusal(20003, 401));
      expect(await check()).toMatchObject({ ok: false, failure: { class: 'stop-channel', code: '20003' } });
    });

    it('sets the sender’s webhooks, with retries, and remembers where it is called back', async () => {
      objects = rememberedObjects();
      double.play(json(sender()), json({ sid: 'XE1' }, 202), created('SM1'));
      expect(await adapter().connection!.registerWebhook(access, HOOK, 'unused')).toEqual({
        ok: true,
        value: undefined,
      });
      expect(double.requests[1]).toMatchObject({ method: 'POST', path: '/v2/Channels/Senders/XE1' });
      const callback = `${HOOK}#rc=5&rp=5xx,ct,rt`;
      expect(JSON.parse(double.requests[1]!.body)).toStrictEqual({
        webhook: {
          callback_url: callback,
          callback_method: 'POST',
          status_callback_url: callback,
          status_callback_method: 'POST',
        },
      });
      await send({ kind: 'text', body: 'x' });
      expect(sentForm()).toMatchObject({ StatusCallback: expect.stringContaining('?ref=out-1') });
    });

    it('knows the sandbox, whose webhook is set by hand', async () => {
      const sandbox = { ...access, credentials: { ...access.credentials, sender: '+14155238886' } };
      double.play(json({ status: 'active' }));
      expect(await adapter().connection!.check(sandbox)).toMatchObject({ ok: true, value: { canSend: 'limited' } });
      expect(await adapter().connection!.registerWebhook(sandbox, HOOK, '')).toMatchObject({ ok: true });
    });
  });

  it('shows typing', async () => {
    double.play(json({ success: true }), refusal(20404, 404));
    expect(await adapter().typing!.show(access, 'SM9')).toEqual({ ok: true, value: undefined });
    expect(JSON.parse(double.requests[0]!.body)).toEqual({ channel: 'WHATSAPP', messageId: 'SM9' });
    expect(await adapter().typing!.show(access, 'SM9')).toMatchObject({ ok: false });
  });

  describe('media', () => {
    const path = `/2010-04-01/Accounts/${SID}/Messages/MM1/Media/ME1`;
    const file = Buffer.from('four and twenty bytes...');
    const image = (body: Buffer = file): Play => ({ status: 200, headers: { 'content-type': 'image/png' }, body });
    const download = (url = `https://api.twilio.com${path}`, maxBytes = 100) =>
      adapter().media!.download(access, url, maxBytes);

    it('asks Twilio with the credentials, and its file store without', async () => {
      const store = await startHttpDouble();
      double.play({ status: 307, headers: { location: `${store.url}/f?x=1` }, body: '' });
      store.play(image());
      expect(await download()).toEqual({ ok: true, value: { mime: 'image/png', bytes: file } });
      expect(double.requests[0]).toMatchObject({ path, headers: { authorization: expect.stringContaining('Basic') } });
      expect(store.requests[0]?.path).toBe('/f?x=1');
      expect(store.requests[0]?.headers.authorization).toBeUndefined();
      await store.close();
    });

    it('asks no other address, and for no other account’s file', async () => {
      expect(await download('https://evil.example/a.png')).toMatchObject({ failure: { code: 'media-elsewhere' } });
      expect(await download('nonsense')).toMatchObject({ failure: { code: 'media-elsewhere' } });
      expect(double.requests).toEqual([]);
      double.play(image());
      expect(await download(`https://evil.example${path}`)).toMatchObject({ ok: true });
    });

    it('follows a few steps only, and none that is not safe', async () => {
      double.play(...Array<Play>(4).fill({ status: 302, headers: { location: '/again' }, body: '' }));
      expect(await download()).toMatchObject({ failure: { class: 'refused', code: 'media-elsewhere' } });
      double.play({ status: 302, headers: { location: 'file:///etc/passwd' }, body: '' });
      expect(await download()).toMatchObject({ failure: { code: 'media-elsewhere' } });
    });

    it('says when the file is too large, gone, or broke off', async () => {
      double.play(image(Buffer.alloc(500)));
      expect(await download(undefined, 100)).toMatchObject({ failure: { class: 'refused', code: 'media-too-large' } });
      double.play({ status: 404, body: '' });
      expect(await download()).toMatchObject({ failure: { class: 'refused', code: 'http-404' } });
      double.play({ status: 200, cutAfter: 'four', length: 24 });
      expect(await download()).toMatchObject({ failure: { class: 'retry', code: 'connection' } });
    });
  });
});
