import fc from 'fast-check';
import { QuotaPlaces } from '../../src/quotas/quota-places.js';
import { QuotaUpkeep } from '../../src/quotas/quota-upkeep.js';
import { DAY } from '../../src/time/instant.js';
import { House, scope } from '../support/house.js';

const FLOW = `id: few
kind: survey
languages: [en]
title: Few
start: { keywords: [few] }
expires: 7d
quotas: { seats: { limit: 2 } }
steps:
  - { quota: seats }
  - { id: name, ask: text, text: Your name? }
  - { end: completed, say: Thanks }
`;
const CLOSED = 'This survey is already closed. Thank you!';

async function open(): Promise<House> {
  const house = await House.open();
  await house.publish(FLOW);
  return house;
}

/** One person writes; what came back to them. */
async function says(house: House, who: string, text: string): Promise<string[]> {
  const before = house.provider.accepted.length;
  await house.says(`${who}-${text}-${house.now}`, text, { from: { waId: who } });
  await house.work();
  return house.read.slice(before);
}

async function taken(house: House): Promise<number> {
  return new QuotaPlaces(house.store, { now: () => house.now }).count(scope, 'few', 'seats');
}

test('only so many get in; who stops, or falls silent for too long, leaves the place to the next', async () => {
  const house = await open();
  expect(await says(house, '34601', 'few')).toEqual(['Your name?']);
  expect(await says(house, '34602', 'few')).toEqual(['Your name?']);
  expect(await says(house, '34603', 'few')).toEqual([CLOSED]);
  await says(house, '34601', 'stop');
  expect(await says(house, '34604', 'few')).toEqual(['Your name?']);
  expect(await says(house, '34604', 'Di')).toEqual(['Thanks']);
  expect(await says(house, '34605', 'few')).toEqual([CLOSED]);
  // 34602 has said nothing for a week.
  await house.pass(8 * DAY);
  expect(await taken(house)).toBe(1);
  expect(await says(house, '34606', 'few')).toEqual(['Your name?']);
  expect(await says(house, '34607', 'few')).toEqual([CLOSED]);
});

test('who starts anew takes the place along, and never two', async () => {
  const house = await open();
  await says(house, '34601', 'few');
  await says(house, '34602', 'few');
  await says(house, '34601', 'restart');
  expect(await taken(house)).toBeLessThanOrEqual(2);
});

test('whenever a process dies, no place is lost for good and none is given twice', async () => {
  for (const written of [true, false]) {
    for (let atWrite = 1; atWrite <= 24; atWrite += 1) {
      const house = await open();
      house.process = await house.start({ atWrite, written });
      for (const who of ['34601', '34602', '34603']) {
        await says(house, who, 'few');
        await house.pass(60_000);
      }
      expect(await taken(house)).toBeLessThanOrEqual(2);
      for (const who of ['34601', '34602', '34603']) {
        await says(house, who, 'Ann');
        await house.pass(60_000);
      }
      await house.pass(9 * DAY);
      await house.pass(60_000);
      await new QuotaUpkeep(house.store, { now: () => house.now }).run(scope);
      const { items } = await house.store.responses.find(scope, { where: { flowId: 'few' } });
      const completed = items.filter(({ disposition }) => disposition === 'completed');
      expect({ atWrite, written, places: await taken(house) }).toEqual({ atWrite, written, places: completed.length });
      expect(completed.length).toBeLessThanOrEqual(2);
    }
  }
});

test('whatever people do in whatever order, no more complete it than there are places', async () => {
  const act = fc.tuple(fc.constantFrom('1', '2', '3', '4'), fc.constantFrom('few', 'Ann', 'stop', 'start', 'restart'));
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      const house = await open();
      for (const [who, text] of acts) {
        await says(house, `3460${who}`, text);
        house.now += 1_000;
        expect(await taken(house)).toBeLessThanOrEqual(2);
      }
      const { items } = await house.store.responses.find(scope, { where: { flowId: 'few' } });
      expect(items.filter(({ disposition }) => disposition === 'completed').length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 40 },
  );
});
