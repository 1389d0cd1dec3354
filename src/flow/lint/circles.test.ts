import fc from 'fast-check';
import { circles } from './circles.js';

test.each<[string, Record<number, number[]>, number[]]>([
  ['a row', { 0: [1], 1: [2], 2: [] }, []],
  ['one that leads to itself', { 0: [1], 1: [1] }, [1]],
  ['two circles, and what lies between them', { 0: [1], 1: [0, 2], 2: [3], 3: [4], 4: [3], 5: [5] }, [0, 3, 5]],
  ['a circle within a circle is one', { 0: [1], 1: [2], 2: [1, 0] }, [0]],
  ['ways that meet again', { 0: [1, 2], 1: [3], 2: [3], 3: [] }, []],
  ['beyond the end', { 0: [1], 1: [9] }, []],
])('%s', (_, graph, expected) => {
  expect(circles(6, (node) => graph[node] ?? [])).toEqual(expected);
});

test('finds exactly the nodes that come back to themselves, by groups', () => {
  const graph = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(graph, (edges) => {
      const next = (node: number): number[] => edges[node] ?? [];
      const from = edges.map((_, start) => {
        const seen = new Set<number>();
        const queue = [...next(start)];
        for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
          if (seen.has(node)) continue;
          seen.add(node);
          queue.push(...next(node));
        }
        return seen;
      });
      const expected = edges.flatMap((_, node) =>
        from[node]?.has(node) &&
        !edges.some((__, less) => less < node && from[less]?.has(node) && from[node]?.has(less))
          ? [node]
          : [],
      );
      expect(circles(10, next)).toEqual(expected);
    }),
  );
});

test('a hundred thousand in a row are no problem', () => {
  expect(circles(100_000, (node) => [node + 1])).toEqual([]);
  expect(circles(100_000, (node) => [(node + 1) % 100_000])).toEqual([0]);
});
