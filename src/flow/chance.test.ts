import { drawOrder, drawWeighted } from './chance.js';

const seeds = Array.from({ length: 6_000 }, (_, n) => `0192${n}|colours`);
const items = ['a', 'b', 'c'].map((id) => ({ id }));

/** Chi-squared of how often each outcome came, against equal shares of the weights. */
function chiSquared(outcomes: readonly string[], weights: Readonly<Record<string, number>>): number {
  const total = Object.values(weights).reduce((a, b) => a + b, 0);
  return Object.entries(weights).reduce((sum, [outcome, weight]) => {
    const expected = (outcomes.length * weight) / total;
    return sum + (outcomes.filter((each) => each === outcome).length - expected) ** 2 / expected;
  }, 0);
}

test('every order of three is as likely as any other, although the seeds are alike', () => {
  const orders = seeds.map((seed) => drawOrder(items, 0, seed).join(''));
  const even = { abc: 1, acb: 1, bac: 1, bca: 1, cab: 1, cba: 1 };
  // 5 degrees of freedom: 20.5 is passed once in a thousand times, and the seeds are always the same.
  expect(chiSquared(orders, even)).toBeLessThan(20.5);
});

test('weights are kept, and a weight of 0 is never drawn', () => {
  const arms = seeds.map((seed) => String(drawWeighted([1, 0, 3], seed)));
  expect(arms).not.toContain('1');
  expect(chiSquared(arms, { 0: 1, 2: 3 })).toBeLessThan(10.8);
});

test('the same seed gives the same, another seed something of its own', () => {
  expect(drawOrder(items, 0, 'x|y')).toEqual(drawOrder(items, 0, 'x|y'));
  const many = Array.from({ length: 30 }, (_, n) => ({ id: `i${n}` }));
  expect(drawOrder(many, 0, 's1|a')).not.toEqual(drawOrder(many, 0, 's1|b'));
  expect(drawOrder(many, 0, 's1|a').toSorted()).toEqual(many.map(({ id }) => id).toSorted());
});

test('what is fixed, and the last ones, stay in place', () => {
  const some = [{ id: 'a' }, { id: 'b', fixed: true }, { id: 'c' }, { id: 'd' }, { id: 'e' }, { id: 'none' }];
  const orders = seeds.slice(0, 200).map((seed) => drawOrder(some, 2, seed));
  for (const order of orders) {
    expect([order[1], order[4], order[5]]).toEqual(['b', 'e', 'none']);
    expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'none']);
  }
  expect(new Set(orders.map((order) => order.join())).size).toBe(6);
});

test.each([
  [[]],
  [[{ id: 'a' }]],
  [
    [
      { id: 'a', fixed: true },
      { id: 'b', fixed: true },
    ],
  ],
])('nothing to draw: %j', (few) => {
  expect(drawOrder(few, 0, 's')).toEqual(few.map(({ id }) => id));
  expect(drawOrder(few, 9, 's')).toEqual(few.map(({ id }) => id));
});
