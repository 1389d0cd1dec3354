import { Allowances } from './allowances.js';

function counted() {
  const counts = new Map<string, number>();
  const lifetimes: number[] = [];
  const allowances = new Allowances(
    {
      addAnyhow: async (key, points, seconds) => {
        lifetimes.push(seconds);
        counts.set(key, (counts.get(key) ?? 0) + points);
        return counts.get(key) ?? 0;
      },
      lookForShared: () => undefined,
    },
    { now: () => 0 },
  );
  return { allowances, lifetimes };
}

const three = { of: 'ann', requests: 3, withinSeconds: 60 };

test('as many as are allowed, then 429; of one person on one channel, and of nobody else', async () => {
  const { allowances, lifetimes } = counted();
  for (let count = 0; count < 3; count += 1) await allowances.take('c1', three);
  await expect(allowances.take('c1', three)).rejects.toMatchObject({ status: 429, type: 'too-many-requests' });
  await allowances.take('c1', { ...three, of: 'bob' });
  await allowances.take('c2', three);
  expect(new Set(lifetimes)).toEqual(new Set([60]));
});

test('what is not counted is not asked for', async () => {
  const { allowances, lifetimes } = counted();
  for (let count = 0; count < 10; count += 1) await allowances.take('c1', undefined);
  expect(lifetimes).toEqual([]);
});
