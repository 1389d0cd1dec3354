import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { AdapterHouse } from '../support/adapter-house.js';
import { TEMPLATE_DRAFT } from './template.contract.js';

const ANN = '15550100201';
const TEXT: OutboundMessage = { kind: 'text', body: 'Hello' };

/** What only MessageBird does, the adapter and the simulator with each other. */
describe('MessageBird and its simulator', () => {
  let simulator: Simulator;
  let house: AdapterHouse;

  beforeAll(async () => {
    simulator = await startSimulator({ provider: 'messagebird', webhookRetry: { firstMs: 5, factor: 1, maxMs: 5 } });
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

  it('tells of our own messages, which are nobody’s', async () => {
    house.forget();
    await send(TEXT, 'out-1');
    await simulator.idle();
    const own = house.posts.map(({ request }) => JSON.parse(request.rawBody.toString()) as Record<string, unknown>);
    expect(own.filter(({ type }) => type === 'message.created')).toHaveLength(1);
    expect(house.of('message')).toEqual([]);
    expect(house.of('status').map(({ status, ref }) => `${status} ${ref}`)).toEqual([
      'sent out-1',
      'delivered out-1',
      'read out-1',
    ]);
  });

  it('believes a copy of a webhook for a minute only, and at its own address only', async () => {
    const [post] = house.posts;
    const { adapter, access, secret } = house;
    const copy = (more: object) => adapter.verifyWebhook({ ...post!.request, ...more }, secret, access);
    const { receivedAt, url } = post!.request;
    expect(copy({})).toBe(true);
    expect(copy({ receivedAt: receivedAt + 70_000 })).toBe(false);
    expect(copy({ url: `${url}?again` })).toBe(false);
    expect(copy({ url: url.replace('http:', 'https:') })).toBe(false);
  });

  it('fails later what WhatsApp does not take', async () => {
    const buttons = Array.from({ length: 4 }, (_, n) => ({ id: `b${n}`, title: `B ${n}` }));
    expect(await send({ kind: 'buttons', body: 'Too many?', buttons }, 'out-1')).toMatchObject({ kind: 'accepted' });
    const { error } = await house.event('status', ({ status }) => status === 'failed');
    expect(house.adapter.classify(error!)).toMatchObject({ class: 'refused', code: '1010' });
  });

  it('says at once that the channel or the namespace is another account’s', async () => {
    const access = (more: Record<string, string>) => ({
      ...house.access,
      credentials: { ...house.access.credentials, ...more },
    });
    const request = { to: { waId: ANN }, message: TEXT, ref: 'r' };
    expect(await house.adapter.send(access({ channelId: 'f'.repeat(32) }), request)).toMatchObject({
      failure: { class: 'stop-channel', code: '20' },
    });
    const template: OutboundMessage = {
      kind: 'template',
      name: 't',
      language: 'en',
      header: [],
      body: [],
      buttons: [],
      preview: '',
    };
    expect(await house.adapter.send(access({ namespace: 'other' }), { ...request, message: template })).toMatchObject({
      failure: { class: 'refused', code: '10' },
    });
    const registered = await house.adapter.connection!.registerWebhook(
      access({ channelId: 'f'.repeat(32) }),
      house.url,
      's',
    );
    expect(registered).toMatchObject({
      ok: false,
      failure: { text: expect.stringContaining('no channel of this id') },
    });
  });

  it('sets a webhook once, however often it is asked', async () => {
    for (let n = 0; n < 12; n += 1) {
      expect(await house.adapter.connection!.registerWebhook(house.access, house.url, 's')).toMatchObject({ ok: true });
    }
    simulator.say(ANN, 'once?');
    await simulator.idle();
    expect(house.of('message')).toHaveLength(2);
  });

  it('makes a template, which is reviewed, and takes it away', async () => {
    const { create, remove, list } = house.adapter.templates!;
    const made = await create!(house.access, TEMPLATE_DRAFT);
    expect(made).toMatchObject({ ok: true, value: { name: 'visit_reminder', status: 'pending' } });
    await simulator.idle();
    expect(await list(house.access)).toMatchObject({ value: [{ name: 'visit_reminder', status: 'approved' }] });
    expect(await create!(house.access, TEMPLATE_DRAFT)).toMatchObject({ ok: false, failure: { class: 'refused' } });
    if (made.ok) expect(await remove!(house.access, made.value)).toEqual({ ok: true, value: undefined });
    expect(await list(house.access)).toEqual({ ok: true, value: [] });
  });
});
