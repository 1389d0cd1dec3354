import { ChannelTrouble } from '../../src/channels/connected/channel-trouble.js';
import { ChannelUpkeep } from '../../src/channels/connected/channel-upkeep.js';
import { WebhookEvents } from '../../src/channels/connected/webhook-events.js';
import type { ChannelAdapter } from '../../src/channels/channel.js';
import type { ChannelEvent } from '../../src/channels/events.js';
import { createLogger } from '../../src/logging/logger.js';
import { TemplateCatalogue } from '../../src/templates/catalogue/template-catalogue.js';
import { Metrics } from '../../src/watching/metrics.js';
import { noTracer } from '../../src/watching/tracer.js';
import { CHANNEL, House, scope } from '../support/house.js';
import { template } from '../support/templates.js';

async function taking(house: House, listing?: (adapter: ChannelAdapter) => ChannelAdapter) {
  const clock = { now: () => house.now };
  const watching = { metrics: new Metrics(), tracer: noTracer, log: createLogger('silent') };
  const { store, receiver, statuses, directory } = house.process;
  const trouble = new ChannelTrouble(store, directory, clock, watching);
  const catalogue = new TemplateCatalogue(store, clock);
  const upkeep = new ChannelUpkeep(store, directory, catalogue, trouble, clock, watching.log);
  const events = new WebhookEvents(store, receiver, statuses, catalogue, upkeep, trouble, watching);
  return async (...taken: ChannelEvent[]) => {
    const connected = await directory.byId(scope, CHANNEL);
    if (connected)
      await events.take(listing ? { ...connected, adapter: listing(connected.adapter) } : connected, taken);
    await house.work();
  };
}

const message = (id: string, text: string, waId: string): ChannelEvent => ({
  kind: 'message',
  id,
  at: Date.UTC(2026, 2, 2, 12),
  from: { waId },
  content: { kind: 'text', text },
});
const moved: ChannelEvent = {
  kind: 'identity-changed',
  id: 'm',
  at: 0,
  previous: { waId: '34600' },
  current: { waId: '34700' },
};

test('a new number: the conversation goes on under it', async () => {
  const house = await House.open();
  const take = await taking(house);
  await take(message('in1', 'visit', '34600'));
  await take(moved, moved);
  await take(message('in2', 'Good', '34700'));
  expect(house.read).toEqual(['How was it, friend?', 'Why?']);
  expect(house.provider.accepted.map(({ to }) => to.waId)).toEqual(['34600', '34700']);
  expect(await house.conversations()).toHaveLength(1);
});

test('a new number under which somebody has written already is left alone', async () => {
  const house = await House.open();
  const take = await taking(house);
  await take(message('in1', 'visit', '34600'), message('in2', 'poll', '34700'));
  await take(moved);
  expect((await house.conversations()).map(({ to }) => to.waId ?? '').toSorted()).toEqual(['34600', '34700']);
});

test('a new number of somebody unknown is nothing', async () => {
  const house = await House.open();
  await (
    await taking(house)
  )(moved);
  expect(await house.conversations()).toEqual([]);
});

test.each([true, false])('marketing is stopped; the contact has been heard of: %s', async (known) => {
  const house = await House.open();
  const take = await taking(house);
  if (known) await take(message('in1', 'hello', '34600'));
  else await house.process.commands.startFlow(scope, '+34600000000', { channelId: CHANNEL, flowId: 'visit' });
  const from = { waId: known ? '34600' : '34600000000' };
  await take({ kind: 'marketing-preference', at: house.now, from, allowed: false });
  const { items } = await house.store.contacts.find(scope);
  expect(items).toMatchObject([{ marketingAllowed: false }]);
});

test('an edited or deleted message keeps what it answered, and shows both', async () => {
  const house = await House.open();
  const take = await taking(house);
  await take(message('in1', 'visit', '34600'));
  const of = { at: house.now, from: { waId: '34600' }, originalId: 'in1' };
  await take(
    { kind: 'edited', id: 'e', content: { kind: 'text', text: 'poll' }, ...of },
    { kind: 'revoked', id: 'r', ...of },
  );
  expect(await house.store.thread.get(scope, `in|${CHANNEL}|in1`)).toMatchObject({
    content: { text: 'visit' },
    editedTo: { text: 'poll' },
    revokedAt: house.now,
  });
  expect(house.read).toEqual(['How was it, friend?']);
});

test('a template that was paused is not sent, and a person is told', async () => {
  const house = await House.open();
  const take = await taking(house);
  await take({ kind: 'template-changed', name: 'visit_overall', language: 'en', status: 'paused' });
  expect((await house.channel()).notices).toMatchObject([
    { code: 'template-paused', text: expect.stringContaining('visit_overall') },
  ]);
  await house.process.commands.startFlow(scope, '+34600000000', { channelId: CHANNEL, flowId: 'visit' });
  await house.work();
  expect(house.read).toEqual(['[visit_reminder/en] Hi there, shall we go on?']);
});

test('notices of one kind replace each other, and there are never more than twenty', async () => {
  const house = await House.open();
  const take = await taking(house);
  for (let count = 0; count < 30; count += 1) {
    await take({ kind: 'account-notice', field: `field-${count % 25}`, summary: `number ${count}` });
  }
  const { notices } = await house.channel();
  expect(notices).toHaveLength(20);
  expect(notices.at(-1)?.text).toBe('number 29');
  expect(new Set(notices.map(({ code }) => code)).size).toBe(20);
});

test('news of a template that nobody knows here: the list is read', async () => {
  const house = await House.open();
  const list = async () => ({ ok: true as const, value: [template('invite')] });
  const take = await taking(house, (adapter) => Object.create(adapter, { templates: { value: { list } } }));
  await take({ kind: 'template-changed', name: 'invite', language: 'en', status: 'approved' });
  const { items } = await house.store.templates.find(scope, { where: { channelId: CHANNEL, name: 'invite' } });
  expect(items).toMatchObject([{ template: { status: 'approved' }, history: [{ by: 'list' }] }]);
});
