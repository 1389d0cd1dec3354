import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelAccess, ChannelAdapter } from '../../src/channels/channel.js';
import type { ChannelEvent } from '../../src/channels/events.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { DAY, HOUR } from '../../src/time/instant.js';
import { registryFor } from '../support/registry.js';
import { TEMPLATE_DRAFT } from './template.contract.js';

const CUSTOMER = '15550100200';
const KEY = 'https://elsewhere.example';

/** The adapter and the simulator's Vonage with each other: what one signs, the other has to believe. */
describe('Vonage and its simulator', () => {
  let simulator: Simulator;
  let adapter: ChannelAdapter;
  let impatient: ChannelAdapter;
  let access: ChannelAccess;
  let business: Server;
  let events: ChannelEvent[] = [];
  let forged = 0;
  let answers: number[] = [];
  let secret = '';

  beforeAll(async () => {
    simulator = await startSimulator({
      provider: 'vonage',
      limits: { pair: null },
      webhookRetry: { firstMs: 1, factor: 1, maxMs: 1 },
      templates: [
        {
          name: 'visit_overall',
          language: 'en',
          category: 'UTILITY',
          components: [
            { type: 'BODY', text: 'Hi {{1}}, how was your visit?', example: { body_text: [['Mira']] } },
            { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Good' }] },
          ],
        },
      ],
    });
    const { credentials, settings } = simulator.connection();
    const created = (timeout: string) => registryFor({ ...settings, SEND_TIMEOUT_MS: timeout }).get('vonage')!;
    adapter = created('20000');
    impatient = created('500');
    access = { channelId: 'c1', credentials };
    business = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const webhook = {
          method: 'POST' as const,
          url: KEY,
          headers: { authorization: request.headers.authorization },
          rawBody: Buffer.concat(chunks),
          query: {},
          receivedAt: simulator.clock().now,
        };
        const status = answers.shift() ?? 200;
        if (!adapter.verifyWebhook(webhook, secret, access)) forged += 1;
        else if (status === 200) events.push(...adapter.parseWebhook(webhook, access));
        response.writeHead(status, { 'content-type': adapter.acknowledge!.contentType }).end();
      });
    });
    await new Promise<void>((resolve) => business.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(business.address() as AddressInfo).port}/webhooks/vonage/k`;
    const registered = await adapter.connection!.registerWebhook(access, url, 'ours');
    secret = (registered.ok && registered.value?.secret) || '';
  });
  beforeEach(async () => {
    await simulator.reset();
    simulator.say(CUSTOMER, 'hello');
    await simulator.idle();
    events = [];
    answers = [];
  });
  afterEach(() => expect(forged).toBe(0));
  afterAll(async () => {
    await simulator.stop();
    business.closeAllConnections();
    await new Promise((resolve) => business.close(resolve));
  });

  const send = (message: OutboundMessage, by = adapter) =>
    by.send(access, { to: { waId: CUSTOMER }, message, ref: 'out-1' });
  const sendText = (by = adapter) => send({ kind: 'text', body: 'Well?' }, by);
  const told = async () => {
    await simulator.idle();
    return events.splice(0);
  };
  const failureTold = async () => {
    const failed = (await told()).find((event) => event.kind === 'status' && event.status === 'failed');
    return failed?.kind === 'status' && failed.error ? adapter.classify(failed.error) : undefined;
  };
  const template = (name: string): OutboundMessage => ({
    kind: 'template',
    name,
    language: 'en',
    header: [],
    body: [{ kind: 'text', text: 'Mira' }],
    buttons: [{ index: 0, type: 'quick-reply', value: 'q1:good' }],
    preview: '',
  });

  it('connects', async () => {
    expect(await adapter.connection!.check(access)).toEqual({
      ok: true,
      value: { canSend: 'yes', problems: [], phoneNumber: '+15550100100' },
    });
  });

  it.each([
    ['apiSecret', 'another', 'http-401'],
    ['apiKey', 'zzzz9999', 'http-401'],
    ['applicationId', '5e1ec7ed-0000-4000-8000-000000000009', 'no-application'],
    ['privateKey', someKey(), 'other-key'],
    ['number', '15550100999', 'other-number'],
    ['number', '15550100777', 'other-number'],
    ['wabaId', '999999999999999', 'other-waba'],
  ])('says plainly that the %s is wrong', async (name, value, code) => {
    const wrong = { ...access, credentials: { ...access.credentials, [name]: value } };
    expect(await adapter.connection!.check(wrong)).toMatchObject({
      ok: false,
      failure: { class: 'stop-channel', code },
    });
  });

  it('stops a channel whose key, or whose number, is not the application’s', async () => {
    const by = (change: Record<string, string>) => ({ ...access, credentials: { ...access.credentials, ...change } });
    const message = { to: { waId: CUSTOMER }, message: { kind: 'text' as const, body: 'x' }, ref: 'r' };
    expect(await adapter.send(by({ privateKey: someKey() }), message)).toMatchObject({
      failure: { class: 'stop-channel', code: 'http-401' },
    });
    expect(await adapter.send(by({ number: '15550100999' }), message)).toMatchObject({
      failure: { class: 'refused', code: 'http-422' },
    });
  });

  it('is told what became of a message, with our own id', async () => {
    expect(await sendText()).toMatchObject({ kind: 'accepted' });
    expect(await told()).toMatchObject([
      { kind: 'status', status: 'sent', ref: 'out-1', recipient: { waId: CUSTOMER }, pricing: { category: 'service' } },
      { kind: 'status', status: 'delivered', ref: 'out-1' },
      { kind: 'status', status: 'read', ref: 'out-1' },
    ]);
  });

  it('binds taps on buttons, rows and templates', async () => {
    const outcome = await send({ kind: 'buttons', body: 'Well?', buttons: [{ id: 'q1:y', title: 'Yes' }] });
    await told();
    simulator.tap(CUSTOMER, 'Yes');
    const [tapped] = await told();
    expect(tapped).toMatchObject({ content: { kind: 'tap', id: 'q1:y', title: 'Yes' }, from: { waId: CUSTOMER } });
    expect(tapped).toMatchObject({ repliesTo: outcome.kind === 'accepted' && outcome.providerMessageId });

    const rows = [{ id: 'q2:g', title: 'Graz', description: 'Styria' }];
    await send({ kind: 'list', body: 'Where?', button: 'Choose', rows });
    await told();
    simulator.tap(CUSTOMER, 'Graz');
    expect(await told()).toMatchObject([{ content: { kind: 'tap', id: 'q2:g', title: 'Graz', source: 'list' } }]);

    await send(template('visit_overall'));
    await told();
    simulator.tap(CUSTOMER, 'Good');
    expect(await told()).toMatchObject([{ content: { kind: 'tap', id: 'q1:good', source: 'template' } }]);
  });

  it('reads what people send', async () => {
    const [first] = simulator.thread(CUSTOMER);
    simulator.say(CUSTOMER, { type: 'location', latitude: 47.07, longitude: 15.43, name: 'Graz' });
    simulator.say(CUSTOMER, { type: 'reaction', message: first!.id, emoji: '👍' });
    simulator.say(CUSTOMER, { type: 'contacts', contacts: [{ name: { formatted_name: 'Bo', first_name: 'Bo' } }] });
    simulator.say(CUSTOMER, { type: 'unsupported', of: 'poll' });
    simulator.say(CUSTOMER, { type: 'text', body: 'From an ad', referral: { source_type: 'ad' } });
    expect(await told()).toMatchObject([
      { content: { kind: 'location', latitude: 47.07, longitude: 15.43, name: 'Graz' } },
      { content: { kind: 'reaction', emoji: '👍', messageId: first!.id } },
      { content: { kind: 'contacts', contacts: [{ name: 'Bo' }] } },
      { content: { kind: 'unsupported' } },
      { content: { kind: 'text' }, fromAd: true },
    ]);
  });

  it('fetches files for as long as Vonage keeps them', async () => {
    simulator.say(CUSTOMER, { type: 'image', caption: 'Look' });
    const [message] = await told();
    if (message?.kind !== 'message' || message.content.kind !== 'media') throw new Error('no file came');
    const { id } = message.content;
    expect(message.content).toMatchObject({ media: 'image', caption: 'Look' });
    expect(await adapter.media!.download(access, id, 1_000_000)).toMatchObject({
      ok: true,
      value: { mime: 'image/png' },
    });
    await simulator.advanceClock(2 * DAY + HOUR);
    expect(await adapter.media!.download(access, id, 1_000_000)).toMatchObject({
      ok: false,
      failure: { class: 'refused', code: 'http-404' },
    });
  });

  it('learns of a closed window by a status, and gets through with a template', async () => {
    await simulator.advanceClock(DAY + HOUR);
    expect(await sendText()).toMatchObject({ kind: 'accepted' });
    expect(await failureTold()).toMatchObject({ class: 'fall-back', code: '1340' });
    expect(await send(template('visit_overall'))).toMatchObject({ kind: 'accepted' });
    expect((await told()).map((event) => event.kind === 'status' && event.status)).toEqual([
      'sent',
      'delivered',
      'read',
    ]);
  });

  it.each([
    [131026, 'undeliverable', '1300'],
    [131049, 'wait', '1330'],
    [131056, 'retry', '1241'],
    [132015, 'template-unusable', '1022'],
    [131042, 'stop-channel', '1070'],
  ])('puts WhatsApp’s %i, told later, into %s', async (code, expected, vonageCode) => {
    simulator.addFault({ fault: { kind: 'fail-later', code } });
    expect(await sendText()).toMatchObject({ kind: 'accepted' });
    expect(await failureTold()).toMatchObject({ class: expected, code: vonageCode });
  });

  it('finds out later about a template that is not there, and about what Vonage does not read', async () => {
    expect(await send(template('nothing'))).toMatchObject({ kind: 'accepted' });
    expect(await failureTold()).toMatchObject({ class: 'template-unusable', code: '1022' });
    const title = 'far too long for a button of WhatsApp’s';
    expect(await send({ kind: 'buttons', body: 'x', buttons: [{ id: 'a', title }] })).toMatchObject({
      kind: 'accepted',
    });
    expect(await failureTold()).toMatchObject({ class: 'refused', code: '1020' });
  });

  it('is refused at once for what Vonage reads itself', async () => {
    expect(await send({ kind: 'text', body: 'x'.repeat(4_097) })).toMatchObject({
      failure: { class: 'refused', code: 'http-422', detail: expect.stringContaining('text') as string },
    });
    simulator.addFault({ fault: { kind: 'refuse', code: 130429 } });
    expect(await sendText()).toMatchObject({ failure: { class: 'retry', code: 'http-429', tooFast: 'channel' } });
  });

  it('does not know what became of a message that nobody answered; its echo tells', async () => {
    simulator.addFault({ fault: { kind: 'accept-then-hang' } });
    expect(await sendText(impatient)).toMatchObject({ failure: { class: 'maybe-sent', code: 'timeout' } });
    expect(await told()).toMatchObject([{ ref: 'out-1', status: 'sent' }, { ref: 'out-1' }, { ref: 'out-1' }]);
    for (const kind of ['server-error', 'bad-gateway', 'cut'] as const) {
      simulator.addFault({ fault: { kind } });
      expect(await sendText()).toMatchObject({ failure: { class: 'maybe-sent' } });
    }
  });

  it('gets an event again, signed anew, until it takes it', async () => {
    answers = [503, 500];
    simulator.say(CUSTOMER, 'again');
    expect(await told()).toMatchObject([{ content: { kind: 'text', text: 'again' } }]);
  });

  it('writes to somebody who shows no number', async () => {
    const { userId } = simulator.putCustomer({ name: 'Ana', username: 'ana', userId: 'MX.ana1' });
    simulator.say(userId, 'hola');
    const [message] = await told();
    expect(message).toMatchObject({ kind: 'message', from: { userId } });
    const to = message?.kind === 'message' ? message.from : {};
    expect(await adapter.send(access, { to, message: { kind: 'text', body: 'x' }, ref: 'r' })).toMatchObject({
      kind: 'accepted',
    });
    expect(await told()).toMatchObject([{ recipient: { userId } }, {}, {}]);
  });

  it('shows typing on a message of theirs', async () => {
    const [message] = simulator.thread(CUSTOMER);
    expect(await adapter.typing!.show(access, message!.id)).toEqual({ ok: true, value: undefined });
    expect(simulator.customer(CUSTOMER).typingUntil).not.toBeNull();
    expect(simulator.thread(CUSTOMER)[0]).toMatchObject({ tick: 'read' });
  });

  it('makes, lists and takes away templates', async () => {
    const templates = adapter.templates!;
    const made = await templates.create!(access, TEMPLATE_DRAFT);
    expect(made).toMatchObject({ ok: true, value: { status: 'pending' } });
    expect(await templates.create!(access, TEMPLATE_DRAFT)).toMatchObject({ ok: false, failure: { class: 'refused' } });
    await simulator.idle();
    const listed = await templates.list(access);
    expect(listed).toMatchObject({
      ok: true,
      value: [{ name: 'visit_overall' }, { name: 'visit_reminder', status: 'approved', language: 'pt_BR' }],
    });
    if (!made.ok) throw new Error('not made');
    expect(listed.ok && listed.value[1]?.providerId).toBe(made.value.providerId);
    expect(await templates.remove!(access, made.value)).toEqual({ ok: true, value: undefined });
    expect(await templates.list(access)).toMatchObject({ value: [{ name: 'visit_overall' }] });
  });
});

function someKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}
