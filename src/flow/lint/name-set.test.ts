import fc from 'fast-check';
import { NameSet } from './name-set.js';

const all = Array.from({ length: 70 }, (_, n) => `name${n}`);
const some = fc.subarray(all);

test('is a set of names', () => {
  fc.assert(
    fc.property(some, some, some, (one, two, three) => {
      const a = NameSet.of(all).with(one);
      const b = NameSet.of(all).with(two);
      const a2 = NameSet.of(all);
      expect(a2.size).toBe(0);
      const both = a.and(a.with(two)).with(three, undefined);
      for (const name of all) {
        expect(a.has(name)).toBe(one.includes(name));
        expect(both.has(name)).toBe(one.includes(name) || three.includes(name));
        expect(a.or(a.with(two)).has(name)).toBe(one.includes(name) || two.includes(name));
      }
      expect(a.size).toBe(one.length);
      expect(b.size).toBe(two.length);
    }),
  );
});

test('what it was not made for is not in it', () => {
  expect(NameSet.of(['a']).with(['b']).size).toBe(0);
  expect(NameSet.of([]).has('a')).toBe(false);
});
