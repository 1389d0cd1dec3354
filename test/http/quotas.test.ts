import { z } from 'zod';
import { Phone } from '../support/phone.js';
import { startSystem, type System } from '../support/system.js';

const FEW = `
id: seats
kind: survey
languages: [en]
title: Seats
start: { keywords: [seats] }
expires: 7d
quotas: { seats: { limit: 3 } }
steps:
  - { quota: seats }
  - { id: name, ask: text, text: Your name? }
  - { end: completed, say: See you there! }
`;
const Quotas = z.object({ quotas: z.array(z.object({ name: z.string(), limit: z.number(), taken: z.number() })) });

let system: System;

beforeAll(async () => {
  system = await startSystem();
  await system.connect();
  expect(await system.api.call('POST', '/flows', { source: FEW })).toMatchObject({
    status: 201,
    body: { findings: [] },
  });
});

afterAll(() => system.stop());

test('twenty people come at the same moment to three places; who stops makes room', async () => {
  const people = Array.from({ length: 20 }, (_, n) => new Phone(system, String(15_550_310_100 + n)));
  await Promise.all(people.map((phone) => phone.says('seats')));
  const responses = await Promise.all(people.map(({ waId }) => system.responseOf(waId)));
  const inside = people.filter((_, n) => responses[n]?.status === 'active');
  const outside = responses.filter(({ disposition }) => disposition === 'over-quota');
  expect([inside.length, outside.length]).toEqual([3, 17]);
  expect(await system.api.read(Quotas, '/flows/seats')).toEqual({ quotas: [{ name: 'seats', limit: 3, taken: 3 }] });

  const [first, second] = inside;
  await first?.says('stop');
  await second?.says('Ann');
  const late = new Phone(system, '15550310200');
  await late.says('seats');
  expect((await system.responseOf(late.waId)).status).toBe('active');
  expect(await system.api.read(Quotas, '/flows/seats')).toEqual({ quotas: [{ name: 'seats', limit: 3, taken: 3 }] });
});
