import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.js';
import { call, sendAs } from './client.js';
import { eventsIn, Receiver } from './receiver.js';

const ANN = '15550100201';
const NOW = Date.UTC(2026, 10, 22, 12);

let simulator: Simulator;
let receiver: Receiver;

async function start(options: SimulatorOptions = {}): Promise<void> {
  receiver = new Receiver();
  const url = await receiver.start();
  simulator = await startSimulator({
    now: () => NOW,
    webhookRetry: { firstMs: 2, factor: 2, maxMs: 20 },
    ...options,
  });
  await call(simulator, 'POST', '/v1/configs/webhook', { url, headers: { 'X-Canvass-Secret': 's3cr3t' } });
}

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

test("a message comes in Meta's envelope with the registered headers", async () => {
  await start();
  const said = simulator.say(ANN, 'Hi');
  await simulator.idle();
  const [request] = receiver.received;
  expect(request?.headers).toMatchObject({ 'x-canvass-secret': 's3cr3t', 'content-type': 'application/json' });
  const customer = simulator.customers()[0];
  expect(request?.body).toEqual({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '100000000000002',
        time: NOW / 1000,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550100100', phone_number_id: '100000000000001' },
              contacts: [{ profile: { name: 'Customer 0201' }, wa_id: ANN, user_id: customer?.userId }],
              messages: [
                {
                  from: ANN,
                  from_user_id: customer?.userId,
                  id: said.id,
                  timestamp: String(NOW / 1000),
                  type: 'text',
                  text: { body: 'Hi' },
                },
              ],
            },
          },
        ],
      },
    ],
  });
  expect(simulator.thread(ANN)[0]?.tick).toBe('delivered');
});

test('a person without a number is named by the user id only', async () => {
  await start();
  const { key } = simulator.putCustomer({ userId: 'US.4b1fa72c90de', name: 'Jo', username: 'jo.writes' });
  simulator.say(key, 'Hi');
  await simulator.idle();
  const value = receiver.received[0]?.body.entry[0]?.changes[0]?.value;
  expect(value?.contacts).toEqual([{ profile: { name: 'Jo', username: 'jo.writes' }, user_id: key }]);
  expect(value?.messages?.[0]).not.toHaveProperty('from');
  await call(simulator, 'POST', '/messages', {
    messaging_product: 'whatsapp',
    recipient: key,
    type: 'text',
    text: { body: 'Hello Jo' },
  });
  await simulator.idle();
  const status = receiver.received.at(-1)?.body.entry[0]?.changes[0]?.value.statuses?.[0];
  expect(status).toMatchObject({ status: 'read', recipient_user_id: key });
  expect(status).not.toHaveProperty('recipient_id');
});

test('sent, delivered and read follow with our id and the price on the first two', async () => {
  await start();
  simulator.say(ANN, 'Hi');
  await simulator.idle();
  const id = await sendAs(simulator, ANN, { type: 'text', text: { body: 'Hello' }, biz_opaque_callback_data: 'out:1' });
  await simulator.idle();
  expect(receiver.events()).toEqual(['text:Hi', 'status:sent', 'status:delivered', 'status:read']);
  const statuses = receiver.received.slice(1).map(({ body }) => body.entry[0]?.changes[0]?.value.statuses?.[0]);
  for (const status of statuses) {
    expect(status).toMatchObject({ id, recipient_id: ANN, biz_opaque_callback_data: 'out:1' });
  }
  const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' };
  expect(statuses.map((status) => status?.['pricing'])).toEqual([pricing, pricing, undefined]);
});

test.each([500, 204, 401, 302, 0])(
  'an answer %i counts for nothing: the event comes again until it is 200',
  async (status) => {
    await start();
    receiver.answer = (n) => (n < 3 ? status : 200);
    simulator.say(ANN, 'Hi');
    await simulator.idle();
    expect(receiver.received.map((request) => request.status)).toEqual([status, status, status, 200]);
    expect(new Set(receiver.received.map(({ body }) => body.entry[0]?.changes[0]?.value.messages?.[0]?.id)).size).toBe(
      1,
    );
    expect(simulator.stats().webhooks).toEqual({ pending: 0, delivered: 1, failedAttempts: 3, expired: 0 });
  },
);

test.each([
  ['an interim answer without the real one', 100],
  ['an answer that breaks off', -1],
])('the time limit ends %s, and the event comes again', async (_name, status) => {
  await start({ webhookTimeoutMs: 30 });
  receiver.answer = (n) => (n === 0 ? status : 200);
  simulator.say(ANN, 'Hi');
  await simulator.idle();
  expect(receiver.received.map((request) => request.status)).toEqual([status, 200]);
  expect(simulator.stats().webhooks).toMatchObject({ delivered: 1, failedAttempts: 1 });
});

