import fc from 'fast-check';
import type { ChannelLogs } from '../../src/channels/channel-logs.js';
import type { ChannelAccess, WebhookRequest } from '../../src/channels/channel.js';
import { rememberedLogs } from '../../src/channels/connected/remembered-logs.js';
import { ChannelEvent } from '../../src/channels/events.js';
import { SendFailure } from '../../src/channels/failure.js';
import { WEB_CHAT_ERRORS } from '../../src/channels/web-chat/errors.js';
import { Signatures } from '../../src/channels/web-chat/visitor.js';
import { webChat } from '../../src/channels/web-chat/web-chat.channel.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { channelContract, MESSAGES } from './channel.contract.js';

const NOW = 1_780_000_000_000;
const VISITOR = 'v'.repeat(32);
const SECRET = 'the channel’s secret';
const access: ChannelAccess = { channelId: 'c1', credentials: { name: 'Clinic', sites: 'https://www.example.org' } };
const clock = { now: () => NOW };
const ORIGIN = 'https://c.example';

function sign(body: string, secret: string): WebhookRequest {
  return {
    method: 'POST',
    url: `${ORIGIN}/webhooks/web-chat/k`,
    headers: { origin: ORIGIN, authorization: `Bearer ${Signatures.of(secret, access).token(VISITOR)}` },
    rawBody: Buffer.from(body),
    query: {},
    receivedAt: NOW,
  };
}

const bodyOf = (...events: unknown[]) => JSON.stringify({ events });
/** The page's ids have at least eight characters. */
const ownId = (id: string) => `message-${id}`;

channelContract('web chat', {
  create: () => webChat({ logs: rememberedLogs(clock) }),
  access,
  ours: { inboundId: (id) => `${VISITOR}.${ownId(id)}` },
  webhook: {
    sign,
    messages: (ids) => bodyOf(...ids.map((id) => ({ kind: 'text', id: ownId(id), text: id }))),
    status: (_id, ref) => bodyOf({ kind: 'status', of: `${ref}.mac`, status: 'delivered' }),
    unknown: [
      '{}',
      '{"events":[]}',
      bodyOf(null),
      bodyOf({ kind: 'dance', id: ownId('a') }),
      bodyOf({ kind: 'status', of: 'out-1.mac', status: 'failed' }),
      bodyOf({ kind: 'text', id: 'short', text: 'x' }),
      bodyOf({ kind: 'text', id: ownId('a'), text: 'x'.repeat(8_001) }),
      bodyOf({ kind: 'location', id: ownId('a'), latitude: 91, longitude: 0 }),
    ],
  },
  accepted: () => [],
  acceptedWithoutId: 'cut',
  refusals: [],
  statusErrors: WEB_CHAT_ERRORS.map(({ code, class: expected }) => ({ error: { code, title: 'No' }, expected })),
});

describe('web chat: what is sent', () => {
  const to = { userId: VISITOR };
  const sending = (logs: ChannelLogs) => {
    const adapter = webChat({ logs });
    const send = (message: OutboundMessage, ref = 'out-1') => adapter.send(access, { to, message, ref });
    return { adapter, send };
  };
  const away: ChannelLogs = {
    append: async () => {
      throw new Error('the database is away');
    },
    after: async () => [],
    watch: () => () => {},
  };

  it.each(Object.values(MESSAGES))('puts %j out for the visitor once, under our id', async (message) => {
    const logs = rememberedLogs(clock);
    const { send } = sending(logs);
    const accepted = { kind: 'accepted', providerMessageId: 'out-1', recipient: to };
    expect(await send(message)).toEqual(accepted);
    // Nobody knew whether the first time had worked.
    expect(await send(message)).toEqual(accepted);
    const lines = await logs.after('c1', VISITOR, 0, 10);
    expect(lines).toMatchObject([{ seq: 1 }]);
    expect(JSON.parse(lines[0]?.text ?? '')).toMatchObject({ kind: 'message', ref: 'out-1' });
  });

  it('does not know what became of it where the database does not answer', async () => {
    const outcome = await sending(away).send(MESSAGES.text);
    expect(outcome).toMatchObject({ kind: 'failed', failure: { class: 'maybe-sent', code: 'outbox-away' } });
    expect(await sending(away).adapter.typing?.show(access, `${VISITOR}.${ownId('a')}`)).toMatchObject({
      ok: false,
      failure: { class: 'retry' },
    });
  });

  it.each([{}, { waId: '436600001' }, { userId: 'US.a1' }])(
    'sends nothing to %j, who is no visitor',
    async (nobody) => {
      const { adapter } = sending(away);
      const outcome = await adapter.send(access, { to: nobody, message: MESSAGES.text, ref: 'r' });
      expect(outcome).toMatchObject({ kind: 'failed', failure: { class: 'undeliverable' } });
    },
  );

  it.each([
    [{ name: '', sites: 'none' }, 'wrong-name'],
    [{ name: 'two\nlines', sites: 'none' }, 'wrong-name'],
    [{ name: 'Clinic', sites: '' }, 'wrong-sites'],
    [{ name: 'Clinic', sites: 'https://a.example none' }, 'wrong-sites'],
    [{ name: 'Clinic', sites: 'https://a.example/page' }, 'wrong-sites'],
    [{ name: 'Clinic', sites: 'javascript:alert(1)' }, 'wrong-sites'],
  ])('stops the channel where its place is %j', async (credentials, code) => {
    const { adapter } = sending(away);
    const outcome = await adapter.send({ ...access, credentials }, { to, message: MESSAGES.text, ref: 'r' });
    expect(outcome).toMatchObject({ kind: 'failed', failure: { class: 'stop-channel', code, tellPerson: true } });
    expect(await adapter.connection?.check({ ...access, credentials })).toMatchObject({ ok: false });
  });

  it('takes several websites, and none', async () => {
    const { adapter } = sending(away);
    for (const sites of ['none', 'https://a.example, https://b.example:8443', 'http://localhost:3000']) {
      const credentials = { name: 'عيادة الأرز', sites };
      expect(await adapter.connection?.check({ ...access, credentials })).toMatchObject({ ok: true });
    }
  });

  it('hands out no link but https', async () => {
    const logs = rememberedLogs(clock);
    const { send } = sending(logs);
    // eslint-disable-next-line no-script-url
    for (const [at, link] of ['javascript:alert(1)', 'http://x.example/', 'data:text/html,x', 'no link'].entries()) {
      await send({ kind: 'link', body: 'b', label: 'l', url: link }, `link-${at}`);
      await send({ kind: 'media', media: { media: 'image', link } }, `media-${at}`);
    }
    const lines = await logs.after('c1', VISITOR, 0, 10);
    expect(lines).toHaveLength(8);
    for (const { text } of lines) expect(text).not.toMatch(/javascript:|http:|data:|"url"|"link":/);
  });
});

