import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { call, messageIdIn, sendAs } from './client.js';

const ANN = '15550100201';
const DAY = 86_400_000;
let now = Date.UTC(2026, 10, 22, 12);
let simulator: Simulator;

const reminder = {
  name: 'visit_reminder',
  language: 'en',
  category: 'UTILITY',
  components: [
    { type: 'BODY', text: 'Hi {{1}}, one question is open.', example: { body_text: [['Ann']] } },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Go on' }] },
  ],
};
const text = { type: 'text', text: { body: 'Hello' } };
const template = {
  type: 'template',
  template: {
    name: 'visit_reminder',
    language: { code: 'en' },
    components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ann' }] }],
  },
};

beforeAll(async () => {
  simulator = await startSimulator({ now: () => now, templates: [reminder] });
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.stop());

const send = (message: object, to = ANN) =>
  call(simulator, 'POST', '/messages', { messaging_product: 'whatsapp', to, ...message });
const lastOf = (key = ANN) => simulator.thread(key).at(-1);
/** Webhooks wait for ever here: only the planned statuses are to be over. */
const settled = async (tick: string) => {
  for (let round = 0; round < 50 && lastOf()?.tick !== tick; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return lastOf()?.tick;
};

describe('the key', () => {
  test.each([
    ['/health_status', { error: 'Invalid api_key' }],
    ['/v1/configs/templates', { meta: { success: false, http_code: 401, developer_message: 'Invalid api_key' } }],
  ])('%s without it', async (path, body) => {
    const response = await fetch(`${simulator.url}${path}`, { headers: { 'd360-api-key': 'wrong' } });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject(body);
  });
});

describe('sending', () => {
  test('an accepted message is answered as Meta does', async () => {
    simulator.say(ANN, 'Hi');
    const { status, body } = await send(text, `+${ANN}`);
    expect(status).toBe(200);
    const [customer] = simulator.customers();
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: `+${ANN}`, wa_id: ANN, user_id: customer?.userId }],
      messages: [{ id: lastOf()?.id }],
    });
    expect(messageIdIn(body)).toMatch(/^wamid\.[A-Za-z0-9+/]+=*$/);
  });

  test('a refused one has code, details and trace; nothing is sent', async () => {
    simulator.say(ANN, 'Hi');
    const buttons = { type: 'button', body: { text: 'x' }, action: { buttons: [] } };
    const { status, body } = await send({ type: 'interactive', interactive: buttons });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        message: '(#131009) Parameter value is not valid',
        type: 'OAuthException',
        code: 131009,
        error_subcode: 2494010,
        error_data: {
          messaging_product: 'whatsapp',
          details: 'Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3',
        },
        fbtrace_id: expect.any(String),
      },
    });
    expect(simulator.thread(ANN)).toHaveLength(1);
    expect(simulator.requests({ verdict: 'refused' })).toMatchObject([{ status: 400, error: { code: 131009 } }]);
  });

  test('a body that is not JSON', async () => {
    const response = await fetch(`${simulator.url}/messages`, {
      method: 'POST',
      headers: { 'd360-api-key': simulator.apiKey, 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 100 } });
  });

  test('outside the window a free text is accepted and fails later, a template goes out and opens nothing', async () => {
    expect((await send(text)).status).toBe(200);
    expect(await settled('failed')).toBe('failed');
    expect(lastOf()?.failure).toMatchObject({ code: 131047, title: 'Re-engagement message' });

    const sent = await send(template);
    expect(sent.body).toMatchObject({ messages: [{ message_status: 'accepted' }] });
    expect(await settled('read')).toBe('read');
    expect(lastOf()).toMatchObject({ text: 'Hi Ann, one question is open.', template: { name: 'visit_reminder' } });
    expect(simulator.customers()[0]?.windowClosesAt).toBeNull();
  });

  test('the window is open to its last millisecond and closed from then on', async () => {
    simulator.say(ANN, 'Hi');
    await simulator.advanceClock(DAY - 1);
    await send(text);
    expect(await settled('read')).toBe('read');
    await simulator.advanceClock(1);
    await send(text);
    expect(await settled('failed')).toBe('failed');
  });

  test('told so, Meta refuses a closed window at once', async () => {
    simulator.setBehaviour({ closedWindow: 'refuse' });
    expect(await send(text)).toMatchObject({ status: 400, body: { error: { code: 131047 } } });
    simulator.setBehaviour({ closedWindow: 'failed-status' });
  });

  test('a reaction opens no window; a tap does', async () => {
    await send(template);
    const id = lastOf()?.id ?? '';
    simulator.say(ANN, { type: 'reaction', message: id, emoji: '👍' });
    expect(simulator.customers()[0]?.windowClosesAt).toBeNull();
    simulator.tap(ANN, 'Go on');
    expect(simulator.customers()[0]?.windowClosesAt).toBe(now + DAY);
  });

  test('somebody who is not on WhatsApp: accepted, then 131026', async () => {
    simulator.putCustomer({ waId: ANN, reachable: false });
    await send(template);
    expect(await settled('failed')).toBe('failed');
    expect(lastOf()?.failure?.code).toBe(131026);
  });

  test('read and typing', async () => {
    const first = simulator.say(ANN, 'One');
    const second = simulator.say(ANN, 'Two');
    const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: second.id };
    const { body } = await call(simulator, 'POST', '/messages', { ...receipt, typing_indicator: { type: 'text' } });
    expect(body).toEqual({ success: true });
    expect([first.tick, second.tick]).toEqual(['read', 'read']);
    expect(simulator.customers()[0]?.typingUntil).toBe(now + 25_000);
    expect(await call(simulator, 'POST', '/messages', { ...receipt, message_id: 'wamid.nobody' })).toMatchObject({
      status: 400,
      body: { error: { code: 131009 } },
    });
  });
});