test('events survive a service that is down, and come when it is back at the same address', async () => {
  await start();
  const { port } = receiver;
  await receiver.stop();
  simulator.say(ANN, 'One');
  simulator.say('15550100202', 'Two');
  expect(simulator.stats().webhooks.pending).toBe(2);
  await receiver.start(port);
  await simulator.idle();
  expect(receiver.events().toSorted()).toEqual(['text:One', 'text:Two']);
});

test('every kind of inbound message has its shape', async () => {
  await start();
  simulator.say(ANN, 'Hi');
  const wamid = await sendAs(simulator, ANN, {
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Which?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] },
    },
  });
  simulator.addTemplate({
    name: 'go_on',
    language: 'en',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'Shall we go on?' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Go on' }] },
    ],
  });
  await sendAs(simulator, ANN, {
    type: 'template',
    template: {
      name: 'go_on',
      language: { code: 'en' },
      components: [
        { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'p:1' }] },
      ],
    },
  });
  await simulator.idle();
  const before = receiver.received.length;
  const context = { from: '15550100100', id: wamid };
  const said: [Parameters<typeof simulator.say>[1], object][] = [
    [
      { type: 'tap', message: wamid, id: 'a' },
      { type: 'interactive', context, interactive: { type: 'button_reply', button_reply: { id: 'a', title: 'A' } } },
    ],
    [
      { type: 'tap', title: 'Go on' },
      { type: 'button', button: { payload: 'p:1', text: 'Go on' } },
    ],
    [
      { type: 'text', body: 'yes', quotes: wamid },
      { type: 'text', context },
    ],
    [
      { type: 'image', caption: 'c' },
      { type: 'image', image: { caption: 'c', mime_type: 'image/png', sha256: expect.any(String) } },
    ],
    [{ type: 'audio', voice: true }, { audio: { voice: true, mime_type: 'audio/ogg; codecs=opus' } }],
    [{ type: 'location', latitude: 48.2, longitude: 16.3 }, { location: { latitude: 48.2, longitude: 16.3 } }],
    [{ type: 'contacts', contacts: [{ name: { formatted_name: 'Bob' } }] }, { type: 'contacts' }],
    [{ type: 'reaction', message: wamid, emoji: '👍' }, { reaction: { message_id: wamid, emoji: '👍' } }],
    [
      { type: 'unsupported', of: 'poll' },
      { errors: [{ code: 131051 }], unsupported: { type: 'poll' } },
    ],
    [
      { type: 'raw', message: { type: 'order', order: { catalog_id: '7' } } },
      { type: 'order', order: { catalog_id: '7' } },
    ],
    [
      { type: 'text', body: 'JOIN', referral: { source_type: 'ad' }, at: NOW - 60_000 },
      { referral: { source_type: 'ad' }, timestamp: String(NOW / 1000 - 60) },
    ],
  ];
  for (const [message] of said) simulator.say(ANN, message);
  await simulator.idle();
  const messages = receiver.received
    .slice(before)
    .flatMap(({ body }) => body.entry[0]?.changes[0]?.value.messages ?? []);
  expect(messages).toMatchObject(said.map(([, expected]) => expected));
});

test('an edit and a withdrawal name the original and change the thread', async () => {
  await start();
  const { id } = simulator.say(ANN, 'Hi');
  simulator.say(ANN, { type: 'edit', message: id, body: 'Hi all' });
  expect(simulator.thread(ANN)).toMatchObject([{ id, text: 'Hi all', edited: true }]);
  simulator.say(ANN, { type: 'revoke', message: id });
  await simulator.idle();
  expect(receiver.events()).toEqual(['text:Hi', 'edit', 'revoke']);
  expect(simulator.thread(ANN)).toMatchObject([{ revoked: true }]);
});

