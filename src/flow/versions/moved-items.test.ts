import fc from 'fast-check';
import { movedItems } from './moved-items.js';

test.each([
  ['nothing moved', [0, 1, 2, 3], []],
  ['an empty list', [], []],
  ['the first went to the end', [3, 0, 1, 2], [0]],
  ['the last came to the front', [1, 2, 3, 0], [3]],
  ['gaps are no moves', [2, 5, 9], []],
])('%s', (_what, places, moved) => {
  expect([...movedItems(places)]).toEqual(moved);
});

test('what stays is in order, and nothing longer would be', () => {
  const places = fc.uniqueArray(fc.nat(40), { maxLength: 9 });
  fc.assert(
    fc.property(places, (list) => {
      const moved = movedItems(list);
      const stayed = list.filter((_, index) => !moved.has(index));
      expect(stayed).toEqual(stayed.toSorted((a, b) => a - b));
      expect(stayed.length).toBe(longestRun(list));
    }),
  );
});

/** By trying every run there is. */
function longestRun([first, ...rest]: readonly number[], above = -1): number {
  if (first === undefined) return 0;
  const without = longestRun(rest, above);
  return first > above ? Math.max(without, 1 + longestRun(rest, first)) : without;
}
