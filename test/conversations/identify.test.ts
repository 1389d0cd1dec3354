import type { Identifiers } from '../../src/channels/events.js';
import { identify, identityIds } from '../../src/conversations/identify.js';
import { memoryDocuments } from '../../src/storage/memory/memory-documents.js';
import { openStore } from '../../src/store/store.js';
import { CHANNEL, House, scope } from '../support/house.js';

async function identifier() {
  const store = await openStore(memoryDocuments());
  let count = 0;
  const ids = { next: () => `id${(count += 1)}`, secret: () => '' };
  return async (...people: Identifiers[]) =>
    (await identify(store, ids, scope, CHANNEL, people)).map((identity) => identity?.contactId);
}

const both = { waId: '34600', userId: 'ES.1', phone: '+34600' };

test('a phone number alone identifies only where WhatsApp has named nobody', () => {
  expect(identityIds('ch', both)).toEqual(['ch|wa|34600', 'ch|user|ES.1']);
  expect(identityIds('ch', { phone: '+34 600' })).toEqual(['ch|wa|34600']);
  expect(identityIds('ch', {})).toEqual([]);
});

test.each<[string, Identifiers[][]]>([
  ['first the WhatsApp id, then both, then the user id', [[{ waId: '34600' }], [both], [{ userId: 'ES.1' }]]],
  ['first the user id, then both, then the WhatsApp id', [[{ userId: 'ES.1' }], [both], [{ waId: '34600' }]]],
  ['all in one webhook', [[{ userId: 'ES.1' }, both, { waId: '34600' }]]],
  ['all in one webhook, the other way round', [[{ waId: '34600' }, both, { userId: 'ES.1' }]]],
  ['a phone number that a person was written to first', [[{ phone: '+34600' }], [both]]],
])('%s: one person', async (_, webhooks) => {
  const who = await identifier();
  const found = [];
  for (const people of webhooks) found.push(...(await who(...people)));
  expect(new Set(found).size).toBe(1);
});

test('two webhooks about somebody new race, one with the WhatsApp id only: one person', async () => {
  for (let count = 0; count < 20; count += 1) {
    const who = await identifier();
    const found = await Promise.all([who({ waId: '34600' }), who(both), who({ waId: '34600' }), who(both)]);
    expect(new Set(found.flat()).size).toBe(1);
    expect(await who({ userId: 'ES.1' })).toEqual(found[0]);
  }
});

test('somebody without a phone number', async () => {
  const who = await identifier();
  const [first] = await who({ userId: 'ES.1' });
  expect(await who({ userId: 'ES.1' }, { userId: 'ES.2' })).toEqual([first, expect.not.stringMatching(`^${first}$`)]);
});

test('nobody at all is nobody, and does not take the others along', async () => {
  const who = await identifier();
  expect(await who({}, both)).toEqual([undefined, expect.any(String)]);
});

test('a message without any sender is left out, the others are stored', async () => {
  const house = await House.open();
  await house.says('in1', 'visit', { from: {} });
  await house.says('in2', 'visit', { from: { userId: 'ES.1' } });
  await house.work();
  expect(house.provider.accepted).toMatchObject([{ to: { userId: 'ES.1' } }]);
  expect(await house.thread()).toHaveLength(2);
});
