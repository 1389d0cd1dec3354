import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { DAY, HOUR } from '../../src/time/instant.js';
import { AdapterHouse } from '../support/adapter-house.js';

const ANN = '15550100201';
const TEXT: OutboundMessage = { kind: 'text', body: 'Hello' };

const OFFER = {
  name: 'offer',
  language: 'pt_BR',
  category: 'MARKETING',
  components: [
    { type: 'BODY', text: 'Olá {{1}}, temos algo para si hoje.', example: { body_text: [['Ann']] } },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Parar' },
        { type: 'COPY_CODE', example: 'SAVE10' },
        { type: 'URL', text: 'Ver', url: 'https://x.example/{{1}}', example: ['https://x.example/a'] },
      ],
    },
  ],
};

/** What only Bird does, the adapter and the simulator with each other. */
describe('Bird and its simulator', () => {
  let simulator: Simulator;
  let house: AdapterHouse;

  beforeAll(async () => {
    simulator = await startSimulator({
      provider: 'bird',
      templates: [OFFER],
      webhookRetry: { firstMs: 5, factor: 1, maxMs: 5 },
    });
    house = new AdapterHouse(simulator);
    await house.open();
  });
  beforeEach(async () => {
    await simulator.reset();
    house.forget();
    simulator.say(ANN, 'hello');
    await simulator.idle();
  });
  afterAll(async () => {
    await simulator?.stop();
    await house?.close();
  });

  const send = (message: OutboundMessage, ref: string) =>
    house.adapter.send(house.access, { to: { waId: ANN }, message, ref });
  const got = () => simulator.thread(ANN).filter(({ from }) => from === 'business').length;

  it('answers a message that it has had from memory, for three hours', async () => {
    const first = await send(TEXT, 'out-1');
    expect(first.kind).toBe('accepted');
    expect(await send(TEXT, 'out-1')).toEqual(first);
    await simulator.advanceClock(3 * HOUR - 60_000);
    expect(await send(TEXT, 'out-1')).toEqual(first);
    expect(got()).toBe(1);
    await simulator.advanceClock(60_000);
    expect(await send(TEXT, 'out-1')).not.toEqual(first);
    expect(got()).toBe(2);
  });

  it('does not take another message under the same id', async () => {
    await send(TEXT, 'out-1');
    expect(await send({ kind: 'text', body: 'Else' }, 'out-1')).toMatchObject({
      failure: { class: 'refused', code: 'E01005' },
    });
    expect(got()).toBe(1);
  });

  it('remembers no refusal', async () => {
    await simulator.advanceClock(DAY + HOUR);
    expect(await send(TEXT, 'out-1')).toMatchObject({ failure: { class: 'fall-back' } });
    simulator.say(ANN, 'back');
    expect(await send(TEXT, 'out-1')).toMatchObject({ kind: 'accepted' });
  });

  it('is believed before and after its secret has changed, for a day with the old one', async () => {
    const before = house.secret;
    const again = await house.adapter.connection!.registerWebhook(house.access, house.url, 'not Bird’s');
    const secret = again.ok && again.value ? again.value.secret : before;
    expect(secret).not.toBe(before);
    const heard = async () => {
      house.forget();
      simulator.say(ANN, 'still there?');
      const [post] = await untilPosted();
      return post?.status;
    };
    const untilPosted = async () => {
      while (house.posts.length === 0) await new Promise((resolve) => setImmediate(resolve));
      return house.posts;
    };
    expect(await heard()).toBe(200);
    house.secret = secret;
    expect(await heard()).toBe(200);
    await simulator.advanceClock(DAY + 1);
    expect(await heard()).toBe(200);
    house.secret = before;
    expect(await heard()).toBe(401);
    house.secret = secret;
    await simulator.idle();
  });

  it('fills a template’s buttons in their order', async () => {
    const template: OutboundMessage = {
      kind: 'template',
      name: 'offer',
      language: 'pt-BR',
      header: [],
      body: [{ kind: 'text', text: 'Ann' }],
      buttons: [
        { index: 2, type: 'url', value: 'b' },
        { index: 0, type: 'quick-reply', value: 'stop.1' },
        { index: 1, type: 'copy-code', value: 'SAVE20' },
      ],
      preview: '',
    };
    expect(await send(template, 'out-1')).toMatchObject({ kind: 'accepted' });
    const { links, options } = simulator.thread(ANN).at(-1)!;
    expect(links).toEqual([
      expect.objectContaining({ label: expect.stringContaining('SAVE20') }),
      { label: 'Ver', url: 'https://x.example/b' },
    ]);
    expect(options).toMatchObject([{ title: 'Parar' }]);
    expect(await send({ ...template, name: 'offers' }, 'out-3')).toMatchObject({
      failure: { class: 'template-unusable', code: 'TemplateNotFound' },
    });
  });

  it('marks as read and shows typing', async () => {
    const { id } = house.of('message').at(-1)!;
    expect(await house.adapter.typing!.show(house.access, id)).toEqual({ ok: true, value: undefined });
    expect(simulator.thread(ANN)[0]?.tick).toBe('read');
    expect(await house.adapter.typing!.show(house.access, 'wa_none')).toMatchObject({ ok: false });
  });

  it('brings a reaction, and one that is taken back', async () => {
    await send(TEXT, 'out-1');
    const message = simulator.thread(ANN).at(-1)!.id;
    simulator.say(ANN, { type: 'reaction', message, emoji: '👍' });
    simulator.say(ANN, { type: 'reaction', message });
    await simulator.idle();
    expect(
      house
        .of('message')
        .slice(-2)
        .map(({ content }) => content),
    ).toEqual([
      { kind: 'reaction', emoji: '👍', messageId: message },
      { kind: 'reaction', emoji: '', messageId: message },
    ]);
  });
});
