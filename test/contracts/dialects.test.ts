import type { SendOutcome } from '../../src/channels/channel.js';
import { SendFailure } from '../../src/channels/failure.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { DIALECT_NAMES } from '../../src/simulator/dialects/registry.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { AdapterHouse } from '../support/adapter-house.js';
import { until } from '../support/until.js';

const ANN = '15550100201';
const HOUR = 3_600_000;

const REMINDER = {
  name: 'visit_reminder',
  language: 'en',
  category: 'UTILITY',
  components: [
    { type: 'BODY', text: 'Hi {{1}}, one question is open. Shall we go on?', example: { body_text: [['Ann']] } },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Go on' }] },
  ],
};

const TEXT: OutboundMessage = { kind: 'text', body: 'Grüß Gott 👋' };
const BUTTONS: OutboundMessage = {
  kind: 'buttons',
  body: 'How was your visit?',
  footer: 'STOP ends it',
  buttons: [
    { id: 'q1.good', title: 'Good' },
    { id: 'q1.fair', title: 'Fair' },
    { id: 'q1.poor', title: 'Poor' },
  ],
};
const LIST: OutboundMessage = {
  kind: 'list',
  body: 'Which clinic was it?',
  button: 'Choose',
  rows: Array.from({ length: 10 }, (_, n) => ({
    id: `q2.c${n}`,
    title: `Clinic ${n}`,
    ...(n % 2 === 0 && { description: `Street ${n}` }),
  })),
};
const TEMPLATE: OutboundMessage = {
  kind: 'template',
  name: 'visit_reminder',
  language: 'en',
  header: [],
  body: [{ kind: 'text', text: 'Ann' }],
  buttons: [{ index: 0, type: 'quick-reply', value: 'resume.7' }],
  preview: 'Hi Ann, one question is open. Shall we go on?',
};

