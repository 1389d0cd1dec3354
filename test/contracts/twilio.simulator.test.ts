import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import type { ChannelAccess, ChannelAdapter, WebhookRequest } from '../../src/channels/channel.js';
import { rememberedObjects } from '../../src/channels/connected/stored-objects.js';
import type { ChannelEvent } from '../../src/channels/events.js';
import { twilio } from '../../src/channels/twilio/twilio.channel.js';
import type { Prompt } from '../../src/flow/prompt.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { renderPrompts } from '../../src/rendering/render-prompts.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { question, statement } from '../properties/prompts.js';
import { TEMPLATE_DRAFT } from './template.contract.js';

const CUSTOMER = '15550100200';
const CREDENTIALS = {
  accountSid: 'AC0000000000000000000000000000abcd',
  authToken: 'a-token-of-the-trial',
  sender: '+15550100100',
};
const access: ChannelAccess = { channelId: 'c1', credentials: CREDENTIALS };

/** A business that has connected its sender: what Twilio posts to it is verified and parsed as the service does it. */
class Business {
  readonly events: ChannelEvent[] = [];
  readonly requests: WebhookRequest[] = [];
  private server: Server | undefined;

  constructor(
    private readonly adapter: () => ChannelAdapter,
    private readonly answer: () => { type: string; body: string },
  ) {}