describe('taps', () => {
  const row = { id: 'r1', title: 'Alpha', description: 'Capital' };
  const list = {
    type: 'interactive',
    interactive: { type: 'list', body: { text: 'Where?' }, action: { button: 'Choose', sections: [{ rows: [row] }] } },
  };

  test('a row, by title in another case, quotes the list', async () => {
    simulator.say(ANN, 'Hi');
    const id = await sendAs(simulator, ANN, list);
    simulator.tap(ANN, 'ALPHA');
    expect(lastOf()).toMatchObject({ type: 'tap', text: 'Alpha', tapped: 'r1', quotes: id });
  });

  test('an old message can still be tapped', async () => {
    simulator.say(ANN, 'Hi');
    const old = await sendAs(simulator, ANN, list);
    await sendAs(simulator, ANN, template);
    simulator.say(ANN, { type: 'tap', message: old, place: 1 });
    expect(lastOf()).toMatchObject({ tapped: 'r1', quotes: old });
  });

  test('what is not there cannot be tapped, and the answer names what there is', async () => {
    simulator.say(ANN, 'Hi');
    await sendAs(simulator, ANN, list);
    const response = await fetch(`${simulator.url}/_simulator/customers/${ANN}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'tap', title: 'Beta' }),
    });
    expect(response.status).toBe(409);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('the message offers "Alpha"') });
  });
});

describe('faults', () => {
  const attempt = () =>
    send(text).then(
      ({ status, body }) => ({ status, body }),
      () => ({ status: 0, body: undefined }),
    );
  beforeEach(() => simulator.say(ANN, 'Hi'));
  /** Messages of the business in the thread. */
  const sent = () => simulator.thread(ANN).filter(({ from }) => from === 'business').length;

  test.each([613, 130429, 80007])('429 with %i, twice, then all is well', async (code) => {
    simulator.addFault({ fault: { kind: 'refuse', code }, next: 2 });
    expect(await attempt()).toMatchObject({ status: 429, body: { error: { code } } });
    expect((await attempt()).status).toBe(429);
    expect(sent()).toBe(0);
    expect((await attempt()).status).toBe(200);
  });

  test.each<[Parameters<Simulator['addFault']>[0]['fault'], number, number]>([
    [{ kind: 'refuse', code: 131056 }, 400, 0],
    [{ kind: 'refuse', code: 131031, status: 418 }, 418, 0],
    [{ kind: 'server-error' }, 500, 0],
    [{ kind: 'bad-gateway' }, 502, 0],
    [{ kind: 'cut' }, 0, 0],
    [{ kind: 'accept-then-500' }, 500, 1],
    [{ kind: 'accept-then-cut' }, 0, 1],
    [{ kind: 'fail-later', code: 131049 }, 200, 1],
  ])('%j', async (fault, status, arrived) => {
    simulator.addFault({ fault });
    expect((await attempt()).status).toBe(status);
    expect(sent()).toBe(arrived);
    expect(simulator.requests({ verdict: 'fault' })).toHaveLength(1);
    expect((await attempt()).status).toBe(200);
  });

  test('the plain-text gateway error is no JSON', async () => {
    simulator.addFault({ fault: { kind: 'bad-gateway' } });
    expect((await attempt()).body).toBe('Bad gateway');
  });

  test.each(['hang', 'accept-then-hang'] as const)('%s gives no answer', async (kind) => {
    simulator.addFault({ fault: { kind } });
    const waiting = fetch(`${simulator.url}/messages`, {
      method: 'POST',
      headers: { 'd360-api-key': simulator.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: ANN, ...text }),
      signal: AbortSignal.timeout(60),
    });
    await expect(waiting).rejects.toThrow('timeout');
    expect(sent()).toBe(kind === 'hang' ? 0 : 1);
  });

  test('a share of all sends, the same ones for the same seed', async () => {
    const run = async () => {
      simulator.clearFaults();
      simulator.addFault({ fault: { kind: 'server-error' }, share: 0.5, seed: 3 });
      const statuses: number[] = [];
      for (let n = 0; n < 20; n += 1) statuses.push((await attempt()).status);
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await run()).toEqual(first);
  });

  test('for one person only, and not used up by a payload that is wrong anyway', async () => {
    simulator.addFault({ fault: { kind: 'server-error' }, customer: ANN });
    expect((await send(text, '15550100202')).status).toBe(200);
    expect((await send({ type: 'text', text: { body: '' } })).status).toBe(400);
    expect((await attempt()).status).toBe(500);
  });
});

describe('templates', () => {
  const creation = { ...reminder, name: 'other' };

  test('created: submitted, then approved; listed with pages; deleted in all languages', async () => {
    const created = await call(simulator, 'POST', '/v1/configs/templates', creation);
    expect(created).toMatchObject({ status: 201, body: { status: 'submitted', rejected_reason: null } });
    await call(simulator, 'POST', '/v1/configs/templates', { ...creation, language: 'ar' });
    const page = await call(simulator, 'GET', '/v1/configs/templates?limit=2&offset=1');
    expect(page.body).toMatchObject({
      count: 2,
      total: 3,
      waba_templates: [{ name: 'other', language: 'en', status: 'approved' }, { language: 'ar' }],
    });
    expect((await call(simulator, 'DELETE', '/v1/configs/templates/other')).status).toBe(200);
    expect((await call(simulator, 'DELETE', '/v1/configs/templates/other')).status).toBe(404);
    expect((await call(simulator, 'GET', '/v1/configs/templates')).body).toMatchObject({ total: 1 });
  });

  test('a second one of the same name and language, and one against the rules', async () => {
    expect(await call(simulator, 'POST', '/v1/configs/templates', reminder)).toMatchObject({
      status: 400,
      body: { error: { code: 100, error_subcode: 2388024 } },
    });
    const wrong = {
      ...creation,
      components: [{ type: 'BODY', text: '{{1}} comes first here', example: { body_text: [['x']] } }],
    };
    expect(await call(simulator, 'POST', '/v1/configs/templates', wrong)).toMatchObject({
      status: 400,
      body: { error: { error_subcode: 2388299 } },
    });
  });

  test('paused: sends are refused with 132015 until it is approved again', async () => {
    simulator.changeTemplate('visit_reminder', 'en', { state: 'paused' });
    expect(await send(template)).toMatchObject({ status: 400, body: { error: { code: 132015 } } });
    simulator.changeTemplate('visit_reminder', 'en', { state: 'approved' });
    expect((await send(template)).status).toBe(200);
  });

  test('a template against the rules stops the start', async () => {
    await expect(startSimulator({ templates: [{ ...reminder, name: 'Bad' }] })).rejects.toThrow(
      'The template "Bad" is refused: Template name may only have lower-case letters',
    );
  });
});

describe('media', () => {
  const upload = async (type: string, bytes: string) => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', type);
    form.set('file', new Blob([bytes], { type }), 'a.bin');
    const response = await fetch(`${simulator.url}/media`, {
      method: 'POST',
      headers: { 'd360-api-key': simulator.apiKey },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as { id: string } };
  };

  test('uploaded, looked up, downloaded, sent, deleted', async () => {
    const { body } = await upload('image/png', 'picture');
    const found = await call(simulator, 'GET', `/${body.id}`);
    expect(found.body).toMatchObject({ mime_type: 'image/png', file_size: 7, id: body.id });
    const { url } = found.body as { url: string };
    expect(url).toMatch(/^https:\/\/lookaside\.fbsbx\.com\/whatsapp_business\/attachments\/\?mid=/);
    const path = url.slice('https://lookaside.fbsbx.com'.length);
    expect(await call(simulator, 'GET', path)).toEqual({ status: 200, body: 'picture' });

    simulator.say(ANN, 'Hi');
    expect((await send({ type: 'image', image: { id: body.id } })).status).toBe(200);
    await simulator.advanceClock(5 * 60_000 + 1_000);
    expect((await call(simulator, 'GET', path)).status).toBe(404);
    expect((await call(simulator, 'DELETE', `/${body.id}`)).body).toEqual({ success: true });
    expect(await call(simulator, 'GET', `/${body.id}`)).toMatchObject({
      status: 400,
      body: { error: { error_subcode: 33 } },
    });
  });

  test('a picture sent as a video fails later; a GIF is not taken at all', async () => {
    simulator.say(ANN, 'Hi');
    const { body } = await upload('image/png', 'picture');
    await send({ type: 'video', video: { id: body.id } });
    expect(await settled('failed')).toBe('failed');
    expect(lastOf()?.failure?.code).toBe(131053);
    expect((await upload('image/gif', 'GIF89a')).status).toBe(400);
  });

  test("a customer's file can be fetched for 7 days", async () => {
    simulator.say(ANN, { type: 'document', filename: 'letter.pdf' });
    const id = lastOf()?.media?.id ?? '';
    expect((await call(simulator, 'GET', `/${id}`)).status).toBe(200);
    await simulator.advanceClock(7 * DAY);
    expect((await call(simulator, 'GET', `/${id}`)).status).toBe(400);
  });
});

describe('account', () => {
  test('webhook registration is read back, and a wrong one is refused', async () => {
    expect((await call(simulator, 'POST', '/v1/configs/webhook', { url: 'nowhere' })).body).toEqual({
      meta: { success: false },
    });
    expect((await call(simulator, 'POST', '/v1/configs/webhook', { url: 'https://my_host.example/' })).status).toBe(
      400,
    );
    expect((await call(simulator, 'GET', '/v1/configs/webhook')).body).toEqual({ url: null });
  });

  test('health is good until told otherwise', async () => {
    expect((await call(simulator, 'GET', '/health_status')).body).toMatchObject({
      health_status: { can_send_message: 'AVAILABLE' },
    });
    simulator.setHealth({ can_send_message: 'BLOCKED', entities: [] });
    expect((await call(simulator, 'GET', '/health_status')).body).toEqual({
      health_status: { can_send_message: 'BLOCKED', entities: [] },
    });
  });

  test('profile', async () => {
    expect((await call(simulator, 'GET', '/whatsapp_business_profile')).body).toMatchObject({
      data: [{ messaging_product: 'whatsapp', about: 'Canvass demo' }],
    });
  });
});

test('real time moves the simulated clock, too', () => {
  now += 1_000;
  expect(simulator.clock()).toEqual({ now, offsetMs: 0 });
});