/** Every adapter against the simulator in its provider's dialect: what each has to bring about, whatever the words. */
describe.each(DIALECT_NAMES)('%s, spoken by both sides', (provider) => {
  let simulator: Simulator;
  let house: AdapterHouse;
  let count = 0;

  beforeAll(async () => {
    simulator = await startSimulator({
      provider,
      templates: [REMINDER],
      webhookRetry: { firstMs: 5, factor: 1, maxMs: 5 },
    });
    house = new AdapterHouse(simulator);
    await house.open();
  });
  beforeEach(async () => {
    await simulator.reset();
    house.forget();
  });
  afterAll(async () => {
    await simulator?.stop();
    await house?.close();
  });

  const nextRef = () => `out-${(count += 1)}`;
  const send = (message: OutboundMessage, ref = nextRef()) =>
    house.adapter.send(house.access, { to: { waId: ANN, phone: `+${ANN}` }, message, ref });
  const accepted = async (message: OutboundMessage, ref?: string) => {
    const outcome = await send(message, ref);
    if (outcome.kind !== 'accepted') throw new Error(`refused: ${JSON.stringify(outcome.failure)}`);
    return outcome;
  };
  /** The failure of a send, however late the provider tells it: by its answer or by a status. */
  const failureOf = async (outcome: SendOutcome, ref: string): Promise<SendFailure> => {
    if (outcome.kind === 'failed') return outcome.failure;
    const { error } = await house.event('status', (status) => status.ref === ref && status.status === 'failed');
    if (!error) throw new Error('a failed status without an error');
    return house.adapter.classify(error);
  };
  const says = async (said: Parameters<Simulator['say']>[1]) => {
    const before = house.of('message').length;
    simulator.say(ANN, said);
    await simulator.idle();
    expect(house.of('message').length).toBe(before + 1);
    return house.of('message').at(-1)!;
  };

  it('connects', async () => {
    expect(await house.adapter.connection?.check(house.access)).toMatchObject({ ok: true });
  });

  it('says plainly that the secrets are others', async () => {
    const credentials = Object.fromEntries(
      Object.entries(house.access.credentials).map(([name, value]) => [
        name,
        /^\d+$/.test(value) ? value : `${value}x`,
      ]),
    );
    const checked = await house.adapter.connection!.check({ ...house.access, credentials });
    expect(checked).toMatchObject({ ok: false, failure: { class: 'stop-channel', tellPerson: true } });
    for (const secret of Object.values(credentials)) {
      if (!/^\d+$/.test(secret)) expect(JSON.stringify(checked)).not.toContain(secret);
    }
  });

  it('brings what a person writes, from whom, once, and believes only the provider', async () => {
    const message = await says('Grüß Gott / مرحبا');
    expect(message).toMatchObject({ content: { kind: 'text', text: 'Grüß Gott / مرحبا' } });
    expect([message.from.waId, message.from.phone]).toContain(message.from.waId === undefined ? `+${ANN}` : ANN);
    expect(Math.abs(message.at - simulator.clock().now)).toBeLessThan(60_000);
    const [{ request } = { request: undefined }] = house.posts;
    const { adapter, access, secret } = house;
    expect(adapter.verifyWebhook(request!, secret, access)).toBe(true);
    expect(adapter.verifyWebhook({ ...request!, headers: {} }, secret, access)).toBe(false);
  });

  it('brings what comes twice as the very same event', async () => {
    simulator.setDelivery({ duplicates: 3 });
    simulator.say(ANN, 'hello');
    await simulator.idle();
    const [one, ...others] = house.of('message');
    expect(others.map(({ id }) => id)).toEqual([one?.id, one?.id]);
  });

  it('sends a text and hears of it until it is read, with our id', async () => {
    await says('hello');
    const { providerMessageId } = await accepted(TEXT, 'out-own');
    expect(simulator.thread(ANN).at(-1)).toMatchObject({ text: 'Grüß Gott 👋' });
    for (const status of ['delivered', 'read'] as const) {
      const told = await house.event('status', (event) => event.status === status && event.ref === 'out-own');
      expect(told.messageId).toBe(providerMessageId);
    }
  });

  it('brings the option that was tapped, of buttons and of a list', async () => {
    await says('hello');
    const { capabilities } = house.adapter;
    for (const [able, message, title, id] of [
      [capabilities.buttons, BUTTONS, 'Fair', 'q1.fair'],
      [capabilities.list, LIST, 'Clinic 8', 'q2.c8'],
    ] as const) {
      if (!able) continue;
      const { providerMessageId } = await accepted(message);
      await simulator.idle();
      const tapped = await says({ type: 'tap', title });
      expect(tapped).toMatchObject({ content: { kind: 'tap', id, title }, repliesTo: providerMessageId });
    }
    expect((await says('2')).content).toEqual({ kind: 'text', text: '2' });
  });

  it('shows all that is in a question', async () => {
    await says('hello');
    await accepted(LIST);
    const shown = simulator.thread(ANN).at(-1)!;
    expect(shown.options.map(({ title, description }) => [title, description])).toEqual(
      LIST.kind === 'list' ? LIST.rows.map(({ title, description }) => [title, description]) : [],
    );
  });

  it('says so when the window is closed, at once or by status, and reaches the person by a template', async () => {
    const ref = nextRef();
    expect(await failureOf(await send(TEXT, ref), ref)).toMatchObject({ class: 'fall-back' });
    await simulator.idle();
    expect(house.of('status').filter((status) => status.ref === ref && status.status !== 'failed')).toEqual([]);

    const { providerMessageId } = await accepted(TEMPLATE);
    await simulator.idle();
    expect(simulator.thread(ANN).at(-1)).toMatchObject({ text: TEMPLATE.kind === 'template' ? TEMPLATE.preview : '' });
    const tapped = await says({ type: 'tap', title: 'Go on' });
    expect(tapped).toMatchObject({ content: { kind: 'tap', source: 'template' }, repliesTo: providerMessageId });
    // Bird takes no payload for a template's button: then its title is what comes back.
    expect(tapped.content).toHaveProperty('id', provider === 'bird' ? 'Go on' : 'resume.7');
    await accepted(TEXT);
  });

  it('says so too when the window closes while nobody looks', async () => {
    await says('hello');
    await simulator.advanceClock(25 * HOUR);
    const ref = nextRef();
    expect(await failureOf(await send(BUTTONS, ref), ref)).toMatchObject({ class: 'fall-back' });
  });

  it.each([
    // By a status it is certain that nothing was delivered: then `maybe-sent` is `retry`.
    ['a message too many', 130429, ['retry', 'maybe-sent']],
    ['a person who cannot be reached', 131026, ['undeliverable']],
    ['a closed window', 131047, ['fall-back']],
  ])('tells %s', async (_what, code, expected) => {
    await says('hello');
    const ref = nextRef();
    simulator.addFault({ fault: { kind: 'fail-later', code } });
    const failure = await failureOf(await send(TEXT, ref), ref);
    expect(expected).toContain(SendFailure.parse(failure).class);
  });

  const got = () => simulator.thread(ANN).filter(({ from }) => from === 'business').length;

  it('does not know what became of a message that was taken without an answer; the person gets it once', async () => {
    await says('hello');
    for (const kind of ['accept-then-500', 'accept-then-cut'] as const) {
      const ref = nextRef();
      const before = got();
      simulator.addFault({ fault: { kind } });
      const outcome = await send(TEXT, ref);
      if (outcome.kind === 'accepted') throw new Error('nobody answered');
      await house.event('status', (status) => status.ref === ref);
      // Only where the provider knows a message again by our id may it be sent again at once.
      if (outcome.failure.class === 'retry') expect(await send(TEXT, ref)).toMatchObject({ kind: 'accepted' });
      else expect(outcome.failure.class).toBe('maybe-sent');
      expect(got()).toBe(before + 1);
    }
  });

  it('can not tell the provider’s own failure from one after the message went', async () => {
    await says('hello');
    for (const kind of ['server-error', 'bad-gateway', 'cut'] as const) {
      const ref = nextRef();
      const before = got();
      simulator.addFault({ fault: { kind } });
      const outcome = await send(TEXT, ref);
      expect(outcome.kind === 'failed' && outcome.failure.class).toMatch(/^(maybe-sent|retry)$/);
      await simulator.idle();
      expect(got()).toBe(before);
    }
  });

  it('fetches the file that a person sent', async () => {
    const { content } = await says({ type: 'image', caption: 'my receipt', base64: 'iVBORw0KGgo=', mime: 'image/png' });
    if (content.kind !== 'media') throw new Error('no media');
    expect(content).toMatchObject({ media: 'image', caption: 'my receipt' });
    const { media } = house.adapter;
    expect(await media!.download(house.access, content.id, 1_000)).toMatchObject({
      ok: true,
      value: { bytes: Buffer.from('iVBORw0KGgo=', 'base64') },
    });
    expect(await media!.download(house.access, content.id, 4)).toMatchObject({
      ok: false,
      failure: { code: 'media-too-large' },
    });
  });

  it('sends a file by its link, with its caption', async () => {
    await says('hello');
    const link = 'https://files.example/map.png';
    await accepted({ kind: 'media', media: { media: 'image', link }, caption: 'A map' });
    expect(simulator.thread(ANN).at(-1)).toMatchObject({ type: 'image', text: 'A map', media: { link } });
  });

  it('reads a place', async () => {
    const { content } = await says({ type: 'location', latitude: 48.25, longitude: 16.5 });
    expect(content).toMatchObject({ kind: 'location', latitude: 48.25, longitude: 16.5 });
  });

  it('lists the templates', async () => {
    const listed = await house.adapter.templates?.list(house.access);
    if (!listed?.ok) throw new Error(JSON.stringify(listed));
    expect(listed.value).toMatchObject([
      {
        name: 'visit_reminder',
        language: 'en',
        status: 'approved',
        body: 'Hi {{1}}, one question is open. Shall we go on?',
        buttons: [{ type: 'quick-reply', text: 'Go on' }],
      },
    ]);
  });

  it('gets 401 for what it cannot prove, and brings it again as the provider does', async () => {
    const { secret } = house;
    const credentials = { ...house.access.credentials };
    house.secret = 'another';
    for (const name of Object.keys(credentials)) house.access.credentials[name] = 'another';
    simulator.say(ANN, 'hello');
    await until('a refused webhook', () => house.posts.length > 0);
    house.secret = secret;
    Object.assign(house.access.credentials, credentials);
    expect(house.posts[0]?.status).toBe(401);
    expect(house.events.filter((event) => event.kind === 'message').length).toBeLessThanOrEqual(1);
    await simulator.idle();
    // Twilio does not try again what was answered, whatever the answer.
    expect(house.of('message')).toHaveLength(provider === 'twilio' ? 0 : 1);
  });
});