describe('web chat: whom it believes', () => {
  const adapter = webChat({ logs: rememberedLogs(clock) });
  const body = bodyOf({ kind: 'text', id: ownId('a'), text: 'x' });
  const verify = (request: WebhookRequest, secret = SECRET, at = access) => adapter.verifyWebhook(request, secret, at);
  const withHeaders = (headers: Record<string, string | undefined>): WebhookRequest => {
    const request = sign(body, SECRET);
    return { ...request, headers: { ...request.headers, ...headers } };
  };

  it('the page under our address, under the address that was typed in, and on the websites that were named', () => {
    expect(verify(withHeaders({}))).toBe(true);
    expect(verify(withHeaders({ origin: 'http://localhost:3000', host: 'localhost:3000' }))).toBe(true);
    expect(verify(withHeaders({ origin: 'https://www.example.org' }))).toBe(true);
  });

  it.each(['https://www.example.org.evil.example', 'https://evil.example', 'null', '', undefined])(
    'not a page of %s',
    (origin) => {
      expect(verify(withHeaders({ origin, host: 'c.example' }))).toBe(false);
    },
  );

  it('a token on the channel that made it, and on no other', () => {
    expect(verify(sign(body, SECRET), SECRET, { ...access, channelId: 'c2' })).toBe(false);
  });

  it('a receipt by the visitor who got it, and by no other', () => {
    const signatures = Signatures.of(SECRET, access);
    const statusOf = (of: string) => sign(bodyOf({ kind: 'status', of, status: 'read' }), SECRET);
    expect(verify(statusOf(signatures.receipt(VISITOR, 'out-1')))).toBe(true);
    expect(verify(statusOf(signatures.receipt('w'.repeat(32), 'out-1')))).toBe(false);
    expect(verify(statusOf('out-1'))).toBe(false);
    // A token is no receipt, although the same secret signs it.
    expect(verify(statusOf(signatures.token(VISITOR)))).toBe(false);
  });

  it('reads the ids of one visitor as no ids of another', () => {
    const [event] = adapter.parseWebhook(sign(body, SECRET));
    expect(event).toMatchObject({ id: `${VISITOR}.${ownId('a')}`, from: { userId: VISITOR } });
  });

  it('a tap quotes our message', () => {
    const tap = { kind: 'tap', id: ownId('a'), source: 'list', option: 'o1', title: 'One', of: 'out-1.mac' };
    expect(adapter.parseWebhook(sign(bodyOf(tap), SECRET))).toMatchObject([
      { kind: 'message', repliesTo: 'out-1', content: { kind: 'tap', id: 'o1', title: 'One', source: 'list' } },
    ]);
  });

  it('reads fifty events, and says what it left', () => {
    const events = Array.from({ length: 60 }, (_, at) => ({ kind: 'text', id: ownId(String(at)), text: 'x' }));
    const read = adapter.parseWebhook(sign(bodyOf(...events), SECRET));
    expect(read.filter(({ kind }) => kind === 'message')).toHaveLength(50);
    expect(read.at(-1)).toMatchObject({ kind: 'ignored', detail: expect.stringContaining('60') });
  });

  it('anything at all is read or refused, and never breaks', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), fc.string(), (events, authorization) => {
        const request = sign(JSON.stringify({ events }), SECRET);
        expect(typeof verify(request)).toBe('boolean');
        for (const event of adapter.parseWebhook(request)) ChannelEvent.parse(event);
        expect(verify({ ...request, headers: { ...request.headers, authorization } })).toBe(false);
      }),
    );
  });

  it('every error has words', () => {
    expect(SendFailure.parse(adapter.classify({ code: 'never heard of', title: 'x' }))).toMatchObject({
      class: 'refused',
    });
  });
});
