import fc from 'fast-check';
import { rateWindowAt } from './rate-window.js';

const NOON = Date.UTC(2026, 10, 22, 12);

test('the windows of every aligned second hold exactly the rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 100_000 }), (perSecond, second) => {
      const begin = NOON + second * 1_000;
      let sum = 0;
      for (let at = begin; at < begin + 1_000;) {
        const window = rateWindowAt(perSecond, at);
        expect(window.endsAt - window.lengthMs).toBe(at);
        sum += window.room;
        at = window.endsAt;
      }
      expect(sum).toBe(perSecond);
    }),
  );
});

test.each([
  [1_000, 100, 100],
  [80, 100, 8],
  [50, 100, 5],
  [45, 200, 9],
  [20, 250, 5],
  [10, 500, 5],
  [3, 1_000, 3],
])('%i a second: windows of %i ms with %i', (perSecond, lengthMs, room) => {
  expect(rateWindowAt(perSecond, NOON)).toMatchObject({ lengthMs, room, endsAt: NOON + lengthMs });
});