  async start(): Promise<string> {
    this.server = createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const url = `http://${incoming.headers.host}${incoming.url}`;
        const request: WebhookRequest = {
          method: 'POST',
          url,
          headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
          rawBody: Buffer.concat(chunks),
          query: Object.fromEntries(new URL(url).searchParams),
          receivedAt: 1_780_000_000_000,
        };
        const isTrue = this.adapter().verifyWebhook(request, 'unused', access);
        if (isTrue) this.events.push(...this.adapter().parseWebhook(request, access));
        this.requests.push(request);
        const { type, body } = this.answer();
        response.writeHead(isTrue ? 200 : 401, { 'content-type': type }).end(body);
      });
    });
    const { server } = this;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/twilio/k`;
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }
}

const XML = { type: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' };

describe('the adapter and the simulator speak Twilio with each other', () => {
  let simulator: Simulator;
  let adapter: ChannelAdapter;
  let business: Business;
  let answer = XML;

  beforeAll(async () => {
    simulator = await startSimulator({
      provider: 'twilio',
      credentials: CREDENTIALS,
      limits: { pair: null },
      templates: [
        {
          name: 'visit',
          language: 'en',
          category: 'UTILITY',
          components: [
            { type: 'HEADER', format: 'TEXT', text: 'Dear {{1}}', example: { header_text: ['Mira'] } },
            {
              type: 'BODY',
              text: 'How was {{1}} on {{2}} for you?',
              example: { body_text: [['the clinic', 'Friday']] },
            },
            {
              type: 'BUTTONS',
              buttons: [
                { type: 'QUICK_REPLY', text: 'Good' },
                { type: 'QUICK_REPLY', text: 'Poor' },
              ],
            },
          ],
        },
        {
          name: 'remind',
          language: 'en',
          category: 'UTILITY',
          parameter_format: 'NAMED',
          components: [
            {
              type: 'BODY',
              text: 'Hi {{first_name}}, shall we go on?',
              example: { body_text_named_params: [{ param_name: 'first_name', example: 'Mira' }] },
            },
          ],
        },
      ],
    });
    const objects = rememberedObjects();
    adapter = twilio({ baseUrl: simulator.url, timeoutMs: 10_000, objects });
    business = new Business(
      () => adapter,
      () => answer,
    );
    const registered = await adapter.connection!.registerWebhook(access, await business.start(), 'unused');
    expect(registered).toEqual({ ok: true, value: undefined });
  });
  beforeEach(async () => {
    answer = XML;
    simulator.say(CUSTOMER, 'hello');
    await simulator.idle();
    business.events.length = 0;
    business.requests.length = 0;
  });
  afterAll(async () => {
    business.stop();
    await simulator.stop();
  });

  let count = 0;
  const send = (message: OutboundMessage, to: string = CUSTOMER) =>
    adapter.send(access, { to: { waId: to }, message, ref: `out-${(count += 1)}` });
  const last = () => simulator.thread(CUSTOMER).at(-1);
  const statuses = () => business.events.flatMap((event) => (event.kind === 'status' ? [event] : []));

  it('knows the account, and tells plainly whose it is not', async () => {
    expect(await adapter.connection!.check(access)).toMatchObject({ ok: true, value: { canSend: 'yes' } });
    const check = (credentials: Record<string, string>) =>
      adapter.connection!.check({ ...access, credentials: { ...CREDENTIALS, ...credentials } });
    expect(await check({ authToken: 'wrong' })).toMatchObject({ failure: { code: '20003' } });
    expect(await check({ sender: '+15550100999' })).toMatchObject({ failure: { code: 'unknown-sender' } });
  });

  it('tells of every message what became of it, under our id', async () => {
    const outcome = await send({ kind: 'text', body: 'Grüß Gott' });
    await simulator.idle();
    expect(statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    for (const status of statuses()) {
      expect(status).toMatchObject({
        ref: `out-${count}`,
        messageId: (outcome as { providerMessageId: string }).providerMessageId,
      });
    }
  });

  it.each([
    ['buttons', 'No', 'button'],
    ['list', 'Linz', 'list'],
  ] as const)('a tap on %s brings the id that we bound', async (kind, title, source) => {
    await send(
      kind === 'buttons'
        ? {
            kind,
            body: 'Well?',
            buttons: [
              { id: 'y', title: 'Yes' },
              { id: 'n', title: 'No' },
            ],
          }
        : {
            kind,
            body: 'Where?',
            button: 'Choose',
            rows: [
              { id: 'g', title: 'Graz', description: 'Styria' },
              { id: 'n', title: 'Linz' },
            ],
          },
    );
    const question = last()?.id;
    simulator.tap(CUSTOMER, title);
    await simulator.idle();
    expect(business.events.find((event) => event.kind === 'message')).toMatchObject({
      from: { waId: CUSTOMER },
      content: { kind: 'tap', id: 'n', title, source },
      repliesTo: question,
    });
  });

  it('shows a link as a button, and a file with its caption', async () => {
    await send({ kind: 'link', body: 'More', label: 'Open', url: 'https://x.example/a?b=c' });
    expect(last()).toMatchObject({ type: 'cta_url', links: [{ label: 'Open', url: 'https://x.example/a?b=c' }] });
    await send({ kind: 'media', media: { media: 'image', link: 'https://x.example/a.png' }, caption: 'A map' });
    expect(last()).toMatchObject({ type: 'image', text: 'A map', media: { link: 'https://x.example/a.png' } });
  });

  it('tells by a status that the window is closed, and sends templates all the same', async () => {
    const stranger = '15550100777';
    expect(await send({ kind: 'text', body: 'Hello?' }, stranger)).toMatchObject({ kind: 'accepted' });
    await simulator.idle();
    const [failed] = statuses();
    expect(failed).toMatchObject({ status: 'failed', ref: `out-${count}`, error: { code: '63016' } });
    expect(adapter.classify(failed!.error!)).toMatchObject({ class: 'fall-back' });

    expect(
      await send(
        {
          kind: 'template',
          name: 'visit',
          language: 'en',
          header: [{ kind: 'text', text: 'Ann' }],
          body: [
            { kind: 'text', text: 'it' },
            { kind: 'text', text: 'Monday' },
          ],
          buttons: [
            { index: 0, type: 'quick-reply', value: 'cv1|s|q|1|o:g' },
            { index: 1, type: 'quick-reply', value: 'cv1|s|q|1|o:p' },
          ],
          preview: '…',
        },
        stranger,
      ),
    ).toMatchObject({ kind: 'accepted' });
    expect(simulator.thread(stranger).at(-1)).toMatchObject({
      header: 'Dear Ann',
      text: 'How was it on Monday for you?',
    });
    simulator.tap(stranger, 'Poor');
    await simulator.idle();
    expect(business.events.find((event) => event.kind === 'message')).toMatchObject({
      content: { kind: 'tap', id: 'cv1|s|q|1|o:p', title: 'Poor', source: 'template' },
    });
  });

  it('lists templates as they are at Twilio, and fills named ones', async () => {
    const listed = await adapter.templates!.list(access);
    expect(listed.ok && listed.value).toMatchObject([
      {
        name: 'visit',
        status: 'approved',
        parameterFormat: 'positional',
        buttons: [
          { type: 'quick-reply', text: 'Good' },
          { type: 'quick-reply', text: 'Poor' },
        ],
      },
      { name: 'remind', status: 'approved', parameterFormat: 'named', body: 'Hi {{first_name}}, shall we go on?' },
    ]);
    const body = [{ kind: 'text', name: 'first_name', text: 'Ann' } as const];
    await send({ kind: 'template', name: 'remind', language: 'en', header: [], body, buttons: [], preview: '' });
    expect(last()).toMatchObject({ text: 'Hi Ann, shall we go on?' });
    simulator.changeTemplate('remind', 'en', { state: 'paused' });
    await send({ kind: 'template', name: 'remind', language: 'en', header: [], body, buttons: [], preview: '' });
    await simulator.idle();
    expect(statuses().at(-1)).toMatchObject({ status: 'failed', error: { code: '63041' } });
    simulator.changeTemplate('remind', 'en', { state: 'approved' });
  });

  it('makes a template, hands it in, sends it as soon as it is approved, and takes it away', async () => {
    const made = await adapter.templates!.create!(access, {
      ...TEMPLATE_DRAFT,
      header: { kind: 'media', media: 'image', sample: 'https://cdn.example/files/a.jpg' },
      buttons: [
        { type: 'quick-reply', text: 'Continuar' },
        { type: 'url', text: 'Abrir', url: 'https://x.example/{{1}}', sample: 'https://x.example/s1' },
      ],
    });
    if (!made.ok) throw new Error(made.failure.detail);
    expect(made.value.status).toBe('pending');
    await simulator.idle();
    const listed = await adapter.templates!.list(access);
    const found = listed.ok ? listed.value.find(({ name }) => name === 'visit_reminder') : undefined;
    expect(found).toStrictEqual({ ...made.value, status: 'approved', statusDetail: 'approved' });

    const outcome = await send({
      kind: 'template',
      name: 'visit_reminder',
      language: 'pt_BR',
      header: [{ kind: 'media', media: { media: 'image', link: 'https://cdn.example/files/b.jpg' } }],
      body: [
        { kind: 'text', text: 'Ann' },
        { kind: 'text', text: 'segunda' },
      ],
      buttons: [
        { index: 0, type: 'quick-reply', value: 'cv1|s|q|1|r' },
        { index: 1, type: 'url', value: 's2' },
      ],
      preview: '',
    });
    expect(outcome).toMatchObject({ kind: 'accepted' });
    await simulator.idle();
    expect(statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    expect(last()).toMatchObject({
      text: 'Olá Ann, a sua visita de segunda ainda não foi avaliada. Vamos continuar?',
      media: { link: 'https://cdn.example/files/b.jpg' },
      options: [{ id: 'cv1|s|q|1|r', title: 'Continuar' }],
      links: [{ label: 'Abrir', url: 'https://x.example/s2' }],
    });

    expect(await adapter.templates!.remove!(access, made.value)).toEqual({ ok: true, value: undefined });
    const after = await adapter.templates!.list(access);
    expect(after.ok && after.value.map(({ name }) => name)).not.toContain('visit_reminder');
  });

  it('brings files that people send', async () => {
    const bytes = Buffer.from('a picture');
    simulator.say(CUSTOMER, { type: 'image', mime: 'image/png', base64: bytes.toString('base64'), caption: 'Look' });
    await simulator.idle();
    const event = business.events.find((one) => one.kind === 'message');
    const content = event?.kind === 'message' && event.content.kind === 'media' ? event.content : undefined;
    expect(content).toMatchObject({ media: 'image', mime: 'image/png', caption: 'Look' });
    expect(await adapter.media!.download(access, content?.id ?? '', 1_000)).toEqual({
      ok: true,
      value: { mime: 'image/png', bytes },
    });
  });

  it.each([
    [
      'a location',
      { type: 'location', latitude: 48.2, longitude: 16.37, name: 'Office' },
      { kind: 'location', name: 'Office' },
    ],
    [
      'a document',
      { type: 'document', filename: 'a b.pdf' },
      { kind: 'media', media: 'document', filename: 'a b.pdf' },
    ],
    ['a kind without a word', { type: 'unsupported', of: 'poll' }, { kind: 'unsupported' }],
  ] as const)('brings %s', async (_name, said, content) => {
    simulator.say(CUSTOMER, said);
    await simulator.idle();
    expect(business.events).toMatchObject([{ kind: 'message', content }]);
  });

  it('shows typing, and marks as read', async () => {
    const { id } = simulator.say(CUSTOMER, 'Are you there?');
    expect(await adapter.typing!.show(access, id)).toEqual({ ok: true, value: undefined });
    expect(simulator.customer(CUSTOMER).typingUntil).not.toBeNull();
    expect(await adapter.typing!.show(access, 'SM0')).toMatchObject({ ok: false });
  });

  it('knows neither when an answer is lost nor when it was an error', async () => {
    for (const kind of ['accept-then-500', 'accept-then-cut'] as const) {
      simulator.addFault({ fault: { kind } });
      expect(await send({ kind: 'text', body: kind })).toMatchObject({ failure: { class: 'maybe-sent' } });
      await simulator.idle();
      expect(statuses().at(-1)).toMatchObject({ ref: `out-${count}` });
    }
    simulator.addFault({ fault: { kind: 'refuse', code: 130429 } });
    expect(await send({ kind: 'text', body: 'x' })).toMatchObject({ failure: { class: 'retry', code: '20429' } });
  });

  it('counts an answer that Twilio would send to the contact as lost', async () => {
    const { expired } = simulator.stats().webhooks;
    answer = { type: 'text/plain', body: 'ok' };
    simulator.say(CUSTOMER, 'hello');
    await simulator.idle();
    expect(simulator.stats().webhooks.expired).toBe(expired + 1);
  });

  describe('what Twilio refuses at once', () => {
    const post = async (fields: Record<string, string>) => {
      const response = await fetch(`${simulator.url}/2010-04-01/Accounts/${CREDENTIALS.accountSid}/Messages.json`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${CREDENTIALS.accountSid}:${CREDENTIALS.authToken}`).toString('base64')}`,
        },
        body: new URLSearchParams({ To: `whatsapp:+${CUSTOMER}`, From: 'whatsapp:+15550100100', ...fields }),
      });
      return { status: response.status, ...((await response.json()) as { code: number }) };
    };

    it.each([
      [{}, 21619],
      [{ Body: 'x'.repeat(1_601) }, 21617],
      [{ Body: 'x', To: '+15550100200' }, 21211],
      [{ Body: 'x', From: 'whatsapp:+15550100999' }, 63007],
      [{ Body: 'x', MediaUrl: 'ftp://x.example' }, 21620],
      [{ Body: 'x', Surprise: '1' }, 20001],
      [{ ContentSid: 'HX00000000000000000000000000000000' }, 21655],
      [{ ContentVariables: '{}' }, 21654],
      [{ Body: 'x', StatusCallback: 'http://a_b.example/' }, 21609],
    ])('%j', async (fields, code) => {
      expect(await post(fields as Record<string, string>)).toMatchObject({ status: 400, code });
    });
  });

  it('tells by a status what WhatsApp does not show: a label that is too long, a fourth button', async () => {
    const buttons = (titles: string[]): OutboundMessage => ({
      kind: 'buttons',
      body: 'Well?',
      buttons: titles.map((title, at) => ({ id: `o${at}`, title })),
    });
    for (const message of [buttons(['A label beyond twenty']), buttons(['1', '2', '3', '4'])]) {
      expect(await send(message)).toMatchObject({ kind: 'accepted' });
      await simulator.idle();
      expect(statuses().at(-1)).toMatchObject({ status: 'failed', ref: `out-${count}`, error: { code: '63021' } });
    }
  });

  it('takes whatever is rendered', async () => {
    const arbitrary = fc.tuple(
      fc.array(statement, { maxLength: 3 }),
      fc.option(question, { nil: undefined }),
      fc.nat(6),
    );
    const before = simulator.requests().at(-1)?.n ?? 0;
    const kinds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(arbitrary, async ([statements, asked, page]) => {
        const prompts: Prompt[] = [...statements];
        if (asked) prompts.push({ ...asked, question: { ...asked.question, page } });
        for (const message of renderPrompts(prompts, adapter.capabilities)) {
          kinds.add(message.kind);
          expect(await send(message)).toMatchObject({ kind: 'accepted' });
          expect(shownOptions(last()?.options ?? [])).toEqual(optionsOf(message));
        }
      }),
      { numRuns: 1_000 },
    );
    await simulator.idle();
    expect(simulator.requests({ after: before, verdict: 'refused' })).toEqual([]);
    expect([...kinds].sort()).toEqual(['buttons', 'link', 'list', 'media', 'text']);
    // What WhatsApp refuses, Twilio tells by a status only.
    expect(statuses().filter(({ status }) => status === 'failed')).toEqual([]);
  });
});

function optionsOf(message: OutboundMessage) {
  if (message.kind === 'buttons') return message.buttons.map(({ id, title }) => ({ id, title }));
  if (message.kind !== 'list') return [];
  return message.rows.map(({ id, title, description }) => ({ id, title, ...(description ? { description } : {}) }));
}

function shownOptions(options: readonly { id: string; title: string; description?: string }[]) {
  return options.map(({ id, title, description }) => ({ id, title, ...(description ? { description } : {}) }));
}