test('what happens to templates is told', async () => {
  await start({
    templates: [
      { name: 'a', language: 'en', category: 'UTILITY', components: [{ type: 'BODY', text: 'Hello there' }] },
    ],
  });
  simulator.changeTemplate('a', 'en', { state: 'paused' });
  simulator.changeTemplate('a', 'en', { state: 'approved', category: 'MARKETING', quality: 'RED' });
  simulator.changeTemplate('a', 'en', { state: 'rejected', reason: 'ABUSIVE_CONTENT' });
  await simulator.idle();
  const changes = receiver.received.flatMap(({ body }) => body.entry[0]?.changes ?? []);
  const named = {
    message_template_name: 'a',
    message_template_language: 'en',
    message_template_id: expect.any(Number),
  };
  expect(changes).toMatchObject([
    {
      field: 'message_template_status_update',
      value: { ...named, event: 'PAUSED', other_info: { title: 'FIRST_PAUSE' } },
    },
    { field: 'template_category_update', value: { previous_category: 'UTILITY', new_category: 'MARKETING' } },
    { field: 'message_template_status_update', value: { event: 'REINSTATED', other_info: { title: 'UNPAUSE' } } },
    { field: 'message_template_quality_update', value: { new_quality_score: 'RED' } },
    { field: 'message_template_status_update', value: { event: 'REJECTED', reason: 'ABUSIVE_CONTENT' } },
  ]);
});

test('events wait for the first registration', async () => {
  await start();
  const other = await startSimulator({ now: () => NOW });
  other.say(ANN, 'Early');
  expect(other.stats().webhooks.pending).toBe(1);
  await call(other, 'POST', '/v1/configs/webhook', { url: `http://127.0.0.1:${receiver.port}/late` });
  await other.idle();
  await other.stop();
  expect(receiver.events()).toEqual(['text:Early']);
});

test('an event that nobody took for 7 days is given up', async () => {
  await start();
  receiver.answer = () => 500;
  simulator.say(ANN, 'Hi');
  await receiver.until(2);
  await simulator.advanceClock(7 * 24 * 3_600_000);
  await simulator.idle();
  expect(simulator.stats().webhooks).toMatchObject({ pending: 0, delivered: 0, expired: 1 });
});

test('duplicates: every event comes so many times', async () => {
  await start();
  simulator.setDelivery({ duplicates: 3 });
  simulator.say(ANN, 'Hi');
  await simulator.idle();
  expect(receiver.events()).toEqual(['text:Hi', 'text:Hi', 'text:Hi']);
});

test('in the plain way the events of one person keep their order', async () => {
  await start();
  const said = Array.from({ length: 20 }, (_, at) => `m${at}`);
  for (const body of said) simulator.say(ANN, body);
  await simulator.idle();
  expect(receiver.events()).toEqual(said.map((body) => `text:${body}`));
});

test('shuffled: another order, the same for the same seed, and nothing lost', async () => {
  const orderBy = async (seed: number) => {
    await start();
    simulator.setDelivery({ duplicates: 2, shuffle: { seed, window: 40, holdMs: 5_000 }, batch: 40 });
    for (let at = 0; at < 20; at += 1) simulator.say(ANN, `m${at}`);
    await simulator.idle();
    const events = receiver.events();
    await simulator.stop();
    await receiver.stop();
    return events;
  };
  const first = await orderBy(7);
  const said = Array.from({ length: 20 }, (_, at) => [`text:m${at}`, `text:m${at}`]).flat();
  expect(first.toSorted()).toEqual(said.toSorted());
  expect(first).not.toEqual(said);
  expect(await orderBy(7)).toEqual(first);
  expect(await orderBy(8)).not.toEqual(first);
});

test('batches: several events in one body, messages of neighbours in one value', async () => {
  await start();
  simulator.setDelivery({ batch: 10 });
  simulator.say(ANN, 'One');
  simulator.say(ANN, 'Two');
  simulator.sendEvent('account_alerts', { alert_type: 'X' });
  simulator.say('15550100202', 'Three');
  await simulator.idle();
  expect(receiver.received).toHaveLength(1);
  const changes = receiver.received[0]?.body.entry[0]?.changes ?? [];
  expect(changes.map(({ field }) => field)).toEqual(['messages', 'account_alerts', 'messages']);
  expect(changes[0]?.value.messages).toHaveLength(2);
  expect(changes[0]?.value.contacts).toHaveLength(2);
  expect(receiver.received.flatMap(({ body }) => eventsIn(body))).toEqual([
    'text:One',
    'text:Two',
    'account_alerts',
    'text:Three',
  ]);
});

test('1,000 people, every webhook twice and shuffled: all arrive', async () => {
  await start();
  simulator.setDelivery({ duplicates: 2, shuffle: { seed: 1, window: 50, holdMs: 5 } });
  for (let n = 0; n < 1_000; n += 1) simulator.say(String(15_550_200_000 + n), 'Hi');
  await simulator.idle();
  expect(receiver.received).toHaveLength(2_000);
  expect(simulator.stats()).toMatchObject({ customers: 1_000, inbound: 1_000, webhooks: { delivered: 2_000 } });
});
